"""The text of a definition must stand above its descriptions and tags.

A doc comment begins with what the definition is, and goes on with its members. Where the text
stands below these instead, the manual begins with a list of members of nobody knows what; below
``Returns:`` or ``Since:``, it looks like a part of that section.

Bad::

    ##
    # @set-speed:
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    #
    # Set the speed of the fan.
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

from collections.abc import Iterator
from itertools import pairwise

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.place import first_line
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, misordered
from qapidoc.schema.indentation import adjacent
from qapidoc.schema.misspelt import misspelt_sinces
from qapidoc.schema.reading import crowded
from qapidoc.schema.since import is_since_tag
from qapidoc.source import Source
from qapidoc.syntax.nodes import Line, LineKind, Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for the first text that is too late, in each comment."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for definition, comment in context.documented:
        above = _begins_with_text(comment)
        late = _late(comment, above=above)
        if late is not None:
            what = f"{definition.kind} '{definition.name}'"
            yield Finding(
                comment.path,
                first_line(comment.source, late.start),
                f"this text of {what} stands below its sections; put it above them"
                if above
                else f"{what} has no text above its descriptions; say there what it is, or this",
                definition.name,
            )


def _late(comment: Comment, *, above: bool) -> Line | None:
    """Give the first text below a tag, or below descriptions if there is none above them."""
    tagged = described = False
    for before, section in pairwise((None, *comment.read.sections)):
        if section is None:
            continue
        if section.kind is SectionKind.TEXT:
            late = tagged or (described and not above)
            if late and _stands_alone(comment, before, section):
                return section.lines[0]
        elif is_since_tag(section):
            lines = (line for line in section.lines[1:] if not line.indent)
            late_line = next((line for line in lines if line.kind is not LineKind.BLANK), None)
            if late_line is not None and _is_sentence(comment.source, late_line):
                return late_line
            tagged = True
        elif section.kind is SectionKind.TAG:
            tagged = True
        else:
            described = True
    return None


def _begins_with_text(comment: Comment) -> bool:
    first = comment.read.sections[:1]
    return any(section.kind is SectionKind.TEXT and section.lines for section in first)


def _stands_alone(comment: Comment, before: Section | None, section: Section) -> bool:
    """Tell whether a section is prose, and neither what is above nor what is below explains it.

    Text right below a description was meant to be part of it, and text above further
    descriptions is told by `section-order`.
    """
    source = comment.source
    if before is not None and adjacent(source, before.end, section.start):
        return False
    if any(later.kind is SectionKind.MEMBER for later in misordered(comment.read)):
        return False
    if any(section.start < other.start < section.end for other in crowded(source, comment.doc)):
        return False
    first = section.lines[:1]
    return any(_is_sentence(source, line) for line in first) and not _is_since(comment, section)


def _is_sentence(source: Source, line: Line) -> bool:
    """Tell whether a line is prose, and neither a directive nor what introduces an example."""
    text = source.text[line.start : line.end]
    return line.kind is LineKind.PROSE and not text.startswith("..") and not text.endswith(":")


def _is_since(comment: Comment, section: Section) -> bool:
    return any(
        section.start <= found.span.start < section.end
        for found in misspelt_sinces(comment.source, comment.doc)
    )


RULE = Rule(
    name="section-late-text",
    code="SE016",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
