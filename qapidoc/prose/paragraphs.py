"""Paragraphs of running text, as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block, InlineKind
from qapidoc.source import Span

_NO_PROSE = frozenset({"table", "line_block"})
"""Blocks in which lines and blanks are part of the notation."""

_BLANKS = re.compile(r"[ \n]+")


class Gap(msgspec.Struct, frozen=True):
    """The blanks between two words, or the end of a line with the indentation of the next.

    ``start`` and ``end`` are indices into the text of the passage.
    """

    start: int
    end: int
    is_line_end: bool


class Paragraph(msgspec.Struct, frozen=True, dict=True):
    """A paragraph that is neither in a table nor a title; ``first`` and ``last`` are lines."""

    passage: Passage
    block: Block

    @cached_property
    def first(self) -> int:
        """The number of its first line in the passage, from 0."""
        return self.passage.text.count("\n", 0, self.block.start)

    @cached_property
    def last(self) -> int:
        """The number of its last line in the passage."""
        return self.passage.text.count("\n", 0, self.block.end)

    @cached_property
    def end(self) -> int:
        """The index behind its last line, on which ``::`` may follow the text."""
        end = self.passage.text.find("\n", self.block.end)
        return end if end >= 0 else len(self.passage.text)

    @cached_property
    def before(self) -> str:
        """What is before it on its first line: a bullet, a number, the name of a directive."""
        text = self.passage.text
        return text[text.rfind("\n", 0, self.block.start) + 1 : self.block.start]

    def line_span(self, line: int) -> Span:
        """Give the span in the file of a line of the passage, mark and trailing blanks included."""
        source = self.passage.source
        return source.line_span(source.position(self.passage.lines.offsets[line]).line)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What stands between its words, unless it is within a literal, a link or a role."""
        text = self.passage.text
        return tuple(
            Gap(match.start(), match.end(), "\n" in match.group())
            for part in self.block.inlines
            if part.kind is InlineKind.TEXT
            for match in _BLANKS.finditer(text, part.start, part.end)
            if self.block.start < match.start() and match.end() < self.end
        )


def paragraphs(passage: Passage) -> Iterator[Paragraph]:
    """Give the paragraphs of a passage, in order."""
    for block in _paragraphs(passage.prose.blocks):
        if block.inlines:
            yield Paragraph(passage, block)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "paragraph":
            yield block
        elif block.kind not in _NO_PROSE:
            yield from _paragraphs(block.blocks)
