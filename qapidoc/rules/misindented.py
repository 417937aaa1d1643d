"""Sections whose indentation the front end of a release refuses."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.releases import Release
from qapidoc.schema.comments import Comment, followed, head
from qapidoc.schema.indentation import (
    HEADED,
    flush_below_head,
    outdent,
    short_lines,
    text_column,
)
from qapidoc.schema.reading import given_up
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section


def misindented(comment: Comment, target: Release) -> Iterator[tuple[Section, Span, str]]:
    """Give the sections that `target` does not take: the line that it is about, and what to do."""
    for section, following in followed(comment.read):
        if section.kind in HEADED and given_up(section, target) is None:
            found = _fault(comment, section, following, target)
            if found is not None:
                yield section, *found


def _fault(
    comment: Comment, section: Section, following: Section | None, target: Release
) -> tuple[Span, str] | None:
    if not allowed(Usage.SHORT_INDENT, target):
        short = next(short_lines(comment.source, section), None)
        if short is not None:
            column = text_column(comment.source, section)
            return (
                short.span,
                f"indent this line by {column}, as far as the text beside '{head(section)}'",
            )
    flush = flush_below_head(section)
    if flush is not None and not allowed(Usage.FLUSH_DESCRIPTION, target):
        return flush.span, f"indent the text of '{head(section)}' by four"
    outside = outdent(comment.source, section, following)
    if outside is not None and not outside.flush:
        usage = Usage.UNEVEN_INDENT if outside.early else Usage.LATE_UNEVEN_INDENT
        if not allowed(usage, target):
            message = f"indent this line as far as the text of '{head(section)}' above it"
            if outside.index is None:
                message += ", or put a blank line between them"
            return outside.span, message
    return None
