"""A doc comment must describe each thing once.

Of two descriptions of one name, one belongs to another member: it was copied, and its name was
not changed. QEMU's front end refuses it.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
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

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import described_again


def check(context: Context) -> Iterator[Finding]:
    """Look for second descriptions."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for comment in context.comments:
        for section, earlier in described_again(comment.read):
            assert section.name is not None
            assert earlier.name is not None
            name = section.name.value
            yield Finding(
                comment.path,
                section.name.span,
                f"'{name}' is described twice; keep one, or name what the other is about",
                comment.symbol,
                name,
                (Related(comment.path, earlier.name.span, "the first description is here"),),
            )


RULE = Rule(
    name="member-duplicate",
    code="ME005",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
