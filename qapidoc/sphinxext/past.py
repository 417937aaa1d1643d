"""What is known of a schema's past, and what the settings ask to be known.

Nothing of the history is imported, let alone read, unless the settings ask for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sphinx.errors import ConfigError
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from qapidoc.releases import Release
    from qapidoc.schema.model import Definition
    from qapidoc.sphinxext.schemas import Document
    from qapidoc.syntax.nodes import SectionKind

logger = logging.getLogger(__name__)

SETTING = "qapidoc_history"

OFF = "off"

SOURCES = (OFF, "bundled", "git", "bundled+git")
"""What the setting may be besides a path, as that of the linter."""


class Past(Protocol):
    """Tells which release certainly brought something."""

    def of_definition(self, definition: Definition) -> Release | None:
        """Give that of a definition."""

    def of_part(
        self, definition: Definition, name: str, kind: SectionKind, since: Release | None
    ) -> Release | None:
        """Give that of what is younger than its definition, which is said to be from `since`."""


class _NoPast:
    def of_definition(self, definition: Definition) -> None:
        return None

    def of_part(
        self, definition: Definition, name: str, kind: SectionKind, since: Release | None
    ) -> None:
        return None


NO_PAST: Past = _NoPast()
"""Where nothing is known."""


def checked_history(app: Sphinx, config: Config) -> None:
    """Make a path absolute, which is relative to the documents; refuse what is neither."""
    value = str(config.qapidoc_history)
    if value in SOURCES:
        config.qapidoc_history = value
        return
    path = Path(app.srcdir, value)
    if not value or not path.exists():
        raise ConfigError(f"{SETTING}: {told_wrong(value)}")
    config.qapidoc_history = str(path.resolve())


def told_wrong(value: str) -> str:
    """Say what the setting may be instead of `value`."""
    from qapidoc.schema.names import did_you_mean

    return (
        f"'{value}' is none of {', '.join(SOURCES)}, and there is no such folder of releases or"
        f" stored history{did_you_mean(value, SOURCES)}"
    )


def past_of(document: Document, source: str) -> Past:
    """Give what is known of a schema; warn if it cannot be had."""
    if source == OFF:
        return NO_PAST
    from qapidoc.sphinxext.first_seen import first_seen

    past, notes = first_seen(document, source)
    for note in notes:
        logger.warning("%s", note, type="qapidoc", subtype="history")
    return past or NO_PAST
