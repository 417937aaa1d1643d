"""What could not be read of the schemas, as warnings of Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.locale import __
from sphinx.util import logging

from qapidoc.sphinxext.domain import QapiDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def warn_of_unread(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each place behind which a schema is not read, unless the linter does."""
    if app.config.qapidoc_lint:
        return
    domain = cast("QapiDomain", env.get_domain("qapi"))
    shown = {root for roots in domain.data["roots"].values() for root in roots}
    places = {unread for root in shown for unread in domain.data["unread"][root]}
    for rule, place, message in sorted(places):
        logger.warning(
            __("%s; what stands there may be missing"),
            message,
            location=place,
            type="qapidoc",
            subtype=rule,
        )
