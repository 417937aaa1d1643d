r"""Text must not become markup by accident.

Two asterisks make an emphasis of all that is between them, be they of patterns such as ``pc-*`` or
of pointers.  A line that begins with a number and a dot is an item of a list, and one that begins
with a hyphen, a letter and two blanks describes an option.  The manual then shows neither the signs
nor what was meant.  What is to be shown as it is, is a literal.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fans that are called "top-*" or "side-*".
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
    # Set the speed of the fans that are called ``top-*`` or ``side-*``.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qapidoc.findings import Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block, Inline, InlineKind
from qapidoc.rules.directives import UNMISTAKABLE
from qapidoc.rules.in_text import found
from qapidoc.rules.lists import is_by_chance
from qapidoc.rules.rule import Context, Rule

_BLOCKS: Mapping[str, str] = {
    "option_list": "this is shown as the description of an option; make a literal of the option",
    "field_list": "the name between colons is shown as that of a field; write it without them,"
    " or as a literal",
    "doctest_block": "this is shown as a session with Python; put '::' above it, and indent it",
    "transition": "this is shown as a line across the page; remove it",
}
_EMPHASES = frozenset({InlineKind.EMPHASIS, InlineKind.STRONG})
_MEANT = re.compile(r"[\w@$(<\"'`].*[\w)>\"'`.!?:%]", re.DOTALL)


def check(context: Context) -> Iterator[Finding]:
    """Look for emphases and blocks that nobody meant."""
    for passage in context.marked:
        if "*" in passage.text:
            for inline in passage.prose.inlines():
                if inline.kind in _EMPHASES and _is_accident(passage, inline):
                    message = "all of this is shown in italics, without the '*'; write '\\*', or"
                    message += " make a literal of what has it"
                    yield found(passage, inline.start, inline.end, message)
        for block in passage.prose.walk():
            if block.kind in _BLOCKS and not _is_directive(passage, block):
                yield found(passage, block.start, block.end, _BLOCKS[block.kind])
        yield from _items(passage)


def _is_accident(passage: Passage, inline: Inline) -> bool:
    """Tell whether it is no stretch of text that makes sense by itself."""
    if any(message.start == inline.start for message in passage.prose.messages):
        return False
    text = inline.text
    before = passage.text[inline.start - 1 : inline.start]
    whole = _MEANT.fullmatch(text) is not None or len(text) == 1
    balanced = all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))
    even = text.count('"') % 2 == 0
    return not (whole and balanced and even) or bool(before and before in "-/:=+")


def _is_directive(passage: Passage, block: Block) -> bool:
    """Tell whether a field was meant as a directive, which another rule tells."""
    name = passage.text[block.start : block.end].strip(":").partition(":")[0]
    return block.kind == "field_list" and name.lower() in UNMISTAKABLE


def _items(passage: Passage) -> Iterator[Finding]:
    """Look for text that is a single item of a list."""
    blocks = passage.prose.blocks
    is_description = passage.section.inline and len(blocks) == 1
    for block in blocks:
        if len(block.blocks) != 1:
            continue
        if block.kind == "bullet_list" and is_description:
            message = "this text is shown as an item of a list; remove the bullet"
            yield found(passage, block.start, block.start + 1, message)
        elif is_by_chance(passage, block):
            message = "this text is shown as an item of a list; write '\\' before it"
            yield found(passage, block.start, block.start + 1, message)


RULE = Rule(
    name="markup-accident",
    code="MA012",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
