"""Fixes that several rules have, and what holds for several."""

from __future__ import annotations

from qapidoc.edition import Usage, allowed
from qapidoc.findings import LAYOUT, Edit, Fix
from qapidoc.releases import Release
from qapidoc.schema.comments import Comment
from qapidoc.schema.doc_lines import MAX_COLUMNS
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Section


def has_room(source: Source, offset: int, added: int, target: Release) -> bool:
    """Tell whether so many characters can be added to a line that is not too long yet."""
    length = len(source.slice(source.line_span(source.position(offset).line)).rstrip())
    grows_too_long = length <= MAX_COLUMNS < length + added
    return not grows_too_long or allowed(Usage.LONG_LINE, target)


def blank_line_above(comment: Comment, section: Section) -> Fix:
    """Put an empty line above a section of a doc comment."""
    return blank_line(comment.path, comment.source, section.start)


def blank_line(path: str, source: Source, offset: int) -> Fix:
    """Put an empty line of a doc comment above the one at `offset`."""
    start = source.line_starts[source.position(offset).line - 1]
    margin = source.text[start : source.text.index("#", start) + 1]
    return Fix("add a blank line", "safe", (Edit(path, Span(start, start), f"{margin}\n"),), LAYOUT)
