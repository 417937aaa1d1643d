"""Fixes that several rules have, and what holds for several."""

from __future__ import annotations

from collections.abc import Collection

from qapidoc.edition import Usage, allowed
from qapidoc.findings import BLANKS, LAYOUT, Aspect, Edit, Fix
from qapidoc.prose.paragraphs import Paragraph
from qapidoc.prose.wrapping import wrapped
from qapidoc.releases import Release
from qapidoc.schema.comments import Comment
from qapidoc.schema.doc_lines import MAX_COLUMNS
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Section


def has_room(
    source: Source, offset: int, added: int, target: Release, *, sign: str | None = None
) -> bool:
    """Tell whether so many characters can be added to a line that is not too long yet.

    With `sign`, as many may be added wherever it stands in the line.
    """
    line = source.slice(source.line_span(source.position(offset).line)).rstrip()
    times = line.count(sign) if sign is not None else 1
    grows_too_long = len(line) <= MAX_COLUMNS < len(line) + added * times
    return not grows_too_long or allowed(Usage.LONG_LINE, target)


def blank_line_above(
    comment: Comment, section: Section, changes: frozenset[Aspect] = LAYOUT
) -> Fix:
    """Put an empty line above a section of a doc comment."""
    return blank_line(comment.path, comment.source, section.start, changes)


def blank_line(path: str, source: Source, offset: int, changes: frozenset[Aspect] = LAYOUT) -> Fix:
    """Put an empty line of a doc comment above the one at `offset`."""
    start = source.line_starts[source.position(offset).line - 1]
    margin = source.text[start : source.text.index("#", start) + 1]
    edit = Edit(path, Span(start, start), f"{margin}\n")
    return Fix("add a blank line", "safe", (edit,), changes)


def rewrapped(paragraph: Paragraph, widened: Collection[int] = ()) -> Fix | None:
    """Wrap a paragraph anew from its first line that is too long with `widened` gaps on.

    The gaps are indices into the text of the passage; two blanks take their place. The edit is
    of whole lines, so that it never meets another one of their indentation.
    """
    passage = paragraph.passage
    for line in range(paragraph.first, paragraph.last + 1):
        span = paragraph.line_span(line)
        text = passage.source.slice(span).rstrip()
        start = passage.index(span.start + len(text)) - len(text)
        added = sum(start <= gap < start + len(text) for gap in widened)
        if len(text) + added > MAX_COLUMNS:
            index = passage.index(passage.lines.offsets[line])
            found = wrapped(paragraph, index, MAX_COLUMNS, widened)
            if found is None:
                return None
            margin = passage.source.text[span.start : found.span.start]
            edit = Edit(passage.path, Span(span.start, found.span.end), margin + found.text)
            return Fix("wrap the lines anew", "safe", (edit,), BLANKS)
    return None
