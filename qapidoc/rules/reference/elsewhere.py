"""``@name`` should name a part of what the text is about.

Since 10.1, ``@name`` is a member, value or feature of the definition whose comment it is in, or of
what that is made of.  A name that only some other definition has is shown without a link, and
may have been copied from there.  If the text also mentions the other definition, as in "the
@threads of `Topology`", nothing is found.

The rule is off by default: many texts speak of arguments of a command that readers know.

Bad::

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

    ##
    # @stop-fan:
    #
    # Stop the fan, as if @percent were zero.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

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

    ##
    # @stop-fan:
    #
    # Stop the fan, as if @percent of `set-speed` were zero.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.rules.in_text import mentioned
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Look for parts of definitions that are not mentioned."""
    for reference in context.references:
        mention = reference.mention
        symbol = mention.passage.symbol
        if reference.meaning is Meaning.FOREIGN and mention.role is None and symbol:
            message = f"'{symbol}' has no '{mention.name}'; say whose it is, or name what is meant"
            yield mentioned(mention, message)


RULE = Rule(
    name="reference-elsewhere",
    code="RE003",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    confidence=Confidence.LIKELY,
    whole_schema=True,
    default=False,
)
