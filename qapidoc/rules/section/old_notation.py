"""Sections that the target release has given up must be written in rST.

Up to 9.2, ``Note:``, ``Notes:``, ``Example:`` and ``Examples:`` were sections; QEMU 10.0 refuses
them. Notes are now admonitions such as ``.. note::``, examples stand in ``.. qmp-example::`` or
in a literal block.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Note: The fan may take a while.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # .. note:: The fan may take a while.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import EDITIONS, Usage
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import head, head_span
from qapidoc.schema.reading import given_up


def check(context: Context) -> Iterator[Finding]:
    """Look for tags of earlier releases."""
    last = EDITIONS[Usage.ADMONITION_TAG].until
    for comment in context.comments:
        for section in comment.read.sections:
            instead = given_up(section, context.target)
            if instead is not None:
                yield Finding(
                    comment.path,
                    head_span(section),
                    f"'{head(section)}' ended with QEMU {last}; write '{instead}'",
                    comment.symbol,
                )


RULE = Rule(
    name="section-old-notation",
    code="SE006",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
