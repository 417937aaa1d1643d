"""The modules of a schema, in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docutils import nodes

from qapidoc.schema.model import Kind
from qapidoc.schema.outline import Entry, Text, levels, pieces
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.references import reference
from qapidoc.sphinxext.render.page import page_title
from qapidoc.sphinxext.schemas import Document

COLUMNS = (
    (_("Commands"), frozenset({Kind.COMMAND})),
    (_("Events"), frozenset({Kind.EVENT})),
    (_("Types"), frozenset(kind for kind in Kind if kind.is_type)),
)


def module_table(document: Document, namespace: str) -> list[nodes.table]:
    """Give a table of the modules with links to where they are rendered, if there are any."""
    ranks = levels(document.schema)
    rows = []
    for path, module in documented_modules(document).items():
        found = list(pieces(document.schema, path))
        title = page_title(found, ranks) or module
        link = reference(module, namespace, "module", nodes.inline(title, title))
        counts = Counter(p.definition.kind for p in found if isinstance(p, Entry))
        numbers = [sum(counts[kind] for kind in kinds) for _title, kinds in COLUMNS]
        rows.append(_row([link], *([nodes.Text(str(n))] if n else [] for n in numbers)))
    if not rows:
        return []
    titles = [_("Module"), *(title for title, _kinds in COLUMNS)]
    head = nodes.thead("", _row(*([nodes.Text(title)] for title in titles)))
    widths = (55, 15, 15, 15)
    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width) for width in widths),
        head,
        nodes.tbody("", *rows),
        cols=len(widths),
    )
    return [nodes.table("", group, classes=["qapi-modules"])]


def documented_modules(document: Document) -> dict[str, str]:
    """Give the modules other than the root that have something to show."""
    return {
        path: module
        for path, module in document.modules.items()
        if path != document.schema.root
        and any(isinstance(piece, Entry | Text) for piece in pieces(document.schema, path))
    }


def _row(*cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))
