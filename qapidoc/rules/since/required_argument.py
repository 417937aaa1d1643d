"""A command must not be older than the arguments that it cannot do without.

Whoever called the command before such an argument came did so without it, and no longer can. So
either a date is wrong, or the change broke the promise that a command keeps working: then the
argument should be optional. A command or argument with the feature ``unstable`` promises
nothing, and is left alone, as is one whose name begins with ``x-``.

Only a description that gives a single date for the whole argument counts, be it in the doc
comment of the command, or in that of the type that its arguments are of. No release of QEMU has
a finding: the rule is for what is about to be written.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @fan: name of the fan (since 9.1)
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', 'fan': 'str' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @fan: name of the fan; the first one by default (since 9.1)
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*fan': 'str' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import described
from qapidoc.schema.model import Definition, Feature, Kind, Schema
from qapidoc.schema.navigate import Owned, members
from qapidoc.schema.since import Since, definition_since, section_since
from qapidoc.syntax.nodes import SectionKind

_UNSTABLE, _EXPERIMENTAL = "unstable", "x-"


def check(context: Context) -> Iterator[Finding]:
    """Compare the date of each command with those of its mandatory arguments."""
    for command, comment in context.documented:
        if command.kind is not Kind.COMMAND or _is_free(command.name, command.features):
            continue
        date = definition_since(comment.source, comment.doc)
        if date is None:
            continue
        for owned in members(context.schema, command):
            member = owned.member
            if member.optional or _is_free(member.name, member.features):
                continue
            found = _dated(context.schema, command, owned)
            if found is not None and date.release < found[1].release:
                yield _finding(command, date, owned, *found)


def _is_free(name: str, features: tuple[Feature, ...]) -> bool:
    """Tell whether something may change as it likes."""
    return name.startswith(_EXPERIMENTAL) or any(f.name == _UNSTABLE for f in features)


def _dated(schema: Schema, command: Definition, owned: Owned) -> tuple[str, Since] | None:
    """Give the date of an argument, and the path of the file that says it."""
    for definition in (command, owned.owner):
        doc = definition.doc
        if doc is not None and doc.symbol is not None and doc.symbol.value == definition.name:
            section = described(doc, SectionKind.MEMBER).get(owned.member.name)
            if section is not None:
                since = section_since(schema.source(definition.path), section)
                return (definition.path, since) if since is not None else None
    return None


def _finding(command: Definition, date: Since, owned: Owned, path: str, since: Since) -> Finding:
    name = owned.member.name
    message = (
        f"command '{command.name}' is said to be there since {date.release}, but cannot do"
        f" without '{name}', which came in {since.release}; mend the date that is wrong, or make"
        f" '{name}' optional"
    )
    related = Related(path, since.span, f"the date of '{name}' is here")
    return Finding(command.path, date.span, message, command.name, name, (related,))


RULE = Rule(
    name="since-required-argument",
    code="SI007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
