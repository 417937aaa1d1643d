"""The passages of doc comments: stretches that are read as rST by themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import cached_property

import msgspec

from qapidoc.edition import Usage, allowed
from qapidoc.prose.plain import plain_paragraph, plain_paragraphs
from qapidoc.prose.records import InlineKind, Prose, line_starts
from qapidoc.releases import Release
from qapidoc.schema.reading import ADMONITIONS
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind
from qapidoc.syntax.text import SectionText, section_text

_TEXT = frozenset({InlineKind.TEXT})


class Passage(msgspec.Struct, frozen=True, dict=True):
    """The text of one section of a doc comment.

    ``symbol`` is the name of what the comment is about, ``None`` in a free-form one.
    """

    path: str
    source: Source
    doc: DocComment
    section: Section

    @property
    def symbol(self) -> str | None:
        """The definition that the comment is about; ``None`` if it is free-form."""
        return self.doc.about

    @property
    def member(self) -> str | None:
        """The member, value or feature that the section describes."""
        is_description = self.section.kind in {SectionKind.MEMBER, SectionKind.FEATURE}
        return self.section.name.value if is_description and self.section.name else None

    @cached_property
    def lines(self) -> SectionText:
        """The text by lines, without comment marks and common indentation."""
        return section_text(self.source, self.section)

    @cached_property
    def text(self) -> str:
        """The lines, joined; what docutils finds in them has indices into this."""
        return str(self.lines)

    @cached_property
    def plain(self) -> str | None:
        """The text if it is a single paragraph in which nothing can be markup."""
        return plain_paragraph(self.lines.lines)

    @cached_property
    def prose(self) -> Prose:
        """What docutils makes of the text."""
        prose = plain_paragraphs(self.text)
        if prose is None:
            from qapidoc.prose.reader import reader  # most passages do without docutils

            return reader().read(self.lines.lines)
        return prose

    def matches(
        self, pattern: re.Pattern[str], kinds: Collection[InlineKind] = _TEXT
    ) -> Iterator[re.Match[str]]:
        """Give what matches in running text of these kinds."""
        if self.plain is not None:
            if InlineKind.TEXT in kinds:
                yield from pattern.finditer(self.text, 0, len(self.plain))
            return
        for inline in self.prose.inlines():
            if inline.kind in kinds:
                yield from pattern.finditer(self.text, inline.start, inline.end)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.lines.lines)

    def offset(self, index: int) -> int:
        """Give the offset in the file of the character at `index` of the text."""
        line = bisect_right(self._starts, index) - 1
        line = min(line, len(self.lines.lines) - 1)
        return self.lines.offset(line, index - self._starts[line])

    def index(self, offset: int) -> int:
        """Give the index in the text of what is at `offset` of the file."""
        line = max(0, bisect_right(self.lines.offsets, offset) - 1)
        return self._starts[line] + offset - self.lines.offsets[line] + self.lines.indents[line]

    def span(self, start: int, end: int) -> Span:
        """Give where in the file a stretch of the text is, as far as its first line."""
        newline = self.text.find("\n", start, end)
        first = self.offset(start)
        last = newline if newline >= 0 else end
        return Span(first, max(first, self.offset(last)))


def passages(path: str, source: Source, doc: DocComment, target: Release) -> Iterator[Passage]:
    """Give the passages of a comment as the release `target` reads it; none before it had rST."""
    if not allowed(Usage.RST, target):
        return
    headings = allowed(Usage.HEADING, target)
    for section in doc.sections:
        if section.lines and not _is_something_else(section):
            yield Passage(path, source, doc, _without_headings(section) if headings else section)


def _is_something_else(section: Section) -> bool:
    """Tell whether a section holds a release, a transcript, or what no reader is shown."""
    name = section.name.value if section.name is not None else ""
    return section.kind is SectionKind.TAG and (
        name in {"Since", "TODO"} or ADMONITIONS.get(name) == ".. qmp-example::"
    )


def _without_headings(section: Section) -> Section:
    """Put blank lines in place of headings that are no rST."""
    lines = tuple(
        Line(line.start, line.start, LineKind.BLANK, 0) if line.kind is LineKind.HEADING else line
        for line in section.lines
    )
    return msgspec.structs.replace(section, lines=lines)
