"""Sections that the target release has given up must be written in rST.

Up to 9.2, ``Note:``, ``Notes:``, ``Example:`` and ``Examples:`` were sections; QEMU 10.0 refuses
them. Notes are now admonitions such as ``.. note::``, examples stand in ``.. qmp-example::`` or
in a literal block.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Note: The fan may take a while.
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
    # .. note:: The fan may take a while.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import EDITIONS, Usage
from qapidoc.findings import SECTIONING, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.directives import EXAMPLE
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.to_directive import Head, as_directive
from qapidoc.schema.comments import Comment, followed, head, head_span
from qapidoc.schema.indentation import adjacent
from qapidoc.schema.reading import given_up
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Line, LineKind, Section


def check(context: Context) -> Iterator[Finding]:
    """Look for tags of earlier releases."""
    last = EDITIONS[Usage.ADMONITION_TAG].until
    for comment in context.comments:
        for section, following in followed(comment.read):
            instead = given_up(section, context.target)
            if instead is not None:
                yield Finding(
                    comment.path,
                    head_span(section),
                    f"'{head(section)}' ended with QEMU {last}; write '{instead}'",
                    comment.symbol,
                    fix=_fix(comment, section, following, instead, context.target),
                )


def _fix(
    comment: Comment, section: Section, following: Section | None, directive: str, target: Release
) -> Fix | None:
    """Write the directive, if all lines that would be its content belong to the section."""
    source = comment.source
    if following is not None and adjacent(source, section.end, following.start):
        return None
    if not section.lines:
        return None
    if EXAMPLE in directive and (section.inline or not _is_transcript(source, section)):
        return None
    end = source.text.index(":", head_span(section).end) + len(":")
    first = Line(section.start, end, LineKind.PROSE, 0)
    if section.inline:
        first, end = section.lines[0], section.lines[0].start
    rest = section.lines[section.inline :]
    place = Head(comment.path, source, Span(section.start, end), first, rest)
    return as_directive(place, directive, target, SECTIONING)


def _is_transcript(source: Source, section: Section) -> bool:
    """Tell whether a section is a transcript with an empty line above it."""
    first, *rest = section.lines
    told = next((line for line in rest if line.kind is not LineKind.BLANK), None)
    return (
        first.kind is LineKind.BLANK
        and told is not None
        and source.text.startswith(("->", "<-"), told.start)
    )


RULE = Rule(
    name="section-old-notation",
    code="SE006",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
