"""Headings must stand in free text, and each level below the one above it.

The comment of a definition has no place for a heading: the manual would put all that follows below
it.  And a heading of the third level right below one of the first leaves readers, and the table
of contents, without what is between.

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
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.outline import Heading, levels, pieces


def check(context: Context) -> Iterator[Finding]:
    """Look for headings of definitions, and for levels that are left out."""
    for passage in context.marked:
        if passage.symbol is None or fences(passage):
            continue
        for block in passage.prose.walk():
            if block.kind == "section":
                message = "a definition has no headings; put it into a comment of its own"
                title = block.blocks[0]
                yield found(passage, title.start, title.end, message)
    yield from _skipped(context)


def _skipped(context: Context) -> Iterator[Finding]:
    """Look at the headings of the whole schema, in the order of the manual."""
    ranks = levels(context.schema)
    current = 0
    for piece in pieces(context.schema):
        if not isinstance(piece, Heading):
            continue
        level = ranks[piece.style]
        if level > current + 1:
            message = f"this heading is of level {level}, and the one above it of level {current};"
            message += f" write it as those of level {current + 1} are"
            yield Finding(piece.path, piece.title.span, message)
        current = level


RULE = Rule(
    name="markup-heading",
    code="MA009",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
)
