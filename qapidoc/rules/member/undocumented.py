"""A doc comment must describe everything that its definition has.

A member, argument, enum value or branch without a description shows up in the manual as "Not
documented". QEMU's front end has refused it since 9.0, unless the pragma
``documentation-exceptions`` names the definition; features it has refused before, and without
exceptions. Members of a base, and those of branches, are described where those types are
defined.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }

Good::

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
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.nearly import begun_as_description, refused_lines
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import (
    Comment,
    features,
    name_spans,
    undescribed,
    unmatched,
)
from qapidoc.schema.model import Definition
from qapidoc.schema.navigate import wire_names
from qapidoc.schema.near_miss import NearMiss, near_misses
from qapidoc.schema.reading import crowded
from qapidoc.source import Span
from qapidoc.syntax.nodes import SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for what is not described."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    excused = context.schema.pragma.documentation_exceptions
    lenient = allowed(Usage.UNDOCUMENTED_MEMBER, context.target)
    refused = refused_lines(context)
    for definition, comment in context.documented:
        own = {feature.name: feature.name_span for feature in features(definition)}
        if not lenient and definition.name not in excused and not definition.simple:
            yield from _members(definition, comment, refused)
        if own:
            yield from _features(definition, comment, own, refused)


def _members(
    definition: Definition, comment: Comment, refused: Collection[tuple[str, int]]
) -> Iterator[Finding]:
    missing = undescribed(definition, comment)
    if not missing:
        return
    members = name_spans(definition)
    as_text = {
        section.name.value: section.name.span
        for section in crowded(comment.source, comment.doc)
        if section.kind is SectionKind.MEMBER and section.name is not None
    }
    nearly = _nearly(comment, [name for name in missing if name not in as_text], SectionKind.MEMBER)
    for name in missing:
        noun = f"{member_noun(definition.kind)} '{name}' of {definition.kind} '{definition.name}'"
        if name in as_text:
            message = f"the text above the description of {noun} swallows it; put a blank line"
            message += " between them"
            yield _finding(definition, comment, name, as_text[name], message)
        elif name not in nearly:
            message = f"{noun} is not described; add '@{name}:' to the doc comment"
            yield _finding(definition, comment, name, members[name], message)
        elif (comment.path, nearly[name].line.start) not in refused:
            yield _near(definition, comment, nearly[name], members[name], noun)


def _features(
    definition: Definition,
    comment: Comment,
    own: Mapping[str, Span],
    refused: Collection[tuple[str, int]],
) -> Iterator[Finding]:
    members = wire_names(definition)
    missing = [
        name
        for name in unmatched(comment.read, own, SectionKind.FEATURE).undescribed
        if name not in comment.members or name in members
    ]
    nearly = _nearly(comment, missing, SectionKind.FEATURE)
    for name in missing:
        noun = f"feature '{name}' of {definition.kind} '{definition.name}'"
        if name not in nearly:
            message = f"{noun} is not described; add '@{name}:' below a line 'Features:'"
            yield _finding(definition, comment, name, own[name], message)
        elif (comment.path, nearly[name].line.start) not in refused:
            yield _near(definition, comment, nearly[name], own[name], noun)


def _nearly(comment: Comment, missing: Sequence[str], kind: SectionKind) -> Mapping[str, NearMiss]:
    found = near_misses(comment.source, comment.read, missing, kind) if missing else ()
    return {miss.name: miss for miss in found}


def _near(definition: Definition, comment: Comment, miss: NearMiss, at: Span, noun: str) -> Finding:
    line = Span(miss.line.start, miss.line.end)
    return Finding(
        definition.path,
        at,
        f"{noun} is not described; begin its line in the doc comment with '@{miss.name}:'",
        definition.name,
        miss.name,
        (Related(comment.path, line, "this line is read as text"),),
        begun_as_description(comment, miss),
    )


def _finding(
    definition: Definition, comment: Comment, name: str, at: Span, message: str
) -> Finding:
    symbol = comment.doc.symbol
    assert symbol is not None
    related = Related(comment.path, symbol.span, "the doc comment is here")
    return Finding(definition.path, at, message, definition.name, name, (related,))


RULE = Rule(
    name="member-undocumented",
    code="ME002",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
