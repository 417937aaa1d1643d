"""Fixes that several rules have."""

from __future__ import annotations

from qapidoc.findings import Edit, Fix
from qapidoc.schema.comments import Comment
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section


def blank_line_above(comment: Comment, section: Section) -> Fix:
    """Put an empty line above a section of a doc comment."""
    source = comment.source
    start = source.line_starts[source.position(section.start).line - 1]
    margin = source.text[start : section.start].rstrip()
    edit = Edit(comment.path, Span(start, start), f"{margin}\n")
    return Fix("add a blank line", "safe", (edit,))
