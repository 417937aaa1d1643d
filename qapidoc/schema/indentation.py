"""How the lines of a section are indented, as far as that decides what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Line, LineKind, Section, SectionKind

DESCRIPTIONS = frozenset({SectionKind.MEMBER, SectionKind.FEATURE})
HEADED = frozenset({*DESCRIPTIONS, SectionKind.TAG, SectionKind.FEATURES})


class Outdent(msgspec.Struct, frozen=True):
    """Where a section has a line that is indented less than its text.

    ``early`` tells that it stands right below the first line of that text, in which case no
    release since 8.1 takes it; ``flush`` that there is no such line, but text beside the head.
    ``index`` is that of the line in the section; a line that the syntax tree took for the next
    section has none.
    """

    span: Span
    early: bool
    index: int | None
    flush: bool = False


def text_column(source: Source, section: Section) -> int:
    """Give how far the text beside a section's head is from the ``# `` of its line."""
    hash_mark = source.text.rfind("#", 0, section.start)
    return section.lines[0].start - hash_mark - len("# ")


def short_lines(source: Source, section: Section) -> Iterator[Line]:
    """Give the lines that are indented less than the text beside the section's head."""
    if section.inline:
        column = text_column(source, section)
        for line in section.lines[1:]:
            if line.kind is not LineKind.BLANK and line.indent < column:
                yield line


def flush_below_head(section: Section) -> Line | None:
    """Give the first line of a section whose text begins below its head, without indentation."""
    if section.inline or section.kind not in HEADED:
        return None
    first = next((line for line in section.lines if line.kind is not LineKind.BLANK), None)
    return first if first is not None and not first.indent else None


def outdent(source: Source, section: Section, following: Section | None) -> Outdent | None:
    """Give the first line of a section that is indented less than the text above it."""
    lines = section.lines
    if section.kind not in HEADED or not lines:
        return None
    begin = next(
        (i for i in range(section.inline, len(lines)) if lines[i].kind is not LineKind.BLANK), None
    )
    if begin is None:
        return None
    if not lines[begin].indent:
        if not section.inline:
            return None
        return Outdent(lines[begin].span, early=False, index=begin, flush=True)
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if line.kind is not LineKind.BLANK and line.indent < lines[begin].indent:
            return Outdent(line.span, early=index == begin + 1, index=index)
    if following is None or following.kind in DESCRIPTIONS:
        return None
    if not adjacent(source, section.end, following.start):
        return None
    early = begin == len(lines) - 1
    if following.kind is SectionKind.TEXT:
        return Outdent(following.lines[0].span, early, index=None)
    return Outdent(Span(following.start, following.start + 1), early, index=None) if early else None


def adjacent(source: Source, end: int, start: int) -> bool:
    """Tell whether the line at the offset `start` comes right after the one at `end`."""
    return not empty_lines(source, end, start)


def empty_lines(source: Source, end: int, start: int) -> int:
    """Give the number of lines between the one at the offset `end` and the one at `start`.

    Lines without a ``#`` between them say nothing.
    """
    return source.text.count("#", end, start) - 1
