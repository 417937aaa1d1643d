"""What is on a page, for its sidebar: the sections, then the definitions by kind.

Sphinx can list definitions in its tables of contents, but then takes them through the
navigation of every page, which takes longer than all the rest of a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from qapidoc.sphinxext.domain import Found
from qapidoc.sphinxext.indices import GROUPS

AFTER_THEME = 600
"""Handlers of a lower number are called first; that of the theme has 500."""

_END = re.compile(r"(?P<nested></ul>\s*)?</li>\s*</ul>\s*\Z")
"""The end of a table of contents: its only item is the page, whose sections may be nested."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let pages of definitions list them."""
    app.connect("html-page-context", add_definitions, priority=AFTER_THEME)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_definitions(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Add the definitions of a page to its table of contents."""
    items = "".join(_groups(app.env.get_domain("qapi").data, pagename))
    toc: str = context.get("toc", "")
    end = _END.search(toc)
    if items and end is not None:
        added = items if end["nested"] else f"<ul>\n{items}</ul>\n"
        context["toc"] = toc[: end.start()] + added + toc[end.start() :]
        context["furo_hide_toc"] = False


def _groups(data: Mapping[str, Any], pagename: str) -> Iterator[str]:
    found = [
        Found(namespace, name, data[table][namespace][name])
        for (table, namespace), added in data["documents"].get(pagename, {}).items()
        if table == "definitions"
        for name in added
    ]
    for title, kinds in GROUPS:
        entries = [each for each in found if each.entry.kind in kinds]
        if not entries:
            continue
        yield f'<li class="qapi-group">{escape(str(title))}<ul>\n'
        for each in entries:
            yield (
                f'<li><a class="reference internal" href="#{escape(each.anchor)}">'
                f"<code>{escape(each.name)}</code></a></li>\n"
            )
        yield "</ul>\n</li>\n"
