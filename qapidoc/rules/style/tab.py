"""Schemas are indented with blanks, not with tabs.

QEMU's coding style has no tabs, and its schemas line their members up with blanks: how far a tab
reaches depends on who looks at it. The fix writes as many blanks as reach to the same column,
with tabs of eight columns.

Tabs in doc comments, where docutils may read something else for them, are looked at by the family
``markup``; those within strings by ``language-string``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.place import name_at
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
        for number in _lines(module):
            edits = tuple(_edits(module, module.source.line_span(number)))
            if edits:
                message = "indent with blanks, not with tabs"
                fix = Fix("write blanks", "safe", edits)
                span = edits[0].span
                name = name_at(context.definitions, module.path, span.start)
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
    for match in _TABS.finditer(text):
        before = text[: match.start()]
        if "#" in before or not before.count("'") % 2:
            width = len((before + match.group()).expandtabs(_WIDTH))
            blanks = " " * (width - len(before.expandtabs(_WIDTH)))
            start = line.start + match.start()
            yield Edit(module.path, Span(start, line.start + match.end()), blanks)


RULE = Rule(
    name="style-tab",
    code="ST012",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
