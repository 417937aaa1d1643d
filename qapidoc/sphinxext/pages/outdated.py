"""Pages that have to be read anew though none of the files that they show has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qapidoc.sphinxext.domain import QapiDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def restructured(app: Sphinx, env: BuildEnvironment, *_documents: object) -> Iterable[str]:
    """Give the documents whose schema has other modules, ranks of headings or markup by now."""
    domain = cast("QapiDomain", env.get_domain("qapi"))
    shown: Mapping[str, Mapping[str, str]] = domain.data["roots"]
    changed = {
        root: _structure(domain, root, outside=app.config.qapidoc_allow_outside)
        for root in {root for roots in shown.values() for root in roots}
        if not domain.is_unchanged(root)
    }
    return [
        docname
        for docname, roots in shown.items()
        if any(changed.get(root, before) != before for root, before in roots.items())
    ]


def _structure(domain: QapiDomain, root: str, *, outside: bool) -> str | None:
    from qapidoc.config import ConfigError

    try:
        return domain.schemas.document(Path(root), outside=outside).structure
    except (ConfigError, OSError):
        return None
