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

from collections.abc import Collection, Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Edit, Finding, Fix, Related, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import (
    Comment,
    features,
    misordered,
    name_spans,
    unmatched,
)
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.schema.navigate import bases, type_definition
from qapidoc.syntax.nodes import Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for descriptions of what does not exist."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for definition, comment in context.documented:
        misplaced = tuple(misordered(comment.read))
        spans = name_spans(definition)
        own = {feature.name: feature.name_span for feature in features(definition)}
        if definition.data is not None and allowed(Usage.OUTSIDE_DESCRIPTION, context.target):
            continue
        for kind, known in ((SectionKind.MEMBER, spans), (SectionKind.FEATURE, own)):
            found = unmatched(comment.read, known, kind, misplaced)
            for section, near in found.unknown:
                assert section.name is not None
                name = section.name.value
                message = _message(context.schema, definition, section, near, own, spans)
                related: tuple[Related, ...] = ()
                if near is not None:
                    related = (Related(definition.path, known[near], f"'{near}' is here"),)
                yield Finding(
                    comment.path,
                    section.name.span,
                    message,
                    definition.name,
                    name,
                    related,
                    _fix(comment, section, near),
                )


def _fix(comment: Comment, section: Section, near: str | None) -> Fix | None:
    if near is None or section.name is None:
        return None
    return Fix(f"write '@{near}:'", "unsafe", (Edit(comment.path, section.name.span, near),))


def _message(
    schema: Schema,
    definition: Definition,
    section: Section,
    near: str | None,
    own: Collection[str],
    spans: Collection[str],
) -> str:
    assert section.name is not None
    name = section.name.value
    what = f"{definition.kind} '{definition.name}'"
    if section.kind is SectionKind.FEATURE:
        if near is None and name in spans:
            return f"'{name}' is no feature of {what}; describe it above the line 'Features:'"
        hint = f"; did you mean '{near}'?" if near else "; remove its description"
        return f"{what} has no feature '{name}'{hint}"
    if near is None and name in own:
        return f"'{name}' is a feature of {what}; describe it below a line 'Features:'"
    noun = member_noun(definition.kind)
    if near is not None:
        return f"{what} has no {noun} '{name}'; did you mean '{near}', which is not described?"
    return f"{what} has no {noun} '{name}'{_elsewhere(schema, definition, name)}"


def _elsewhere(schema: Schema, definition: Definition, name: str) -> str:
    """Say where the name is at home, or what to do."""
    for base in bases(schema, definition):
        if any(member.name == name for member in base.own_members):
            return f" of its own; it is described at its base, {base.kind} '{base.name}'"
    if definition.kind is Kind.UNION:
        branch = next((b for b in definition.branches if b.name == name), None)
        if branch is not None:
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
