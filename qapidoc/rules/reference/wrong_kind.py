"""A reference to a part of a definition must not lead to a definition of the same name.

Many commands have the name of an enum value, as do the actions of a transaction and the kinds of
jobs.  "Value ```stop-fan```" is a link to the command, though the value is meant; ``@stop-fan``
is the value.  The fix writes that.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @FanAction:
    #
    # What to do when the room is cool.  Value `stop-fan` saves most
    # power.
    #
    # @stop-fan: stop it
    #
    # @slow-down: let it go on
    #
    # Since: 9.1
    ##
    { 'enum': 'FanAction', 'data': [ 'stop-fan', 'slow-down' ] }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @FanAction:
    #
    # What to do when the room is cool.  Value @stop-fan saves most
    # power.
    #
    # @stop-fan: stop it
    #
    # @slow-down: let it go on
    #
    # Since: 9.1
    ##
    { 'enum': 'FanAction', 'data': [ 'stop-fan', 'slow-down' ] }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.in_text import mentioned, renamed
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context, Rule

_PART = re.compile(
    r"\b(?:argument|branch|enum value|field|member|option|value)s?\s+\Z", re.IGNORECASE
)
"""What is said right before the name of a part."""

_BEFORE = 20


def check(context: Context) -> Iterator[Finding]:
    """Look for links that are called members or values of what the text is about."""
    if not allowed(Usage.NAME_REFERENCE, context.target):
        return
    for reference in context.references:
        mention = reference.mention
        if mention.role != "" or reference.meaning is not Meaning.DEFINITION:
            continue
        before = mention.passage.text[max(0, mention.start - _BEFORE) : mention.start]
        if mention.name in reference.parts and _PART.search(before):
            text = f"@{mention.name}"
            kind = context.shapes.definitions[mention.name].kind
            message = f"this is a link to {kind} '{mention.name}'; write {text} for what"
            message += f" '{mention.passage.symbol}' has"
            yield mentioned(mention, message, renamed(mention, text, context.target))


RULE = Rule(
    name="reference-wrong-kind",
    code="RE004",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
