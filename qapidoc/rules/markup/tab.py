"""A doc comment must not have tabs in it.

How far a tab reaches is up to the viewer, and indentation has a meaning in rST: what is aligned in
one editor is a quotation in another.  The fix goes by stops at each eighth column, counted from
where the text begins, as editors do.  A tab right behind the ``#`` is the business of
``language-doc-comment``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment

_TABS = re.compile(r"(?<!\t)\t++(?![ \t]*+(?:[\r\n]|\Z))")
"""Tabs, but for those at the end of a line, which say nothing."""
_STOP = 8


def check(context: Context) -> Iterator[Finding]:
    """Look for tabs, and tell of all in a doc comment at the first."""
    for path, source, doc in context.doc_comments:
        spans = list(_tabs(source, doc))
        if not spans:
            continue
        edits = tuple(Edit(path, span, " " * _width(source, span)) for span in spans)
        fix = Fix("write blanks", "safe", edits, LAYOUT)
        message = "write blanks in place of the tabs in this comment"
        yield Finding(path, spans[0], message, doc.about, fix=fix)


def _tabs(source: Source, doc: DocComment) -> Iterator[Span]:
    if source.text.find("\t", doc.start, doc.end) >= 0:
        for match in _TABS.finditer(source.text, doc.start, doc.end):
            yield Span(*match.span())


def _width(source: Source, span: Span) -> int:
    """Give how far tabs reach, seen from the blank after the comment mark."""
    start = source.line_starts[source.position(span.start).line - 1]
    text = source.text[start : span.end].lstrip(" ").removeprefix("# ")
    before = text[: len(text) - (span.end - span.start)]
    return len(text.expandtabs(_STOP)) - len(before.expandtabs(_STOP))


RULE = Rule(
    name="markup-tab",
    code="MA010",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
