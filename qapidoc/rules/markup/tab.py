"""A doc comment must not have tabs in it.

How far a tab reaches is up to the viewer, and indentation has a meaning in rST: what is aligned in
one editor is a quotation in another.  docutils goes by stops at each eighth column, and so does the
fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Source, Span

_TABS = re.compile(r"\t+")
_STOP = 8


def check(context: Context) -> Iterator[Finding]:
    """Look for tabs."""
    for path, source, doc in context.doc_comments:
        if source.text.find("\t", doc.start, doc.end) < 0:
            continue
        symbol = doc.symbol.value if doc.symbol is not None else None
        for match in _TABS.finditer(source.text, doc.start, doc.end):
            span = Span(*match.span())
            edit = Edit(path, span, " " * _width(source, span))
            fix = Fix("write blanks", "safe", (edit,), LAYOUT)
            message = "write blanks in place of this tab"
            yield Finding(path, span, message, symbol, fix=fix)


def _width(source: Source, span: Span) -> int:
    """Give how far tabs reach, seen from the blank after the comment mark."""
    start = source.line_starts[source.position(span.start).line - 1]
    margin = source.text[start : span.end]
    lead = len(margin) - len(margin.lstrip())
    text = margin[lead:].removeprefix("#").removeprefix(" ")
    before = text.rstrip("\t") if text.strip() else text[: text.find("\t")]
    return len(text.expandtabs(_STOP)) - len(before.expandtabs(_STOP))


RULE = Rule(
    name="markup-tab",
    code="MA010",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
