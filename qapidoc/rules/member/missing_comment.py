"""Where doc comments are required, each definition must have one.

The pragma ``doc-required`` asks for it, and QEMU's schemas set it: what is in the protocol has to
be in the manual.

Bad::

    { 'pragma': { 'doc-required': true } }

    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    { 'pragma': { 'doc-required': true } }

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
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import nameless_above


def check(context: Context) -> Iterator[Finding]:
    """Look for definitions without a doc comment."""
    if not context.schema.pragma.doc_required or allowed(
        Usage.UNCHECKED_DOC_COMMENT, context.target
    ):
        return
    nameless = nameless_above(context.modules)
    for definition in context.definitions:
        if definition.doc is None and (definition.path, definition.span.start) not in nameless:
            yield Finding(
                definition.path,
                definition.name_span,
                f"{definition.kind} '{definition.name}' has no doc comment; put one above it",
                definition.name,
            )


RULE = Rule(
    name="member-missing-comment",
    code="ME004",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
