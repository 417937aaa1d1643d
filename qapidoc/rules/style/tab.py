"""Schemas are indented with blanks, not with tabs.

QEMU's coding style has no tabs, and its schemas line their members up with blanks: how far a tab
reaches depends on who looks at it. The fix writes as many blanks as reach to the same column,
with tabs of eight columns.

Tabs in doc comments, where docutils may read something else for them, are looked at by the family
``markup``; those within strings by ``language-string``.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import Module
from qapidoc.source import Span
from qapidoc.syntax.nodes import DocComment

_TABS = re.compile(r"\t+")
_WIDTH = 8


def check(context: Context) -> Iterator[Finding]:
    """Look for tabs in expressions and in comments that are no documentation."""
    for module in context.modules:
        if "\t" not in module.source.text:
            continue
        definitions = [d for d in context.definitions if d.path == module.path]
        starts = [definition.span.start for definition in definitions]
        for number in _lines(module):
            edits = tuple(_edits(module, module.source.line_span(number)))
            if edits:
                message = "indent with blanks, not with tabs"
                fix = Fix("write blanks", "safe", edits)
                span = edits[0].span
                index = bisect.bisect_right(starts, span.start) - 1
                found = definitions[index] if index >= 0 else None
                name = found.name if found is not None and span.end <= found.span.end else None
                yield Finding(module.path, span, message, name, fix=fix)


def _lines(module: Module) -> Iterator[int]:
    """Give the lines outside of doc comments that have tabs."""
    text, position = module.source.text, module.source.position
    documented = set[int]()
    for item in module.tree.items:
        if isinstance(item, DocComment) and text.find("\t", item.start, item.end) >= 0:
            documented.update(range(position(item.start).line, position(item.end).line + 1))
    found = dict.fromkeys(position(match.start()).line for match in _TABS.finditer(text))
    return (number for number in found if number not in documented)


def _edits(module: Module, line: Span) -> Iterator[Edit]:
    """Give what takes the place of the tabs of a line, those in strings left out."""
    text = module.source.slice(line)
    column = at = quotes = 0
    is_comment = False
    for match in _TABS.finditer(text):
        before = text[at : match.start()]
        at = match.end()
        quotes += before.count("'")
        is_comment = is_comment or "#" in before
        column += len(before)
        width = _WIDTH * len(match.group()) - column % _WIDTH
        column += width
        if is_comment or not quotes % 2:
            span = Span(line.start + match.start(), line.start + match.end())
            yield Edit(module.path, span, " " * width)


RULE = Rule(
    name="style-tab",
    code="ST012",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
