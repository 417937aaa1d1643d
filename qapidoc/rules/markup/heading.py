"""Headings must stand in free text.

The comment of a definition has no place for a heading: the manual would put all that follows below
it.

Bad::

    ##
    # @set-speed:
    #
    # Speed
    # =====
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # Speed
    # =====
    ##

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.foreign import fences
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Look for headings of definitions."""
    for passage in context.marked:
        if passage.symbol is None or fences(passage):
            continue
        for block in passage.prose.walk():
            if block.kind == "section":
                message = "a definition has no headings; put it into a comment of its own"
                title = block.blocks[0]
                yield found(passage, title.start, title.end, message)


RULE = Rule(
    name="markup-heading",
    code="MA009",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
