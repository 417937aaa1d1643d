"""What pages bring along for browsers: a style sheet, and two scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qapidoc.sphinxext.locale import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).resolve().parent / "static"
STYLE_SHEET = "qapidoc.css"
COPY = "qapidoc-copy.js"
"""The button that copies what the client sends in a transcript."""
SEARCH = "qapidoc-search.js"
"""The order of what a search finds."""

WITHOUT_SCRIPTS = frozenset({"epub", "htmlhelp", "qthelp"})
"""Builders of HTML that is for other programs than browsers."""


def words() -> Mapping[str, str]:
    """Give what the button says, by the attributes of the script in which it looks for it."""
    return {
        "data-copy": _("Copy command"),
        "data-copy-all": _("Copy commands"),
        "data-copied": _("Copied"),
        "data-failed": _("Could not copy"),
    }


def add_static(app: Sphinx) -> None:
    """Let HTML builders copy the style sheet and, if their pages are for browsers, the scripts."""
    if app.builder.format != "html":
        return
    scripts = () if app.builder.name in WITHOUT_SCRIPTS else (COPY, SEARCH)
    for name in (STYLE_SHEET, *scripts):
        app.config.html_static_path.append(str(STATIC / name))
    if scripts:
        attributes: dict[str, Any] = {**words()}
        app.add_js_file(COPY, loading_method="defer", **attributes)


def add_search(
    app: Sphinx, page: str, _template: str, _context: object, _doctree: nodes.document | None
) -> None:
    """Let the page of the search load its script, behind that of Sphinx, which it changes."""
    if page == "search" and app.builder.name not in WITHOUT_SCRIPTS:
        app.add_js_file(SEARCH, loading_method="defer")
