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
from qapidoc.schema.comments import described
from qapidoc.schema.saying import is_one_paragraph, said
from qapidoc.syntax.nodes import Section, SectionKind

ENOUGH = 3
"""Words from which on a description is more than a remark that fits several members."""


def check(context: Context) -> Iterator[Finding]:
    """Compare the descriptions within each doc comment."""
    for definition, comment in context.documented:
        first: dict[str, Section] = {}
        sections = described(comment.read, SectionKind.MEMBER)
        if len(sections) < 2:
            continue
        for name, section in sections.items():
            if not section.lines or not is_one_paragraph(comment.source, section):
                continue
            text = said(comment.source, section).casefold()
            if text.count(" ") < ENOUGH - 1:
                continue
            earlier = first.setdefault(text, section)
            if earlier is section or earlier.name is None or section.name is None:
                continue
            message = (
                f"'{name}' has the same description as '{earlier.name.value}'; say how they differ"
            )
            related = Related(comment.path, earlier.name.span, "the other one is here")
            span = section.name.span
            yield Finding(comment.path, span, message, definition.name, name, (related,))


RULE = Rule(
    name="member-copied",
    code="ME011",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
