"""A pragma must not excuse what needs no excuse.

The lists of exceptions are what is left of times when anything went: definitions whose members
are not described, commands that return what cannot grow, names that are not well formed. An
entry that excuses nothing any more, since the definition has been mended or removed, lets the
next mistake of that definition pass unseen.

Bad::

    { 'pragma': { 'documentation-exceptions': [ 'FanInfo', 'FanMode' ] } }

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @quiet: as slowly as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'quiet', 'boost' ] }

    ##
    # @FanInfo:
    #
    # Information about the fan.
    #
    # @mode: how it runs
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': { 'mode': 'FanMode' } }

Good::

    { 'pragma': { 'documentation-exceptions': [ 'FanMode' ] } }

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @quiet: as slowly as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'quiet', 'boost' ] }

    ##
    # @FanInfo:
    #
    # Information about the fan.
    #
    # @mode: how it runs
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': { 'mode': 'FanMode' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Aspect, Finding, Fix, Severity
from qapidoc.rules.removing import removed
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.comments import comment_of, undescribed
from qapidoc.schema.model import Module
from qapidoc.schema.modules import Exceptions, exceptions
from qapidoc.syntax.nodes import String

_DOCUMENTATION = "documentation-exceptions"


def check(context: Context) -> Iterator[Finding]:
    """Look at each entry of the lists."""
    schema = context.schema
    for module in context.modules:
        for listed in exceptions(module.tree):
            seen: set[str] = set()
            for entry, name in listed.entries:
                if name in seen:
                    reason = f"'{entry.value}' stands twice in this list"
                elif schema.may_exist(name):
                    continue
                elif name not in schema.definitions:
                    reason = f"nothing is called '{entry.value}'"
                elif not _excuses(context, listed.setting, name):
                    reason = f"'{entry.value}' needs no exception any more"
                else:
                    seen.add(name)
                    continue
                yield Finding(
                    module.path,
                    entry.span,
                    f"{reason}; remove it",
                    fix=_removal(module, listed, entry),
                )


def _excuses(context: Context, setting: str, name: str) -> bool:
    """Tell whether an entry excuses something of the definition `name`."""
    if setting != _DOCUMENTATION:
        return (setting, name) in context.schema.excused
    definition = context.schema.definitions[name]
    comment = comment_of(context.schema, definition, context.target)
    return comment is None or bool(undescribed(definition, comment))


def _removal(module: Module, listed: Exceptions, entry: String) -> Fix | None:
    edit = removed(module.path, module.source, listed.array.items, entry)
    if edit is None:
        return None
    return Fix("remove the entry", "safe", (edit,), frozenset({Aspect.PRAGMAS}))


RULE = Rule(
    name="member-needless-exception",
    code="ME007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    whole_schema=True,
)
