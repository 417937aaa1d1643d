"""Text that goes on must be indented like the text above it.

In rST a line that is indented more than the one above makes a term of that, and the definition of
the term of itself; an indented paragraph is a quotation.  Both look odd in the manual, and are
rarely meant: where the text just goes on, it should begin where the text above does.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan to a share
    #   of its full speed.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan to a share
    # of its full speed.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.indentation import outdent
from qapidoc.source import Span

_ENDS = re.compile(r"[.!?:;)\]\"'`*]\s*\Z")
_GOES_ON = re.compile(r"[a-z(]")
_SENTENCE = re.compile(r"[A-Z][a-z]+\s[^.]{10,}[.!?]\s*\Z", re.DOTALL)


def check(context: Context) -> Iterator[Finding]:
    """Look for definition lists and quotations that nobody meant."""
    for passage in context.passages:
        if any(passage.lines.indents) and not outdent(passage.source, passage.section, None):
            yield from _within(passage, passage.prose.blocks)


def _within(passage: Passage, blocks: Sequence[Block]) -> Iterator[Finding]:
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        if block.kind == "definition_list" and len(block.blocks) == 1:
            yield from _hanging(passage, block.blocks[0])
        elif block.kind == "block_quote" and _is_quoted(passage, before, block):
            message = "this paragraph is shown as a quotation; indent it like the text above it"
            yield _finding(passage, block.start, block.end, block.start, message)
        yield from _within(passage, block.blocks)


def _hanging(passage: Passage, item: Block) -> Iterator[Finding]:
    """Look for a term that is the beginning of a sentence."""
    term, *rest = item.blocks
    body = rest[-1]
    first = body.blocks[0] if body.blocks else None
    if term.kind != "term" or first is None or first.kind != "paragraph":
        return
    said = passage.text[term.start : term.end]
    goes_on = _GOES_ON.match(passage.text, first.start) is not None
    if goes_on and " " in said and _ENDS.search(said) is None:
        message = "this line is shown as the definition of the one above; indent it like that"
        yield _finding(passage, first.start, first.end, first.start, message)


def _is_quoted(passage: Passage, before: Block | None, quote: Block) -> bool:
    """Tell whether a quotation is a paragraph like the one before it."""
    if before is None or before.kind != "paragraph" or len(quote.blocks) != 1:
        return False
    only = quote.blocks[0]
    said = passage.text[before.start : before.end].rstrip()
    if only.kind != "paragraph" or said.endswith(":"):
        return False
    text = passage.text[only.start : only.end]
    return _SENTENCE.match(text) is not None and _SENTENCE.search(said) is not None


def _finding(passage: Passage, start: int, end: int, at: int, message: str) -> Finding:
    return Finding(
        passage.path,
        passage.span(at, end),
        message,
        passage.symbol,
        passage.member,
        fix=_fix(passage, start, end),
    )


def _fix(passage: Passage, start: int, end: int) -> Fix:
    """Take away as many blanks from each line as the first has."""
    text = passage.text
    line = text.rfind("\n", 0, start) + 1
    indent = start - line
    edits = []
    while 0 <= line < end:
        at = passage.offset(line + indent)
        edits.append(Edit(passage.path, Span(at - indent, at), ""))
        line = text.find("\n", line, end) + 1 or end
    return Fix("indent it less", "unsafe", tuple(edits), LAYOUT)


RULE = Rule(
    name="markup-indentation",
    code="MA005",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
