"""A stretch of doc comment text, and what its names can mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from docutils import nodes

from qapidoc.source import Source
from qapidoc.syntax.nodes import Line, Section
from qapidoc.syntax.text import SectionText, lines_text


@dataclass(frozen=True)
class Scope:
    """Where a text is: what it is about decides what the names in it mean.

    ``members`` maps the names of the definition's members, inherited ones too, to the names
    of parts in the domain. ``member`` is the one that the text describes.
    """

    namespace: str
    definition: str | None = None
    members: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    member: str | None = None


@dataclass(frozen=True)
class Passage:
    """Lines of a doc comment of `file`; with ``inline``, the first follows a head on its line."""

    file: str
    source: Source
    lines: tuple[Line, ...]
    inline: bool = False

    @classmethod
    def of(cls, file: str, source: Source, section: Section) -> Passage:
        """Give all the text of a section."""
        return cls(file, source, section.lines, section.inline)

    @property
    def text(self) -> SectionText:
        """The text without comment marks and common indentation."""
        return lines_text(self.source, self.lines, inline=self.inline)

    @property
    def first_line(self) -> int:
        """The number of the first line in the file."""
        return self.source.position(self.lines[0].start).line if self.lines else 1

    def place(self, node: nodes.Element, line: int = 0) -> None:
        """Tell a node that it comes from line number `line` of the passage (from 0)."""
        node.source, node.line = self.file, self.first_line + line


class Prose(Protocol):
    """A way to read text."""

    def blocks(self, passage: Passage, scope: Scope) -> list[nodes.Node]:
        """Give the paragraphs, lists and so on of a passage."""

    def title(self, passage: Passage, text: str, scope: Scope) -> list[nodes.Node]:
        """Give the inline nodes of a title that is in the first line of `passage`."""
