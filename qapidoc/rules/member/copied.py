"""Two members must not have the same description.

Whoever describes several members alike copies the first, and changes the others. Where the
change was forgotten, readers are told that two members are the same thing.

Bad::

    ##
    # @FanStats:
    #
    # Counters of a fan.
    #
    # @starts: number of times that the fan was started
    #
    # @stops: number of times that the fan was started
    #
    # Since: 9.1
    ##
    { 'struct': 'FanStats', 'data': { 'starts': 'int', 'stops': 'int' } }

Good::

    ##
    # @FanStats:
    #
    # Counters of a fan.
    #
    # @starts: number of times that the fan was started
    #
    # @stops: number of times that the fan was stopped
    #
    # Since: 9.1
    ##
    { 'struct': 'FanStats', 'data': { 'starts': 'int', 'stops': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.saying import is_one_paragraph, named, said
from qapidoc.syntax.nodes import Section

BEGINNING = 10
"""Characters that copies have in common, however their lines are broken."""

ENOUGH = 3
"""Words from which on a description is more than a remark that fits several members."""


def check(context: Context) -> Iterator[Finding]:
    """Compare the descriptions within each doc comment."""
    for definition, comment in context.documented:
        for earlier, section in _copies(comment):
            assert earlier.name is not None
            assert section.name is not None
            name, other = section.name.value, earlier.name.value
            message = f"'{name}' has the same description as '{other}'; say how they differ"
            related = Related(comment.path, earlier.name.span, "the other one is here")
            span = section.name.span
            yield Finding(comment.path, span, message, definition.name, name, (related,))


def _copies(comment: Comment) -> Iterator[tuple[Section, Section]]:
    """Give the descriptions that say the same as an earlier one, with that."""
    if len(comment.members) < 2:
        return
    alike: dict[str, list[Section]] = {}
    for section in comment.members.values():
        if section.lines and section.end - section.lines[0].start >= BEGINNING:
            start = section.lines[0].start
            beginning = comment.source.text[start : start + BEGINNING].casefold()
            alike.setdefault(beginning, []).append(section)
    for sections in alike.values():
        first: dict[str, Section] = {}
        for section in sections if len(sections) > 1 else ():
            if not is_one_paragraph(comment.source, section):
                continue
            text = said(comment.source, section).casefold()
            earlier = first.setdefault(text, section)
            if earlier is section:
                continue
            if text.count(" ") >= ENOUGH - 1 or _is_of(text, earlier) != _is_of(text, section):
                yield earlier, section


def _is_of(text: str, section: Section) -> bool:
    """Tell whether a text has the name of what a section describes."""
    return section.name is not None and named(section.name.value).search(text) is not None


RULE = Rule(
    name="member-copied",
    code="ME011",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
