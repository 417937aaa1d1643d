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

from collections.abc import Collection, Iterator, Mapping

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described, features, name_spans, unmatched
from qapidoc.schema.model import Definition
from qapidoc.schema.reading import crowded
from qapidoc.source import Span
from qapidoc.syntax.nodes import SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for what is not described."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    excused = context.schema.pragma.documentation_exceptions
    lenient = allowed(Usage.UNDOCUMENTED_MEMBER, context.target)
    for definition, comment in context.documented:
        members = name_spans(definition)
        own = {feature.name: feature.name_span for feature in features(definition)}
        if not lenient and definition.name not in excused and not definition.simple:
            yield from _members(definition, comment, members, own)
        if own:
            yield from _features(definition, comment, members, own)


def _members(
    definition: Definition, comment: Comment, members: Mapping[str, Span], own: Collection[str]
) -> Iterator[Finding]:
    missing = unmatched(comment.read, members, SectionKind.MEMBER).undescribed
    if not missing:
        return
    as_features = described(comment.read, SectionKind.FEATURE)
    as_text = {
        section.name.value: section.name.span
        for section in crowded(comment.source, comment.doc)
        if section.kind is SectionKind.MEMBER and section.name is not None
    }
    what = f"of {definition.kind} '{definition.name}'"
    for name in missing:
        if name in as_features and name not in own:
            continue
        noun = f"{member_noun(definition.kind)} '{name}' {what}"
        if name in as_text:
            message = f"the text above the description of {noun} swallows it; put a blank line"
            message += " between them"
            yield _finding(definition, comment, name, as_text[name], message)
        else:
            message = f"{noun} is not described; add '@{name}:' to the doc comment"
            yield _finding(definition, comment, name, members[name], message)


def _features(
    definition: Definition, comment: Comment, members: Collection[str], own: Mapping[str, Span]
) -> Iterator[Finding]:
    missing = unmatched(comment.read, own, SectionKind.FEATURE).undescribed
    as_members = described(comment.read, SectionKind.MEMBER)
    for name in missing:
        if name not in as_members or name in members:
            message = (
                f"feature '{name}' of {definition.kind} '{definition.name}' is not described;"
                f" add '@{name}:' below a line 'Features:'"
            )
            yield _finding(definition, comment, name, own[name], message)


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
