"""A type should be used.

A type that no command, event or other type uses is not in the protocol. Some are for C code
alone, which a schema cannot tell, and the rest is left over. Off by default, as QEMU's schemas have
many of the first kind.

Bad::

    ##
    # @FanInfo:
    #
    # Information about a fan.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': {} }

Good::

    ##
    # @FanInfo:
    #
    # Information about a fan.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': {} }

    ##
    # @query-fan:
    #
    # Look at the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'query-fan', 'returns': 'FanInfo' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.navigate import type_refs


def check(context: Context) -> Iterator[Finding]:
    """Look for types that nothing leads to but they themselves."""
    used = {
        ref.name
        for definition in context.schema.definitions.values()
        for ref in type_refs(definition)
        if ref.name != definition.name
    }
    for definition in context.definitions:
        name = definition.name
        if definition.kind.is_type and name not in used and not context.schema.may_exist(name):
            message = f"nothing uses {definition.kind} '{name}'; remove it, unless C code uses it"
            yield Finding(definition.path, definition.name_span, message, name)


RULE = Rule(
    name="schema-unused-type",
    code="SC001",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    whole_schema=True,
    default=False,
)
