"""The text of a doc comment's section, for those who read it as rST or as a transcript."""

from __future__ import annotations

import msgspec

from qapidoc.source import Source
from qapidoc.syntax.nodes import Line, LineKind, Section


class SectionText(msgspec.Struct, frozen=True):
    """The text of a section without comment marks and common indentation.

    ``lines[i]`` begins at offset ``offsets[i]`` of the file, after ``indents[i]`` blanks that
    stand for its remaining indentation.
    """

    lines: tuple[str, ...]
    offsets: tuple[int, ...]
    indents: tuple[int, ...]

    def __str__(self) -> str:
        """Give the lines, joined."""
        return "\n".join(self.lines)

    def offset(self, line: int, column: int) -> int:
        """Give the offset in the file of a place in the text, line and column from 0."""
        return self.offsets[line] + max(0, column - self.indents[line])


def section_text(source: Source, section: Section) -> SectionText:
    """Give the text of a whole section."""
    return lines_text(source, section.lines, inline=section.inline)


def lines_text(source: Source, lines: tuple[Line, ...], *, inline: bool = False) -> SectionText:
    """Give the text of lines; with `inline`, the first follows a head on its own line."""
    measured = [line.indent for line in lines[inline:] if line.kind is not LineKind.BLANK]
    common = min(measured, default=0)
    indents = tuple(
        0 if (inline and index == 0) or line.kind is LineKind.BLANK else line.indent - common
        for index, line in enumerate(lines)
    )
    return SectionText(
        tuple(
            " " * indent + source.text[line.start : line.end]
            for indent, line in zip(indents, lines, strict=True)
        ),
        tuple(line.start for line in lines),
        indents,
    )
