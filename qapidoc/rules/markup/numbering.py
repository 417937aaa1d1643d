"""The items of a list must be numbered from one on, without a gap.

rST begins a new list where a number does not follow, and shows the numbers as they are written: a
list that goes 1, 2, 4 has lost an item or got a new one, and one that begins with 1 again in the
middle is mostly one list that an indentation has cut in two.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan:
    #
    # 1. It is started.
    # 2. Its speed is set.
    #
    # 4. The new speed is measured.
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
    # Set the speed of the fan:
    #
    # 1. It is started.
    # 2. Its speed is set.
    # 3. The new speed is measured.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qapidoc.findings import Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.rules.in_text import found
from qapidoc.rules.lists import is_by_chance
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Look at where enumerated lists begin."""
    for passage in context.marked:
        yield from _within(passage, passage.prose.blocks)


def _within(passage: Passage, blocks: Sequence[Block]) -> Iterator[Finding]:
    expected, adjacent, is_told = 1, False, False
    for block in blocks:
        if is_by_chance(passage, block):
            continue
        if block.kind == "enumerated_list":
            start = int(block.name) if block.name else 1
            wanted = {expected} if adjacent else {1, expected}
            if start not in wanted and not is_told:
                is_told = True
                message = f"this item has number {start}, where {expected} is expected"
                if expected == 1 and len(block.blocks) == 1:
                    message = "this text is shown as an item of a list; break the line elsewhere"
                    message += ", or write '\\' before it"
                yield found(passage, block.start, block.start + 1, message)
            expected = start + len(block.blocks)
        adjacent = block.kind == "enumerated_list"
        yield from _within(passage, block.blocks)


RULE = Rule(
    name="markup-numbering",
    code="MA006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
