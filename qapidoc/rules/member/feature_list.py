"""The text of a feature must name the members that have it.

A feature of a member is described once in the doc comment, and the text says whose it is: "Members
@a and @b are experimental." When the schema marks one more, or another one, the text is easily
forgotten, and readers take something for stable that is not.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds that the change takes
    #
    # @noise: how loud it may be
    #
    # Features:
    #
    # @unstable: Argument @ramp is experimental.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed',
      'data': { 'percent': 'int',
                '*ramp': { 'type': 'int', 'features': [ 'unstable' ] },
                '*noise': { 'type': 'int', 'features': [ 'unstable' ] } } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds that the change takes
    #
    # @noise: how loud it may be
    #
    # Features:
    #
    # @unstable: Arguments @ramp and @noise are experimental.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed',
      'data': { 'percent': 'int',
                '*ramp': { 'type': 'int', 'features': [ 'unstable' ] },
                '*noise': { 'type': 'int', 'features': [ 'unstable' ] } } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.flow import flow_of
from qapidoc.schema.model import Definition, EnumValue, Member
from qapidoc.syntax.nodes import Section

_SUBJECT = re.compile(r"(?:(?<=\A)|(?<=[.;]\s)|(?<=[.;]\s\s))[^.;]*?(?=\s(?:is|are|was|were)\s)")
"""What a sentence says something of."""

_WORD = re.compile(r"(?P<sign>@?)(?P<name>\w(?:[\w.-]*\w)?)")


def check(context: Context) -> Iterator[Finding]:
    """Compare the subjects of features' texts with the members that have them."""
    if not allowed(Usage.MEMBER_FEATURES, context.target):
        return
    for definition, comment in context.documented:
        whole = {feature.name for feature in definition.features}
        for name, section in comment.features.items():
            if name not in whole and section.lines:
                yield from _compare(definition, comment, name, section)


def _compare(
    definition: Definition, comment: Comment, feature: str, section: Section
) -> Iterator[Finding]:
    parts = {part.name: part for part in _parts(definition)}
    marked = {
        name: part
        for name, part in parts.items()
        if any(own.name == feature for own in part.features)
    }
    flow = flow_of(comment.source, section)
    subjects = list(_SUBJECT.finditer(flow.text))
    if not marked or not subjects:
        return
    words = [
        match
        for subject in subjects
        for match in _WORD.finditer(flow.text, *subject.span())
        if match["name"] in parts
    ]
    named = {match["name"] for match in words}
    noun = member_noun(definition.kind)
    if not named & marked.keys():
        return
    for name, part in marked.items():
        if name not in named:
            message = f"{noun} '{name}' has the feature '{feature}', too; name it here"
            related = (Related(definition.path, part.name_span, f"'{name}' is here"),)
            span = flow.span(*subjects[0].span())
            yield Finding(comment.path, span, message, definition.name, feature, related)
    for match in words:
        name = match["name"]
        if match["sign"] and name not in marked and match.start() < subjects[0].end():
            message = f"{noun} '{name}' does not have the feature '{feature}'; leave it out here"
            span = flow.span(*match.span())
            yield Finding(comment.path, span, message, definition.name, feature)


def _parts(definition: Definition) -> Iterator[Member | EnumValue]:
    yield from definition.values
    yield from definition.own_members
    yield from definition.branches


RULE = Rule(
    name="member-feature-list",
    code="ME014",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
