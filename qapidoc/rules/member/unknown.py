"""A doc comment must only describe what its definition has.

A description of a member, argument, enum value, branch or feature that does not exist misleads
whoever reads it; the real one is most often left without any, because it was renamed or
removed, or because the name is misspelt. QEMU's front end has refused such descriptions since
2.9. Members of a base are described where the base is defined, and those of a boxed type at that
type.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds that the change may take
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

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from qapidoc.edition import Usage, allowed
from qapidoc.findings import LAYOUT, Aspect, Edit, Finding, Fix, Related, Severity
from qapidoc.rules.mend import blank_line_above
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.place import moved_to_comment
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import (
    Comment,
    features,
    misordered,
    name_spans,
    unmatched,
)
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.schema.navigate import bases, lacks_base, type_definition, wire_names
from qapidoc.schema.reading import crowded
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section, SectionKind

_OTHER: Mapping[SectionKind, SectionKind] = {
    SectionKind.MEMBER: SectionKind.FEATURE,
    SectionKind.FEATURE: SectionKind.MEMBER,
}


class Names(msgspec.Struct, frozen=True):
    """What a definition has that its doc comment may describe, with the places."""

    definition: Definition
    members: dict[str, Span]
    features: dict[str, Span]

    def of(self, kind: SectionKind) -> dict[str, Span]:
        """Give the names that sections of `kind` describe."""
        return self.members if kind is SectionKind.MEMBER else self.features


def check(context: Context) -> Iterator[Finding]:
    """Look for descriptions of what does not exist."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for definition, comment in context.documented:
        if definition.data is not None and allowed(Usage.OUTSIDE_DESCRIPTION, context.target):
            continue
        if definition.kind is Kind.UNION and lacks_base(definition):
            continue
        own = {feature.name: feature.name_span for feature in features(definition)}
        if _are_all_there(definition, comment, own):
            continue
        names = Names(definition, name_spans(definition), own)
        misplaced = tuple(misordered(comment.read))
        for kind in (SectionKind.MEMBER, SectionKind.FEATURE):
            found = unmatched(comment.read, names.of(kind), kind, misplaced)
            for finding in _findings(context.schema, comment, names, found.unknown):
                yield moved_to_comment(finding, comment.source, comment.doc, context.target)


def _are_all_there(definition: Definition, comment: Comment, own: Collection[str]) -> bool:
    """Tell at once of most comments that there is nothing to look for."""
    if not comment.members.keys() <= frozenset(wire_names(definition)):
        return False
    return all(name in own for name in comment.features)


def _findings(
    schema: Schema,
    comment: Comment,
    names: Names,
    unknown: Iterable[tuple[Section, str | None]],
) -> Iterator[Finding]:
    astray = False
    for section, near in unknown:
        assert section.name is not None
        name, kind = section.name.value, section.kind
        elsewhere = near is None and name in names.of(_OTHER[kind])
        if elsewhere and astray:
            continue
        astray = astray or elsewhere
        related, fix = [], None
        if near is not None:
            at = names.of(kind)[near]
            related.append(Related(names.definition.path, at, f"'{near}' is here"))
            edit = Edit(comment.path, section.name.span, near)
            fix = Fix(f"write '@{near}:'", "unsafe", (edit,), LAYOUT | {Aspect.SECTIONS})
        elif elsewhere and kind is SectionKind.MEMBER:
            fix = _uncrowded(comment)
        yield Finding(
            comment.path,
            section.name.span,
            _astray(names.definition, section)
            if elsewhere
            else _unknown(schema, names, section, near),
            names.definition.name,
            name,
            tuple(related),
            fix,
        )


def _uncrowded(comment: Comment) -> Fix | None:
    """Give the fix that lets a line ``Features:`` be more than text."""
    for section in crowded(comment.source, comment.doc):
        if section.kind is SectionKind.FEATURES:
            return blank_line_above(comment, section)
    return None


def _astray(definition: Definition, section: Section) -> str:
    """Say where a description belongs; if several are wrong so, once is enough."""
    assert section.name is not None
    name, what = section.name.value, f"{definition.kind} '{definition.name}'"
    if section.kind is SectionKind.FEATURE:
        return f"'{name}' is no feature of {what}; describe it above the line 'Features:'"
    advice = "describe it below a line 'Features:' with an empty line above it"
    return f"'{name}' is a feature of {what}; {advice}"


def _unknown(schema: Schema, names: Names, section: Section, near: str | None) -> str:
    assert section.name is not None
    definition, name = names.definition, section.name.value
    noun = member_noun(definition.kind) if section.kind is SectionKind.MEMBER else "feature"
    what = f"{definition.kind} '{definition.name}' has no {noun} '{name}'"
    if near is not None:
        return f"{what}; did you mean '{near}', which is not described?"
    if section.kind is SectionKind.FEATURE:
        return f"{what}; remove its description"
    return what + _at_home(schema, definition, name)


def _at_home(schema: Schema, definition: Definition, name: str) -> str:
    """Say where a name is at home, or what to do."""
    for base in bases(schema, definition):
        if any(member.name == name for member in base.own_members):
            return f" of its own; it is described at its base, {base.kind} '{base.name}'"
    if definition.kind is Kind.UNION and any(b.name == name for b in definition.branches):
        return "; branches are described at the values of the discriminator's enum"
    data = type_definition(schema, definition.data)
    if data is not None:
        return f" of its own; its arguments are described at {data.kind} '{data.name}'"
    return "; remove its description"


RULE = Rule(
    name="member-unknown",
    code="ME001",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
