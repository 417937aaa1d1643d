"""Fixes of lines that are nearly descriptions."""

from __future__ import annotations

from itertools import takewhile

from qapidoc.edition import allowed
from qapidoc.findings import SECTIONING, Edit, Fix
from qapidoc.rules.mend import blank_line
from qapidoc.rules.rule import Context
from qapidoc.schema.comments import Comment
from qapidoc.schema.near_miss import NearMiss
from qapidoc.syntax.nodes import SectionKind

_BEFORE_DESCRIPTIONS = frozenset({SectionKind.TEXT, SectionKind.MEMBER})


def refused_lines(context: Context) -> frozenset[tuple[str, int]]:
    """Give path and offset of what the target refuses anyway, so that nobody says it twice."""
    return frozenset(
        (problem.path, problem.span.start)
        for problem in context.problems
        if problem.usage is None or not allowed(problem.usage, context.target)
    )


def begun_as_description(comment: Comment, miss: NearMiss) -> Fix | None:
    """Let a line begin with ``@name:``, if descriptions may stand there.

    The fix is safe where nothing but the line becomes the description.
    """
    if miss.kind is SectionKind.MEMBER and not _stands_early(comment, miss):
        return None
    head = f"@{miss.name}:"
    is_inline = miss.head.end < miss.line.end
    edits: tuple[Edit, ...] = (Edit(comment.path, miss.head, f"{head} " if is_inline else head),)
    if miss.crowded:
        edits = (*blank_line(comment.path, comment.source, miss.line.start).edits, *edits)
    description = f"begin it with '{head}'"
    return Fix(description, "unsafe" if miss.goes_on else "safe", edits, SECTIONING)


def _stands_early(comment: Comment, miss: NearMiss) -> bool:
    """Tell whether the section of a line has only texts and descriptions above it."""
    early = takewhile(lambda s: s.kind in _BEFORE_DESCRIPTIONS, comment.read.sections)
    return any(section is miss.section for section in early)
