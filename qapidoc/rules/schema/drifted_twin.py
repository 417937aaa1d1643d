"""Members that two definitions describe in the same words should have the same facts.

Where a command and a struct have the same members, their descriptions are copies, and who mends
one forgets the other. This rule tells of texts that differ in nothing but numbers, and values in
quotes. Off by default: some differ for a reason.

Bad::

    ##
    # @FanSettings:
    #
    # Settings of a fan.
    #
    # @turns: turns a minute, at most
    #
    # @ramp: seconds that a change takes
    #
    # @pause: seconds between two changes (default: 5)
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSettings', 'data': { '*turns': 'int', '*ramp': 'int', '*pause': 'int' } }

    ##
    # @set-fan:
    #
    # Change the settings of a fan.
    #
    # @turns: turns a minute, at most
    #
    # @ramp: seconds that a change takes
    #
    # @pause: seconds between two changes (default: 10)
    #
    # Since: 9.1
    ##
    { 'command': 'set-fan', 'data': { '*turns': 'int', '*ramp': 'int', '*pause': 'int' } }

Good::

    ##
    # @FanSettings:
    #
    # Settings of a fan.
    #
    # @turns: turns a minute, at most
    #
    # @ramp: seconds that a change takes
    #
    # @pause: seconds between two changes (default: 10)
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSettings', 'data': { '*turns': 'int', '*ramp': 'int', '*pause': 'int' } }

    ##
    # @set-fan:
    #
    # Change the settings of a fan.
    #
    # @turns: turns a minute, at most
    #
    # @ramp: seconds that a change takes
    #
    # @pause: seconds between two changes (default: 10)
    #
    # Since: 9.1
    ##
    { 'command': 'set-fan', 'data': { '*turns': 'int', '*ramp': 'int', '*pause': 'int' } }
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.comments import Comment
from qapidoc.schema.model import Definition
from qapidoc.schema.saying import said
from qapidoc.syntax.nodes import Section

ALIKE = 2
"""Members that are described in the very same words, from which on two definitions are twins."""

COMPARISONS = 20
"""Definitions with the same text at a member of the same name that are compared."""

_FACT = re.compile(r"""(?<![\w.])\d(?:[\w.]*\w)?|\b(?:true|false|on|off)\b|'[^']*'|"[^"]*\"""")
"""What a text says that can be true or not: numbers, and values."""


class Told(msgspec.Struct, frozen=True):
    """What a description says, and where."""

    definition: Definition
    comment: Comment
    section: Section
    name: str
    type: str
    text: str


def check(context: Context) -> Iterator[Finding]:
    """Compare the descriptions of members that have the same names and types."""
    same: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for told in _descriptions(context):
        same[told.name, told.type, _FACT.sub("\0", told.text)].append(told)
    twins: dict[tuple[str, str], int] = defaultdict(int)
    drifted: list[tuple[Told, Told]] = []
    for group in same.values():
        for index, told in enumerate(group[:COMPARISONS]):
            for earlier in group[:index]:
                if earlier.text == told.text:
                    twins[earlier.definition.name, told.definition.name] += 1
                else:
                    drifted.append((earlier, told))
    for earlier, told in drifted:
        if twins[earlier.definition.name, told.definition.name] >= ALIKE:
            yield _finding(earlier, told)


def _descriptions(context: Context) -> Iterator[Told]:
    for definition, comment in context.documented:
        types = {member.name: str(member.type) for member in definition.own_members}
        for name, section in comment.members.items():
            if section.lines:
                text = said(comment.source, section)
                if text:
                    yield Told(definition, comment, section, name, types.get(name, ""), text)


def _finding(earlier: Told, told: Told) -> Finding:
    facts = zip(_FACT.findall(earlier.text), _FACT.findall(told.text), strict=False)
    one, other = next((pair for pair in facts if pair[0] != pair[1]), ("", ""))
    place = earlier.section.name
    related = (Related(earlier.comment.path, place.span, "it says so here"),) if place else ()
    span = told.section.name.span if told.section.name is not None else told.section.span
    return Finding(
        told.comment.path,
        span,
        f"'{told.name}' says {other} where that of '{earlier.definition.name}', otherwise the same,"
        f" says {one}; let both say what is true",
        told.definition.name,
        told.name,
        related,
    )


RULE = Rule(
    name="schema-drifted-twin",
    code="SC007",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    default=False,
)
