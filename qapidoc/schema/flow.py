"""The prose of a section as one string, and the way back into the file."""

from __future__ import annotations

import bisect
from itertools import accumulate

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import LineKind, Section

NEAR = 2000
"""Characters to look at on both sides of a place; few paragraphs are that long."""


class Flow(msgspec.Struct, frozen=True):
    """The lines of a section without comment marks and indentation, joined by line ends.

    Lines that are no prose are empty. The line that begins at ``starts[i]`` of ``text`` begins
    at ``offsets[i]`` of the file.
    """

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Give the offset in the file of a place in `text`."""
        line = bisect.bisect_right(self.starts, index) - 1
        return self.offsets[line] + index - self.starts[line]

    def span(self, start: int, end: int) -> Span:
        """Give the span in the file of a stretch of `text`."""
        first = self.offset(start)
        return Span(first, self.offset(end - 1) + 1 if end > start else first)

    def paragraph(self, index: int) -> tuple[int, int]:
        """Give start and end of the paragraph around a place in `text`, as far as it is near."""
        first, last = max(0, index - NEAR), min(len(self.text), index + NEAR)
        start = self.text.rfind("\n\n", first, index)
        end = self.text.find("\n\n", index, last)
        return (start + 2 if start >= 0 else first), (end if end >= 0 else last)


def flow_of(source: Source, section: Section) -> Flow:
    """Give the prose of `section`; empty if it has no lines."""
    lines = [
        "" if line.kind is LineKind.LITERAL else source.text[line.start : line.end]
        for line in section.lines
    ]
    starts = tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    return Flow(
        "\n".join(lines), starts, tuple(line.start for line in section.lines) or (section.end,)
    )
