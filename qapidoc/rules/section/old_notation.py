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

from collections.abc import Iterator, Mapping

from qapidoc.edition import EDITIONS, Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import head_span
from qapidoc.syntax.nodes import SectionKind

_INSTEAD: Mapping[str, str] = {
    "Note": ".. note::",
    "Notes": ".. note::",
    "Example": ".. qmp-example::",
    "Examples": ".. qmp-example::",
}
"""Tags that are none any more, and the directives that took their place."""


def check(context: Context) -> Iterator[Finding]:
    """Look for tags of earlier releases."""
    if allowed(Usage.ADMONITION_TAG, context.target):
        return
    last = EDITIONS[Usage.ADMONITION_TAG].until
    for comment in context.comments:
        for section in comment.read.sections:
            if section.kind is not SectionKind.TAG or section.name is None:
                continue
            name = section.name.value
            if name in _INSTEAD:
                yield Finding(
                    comment.path,
                    head_span(section),
                    f"'{name}:' ended with QEMU {last}; write '{_INSTEAD[name]}'",
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
