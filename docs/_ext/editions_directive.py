"""What the language allowed by release, made from `qapidoc.edition` when the manual is built.

``.. editions::`` gives a table of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import qapidoc
from qapidoc import edition
from qapidoc.edition import EDITIONS, Validity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HEAD = ("Notation", "From", "Until", "Instead")
WIDTHS = (42, 8, 16, 34)


class Editions(SphinxDirective):
    """``.. editions::``."""

    def run(self) -> list[nodes.Node]:
        """Give the table."""
        self.env.note_dependency(edition.__file__)
        group = nodes.tgroup(cols=len(HEAD))
        group += [nodes.colspec(colwidth=width) for width in WIDTHS]
        group += nodes.thead("", _row(HEAD))
        group += nodes.tbody(
            "",
            *(
                _row((usage.value, str(validity.since or ""), _until(validity), validity.instead))
                for usage, validity in EDITIONS.items()
            ),
        )
        table = nodes.table("", group, classes=["colwidths-given"])
        self.set_source_info(table)
        return [table]


def _until(validity: Validity) -> str:
    until = str(validity.until or "")
    return until if validity.again is None else f"{until}, and from {validity.again}"


def _row(cells: Sequence[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", _paragraph(cell)) for cell in cells))


def _paragraph(text: str) -> nodes.paragraph:
    """Show what is in quotes as it is written in a schema."""
    parts = re.split(r"((?<!\w)'[^']+'(?!\w))", text)
    shown = (nodes.literal(p, p) if p.startswith("'") else nodes.Text(p) for p in parts if p)
    return nodes.paragraph(text, "", *shown)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("editions", Editions)
    return {
        "version": qapidoc.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
