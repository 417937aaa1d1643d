"""The nodes of a syntax tree: immutable records with offsets into the text of one file.

``start`` is the offset of a node's first character, ``end`` the one after its last.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from qapidoc.source import Span


class Node(msgspec.Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A stretch of the text that means something."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch as a span."""
        return Span(self.start, self.end)


# --- expressions ---------------------------------------------------------------------------


class String(Node, frozen=True):
    """A string in single quotes; ``value`` is what it stands for."""

    value: str

    @property
    def sound(self) -> bool:
        """Whether it holds what a string may hold; if not, a problem tells so."""
        escapes = self.end - self.start - len("''") - len(self.value)
        plain = self.value.isascii() and self.value.isprintable()
        return plain and escapes == self.value.count("\\")


class Bool(Node, frozen=True):
    """``true`` or ``false``."""

    value: bool


class Array(Node, frozen=True):
    """A list of values."""

    items: tuple[Value, ...]


class Pair(Node, frozen=True):
    """One ``'key': value`` of an object."""

    key: String
    value: Value


class Object(Node, frozen=True):
    """Pairs in braces, in the order of the text; keys may repeat."""

    pairs: tuple[Pair, ...]

    def get(self, key: str) -> Value | None:
        """Give the value of the first pair of that key."""
        return next((pair.value for pair in self.pairs if pair.key.value == key), None)


Value = String | Bool | Array | Object


# --- doc comments --------------------------------------------------------------------------


class LineKind(StrEnum):
    """What a line of a doc comment is for."""

    BLANK = "blank"
    """Nothing but the ``#``."""
    PROSE = "prose"
    DIRECTIVE = "directive"
    """``.. name:: arguments``"""
    HEADING = "heading"
    """``= Title`` or ``== Title`` (until 10.0)."""
    LITERAL = "literal"
    """A line of a literal block, of a directive's content, or of an old ``Example:``."""


class Line(Node, frozen=True):
    """The text of one line, or what follows ``@name:`` or ``Tag:`` on it.

    The span leaves out the ``#``, the blank after it, the indentation, and trailing blanks.
    ``indent`` is the number of characters between the ``# `` and ``start``.
    """

    kind: LineKind
    indent: int


class SectionKind(StrEnum):
    """What a section of a doc comment is."""

    TEXT = "text"
    MEMBER = "member"
    """``@name:`` of a member, argument, enum value or branch."""
    FEATURES = "features"
    """The ``Features:`` line itself."""
    FEATURE = "feature"
    """``@name:`` below ``Features:``."""
    TAG = "tag"
    """``Returns:``, ``Since:`` and so on."""


class Name(Node, frozen=True):
    """A name as it stands in the text, without ``@`` and ``:``."""

    value: str


class Section(Node, frozen=True):
    """A part of a doc comment: its head, if it has one, and the lines that belong to it.

    ``name`` is the member, feature or tag that the section is about, ``None`` for text.
    ``lines`` begin with the rest of the head's own line, if there is any (``inline``), and
    end with the last line that is not blank.
    """

    kind: SectionKind
    name: Name | None
    lines: tuple[Line, ...]
    inline: bool


class DocComment(Node, frozen=True):
    """A block from ``##`` to ``##``.

    ``symbol`` is the name on its ``@Name:`` line; a block without one is free-form.
    ``closed`` is false where the closing ``##`` is missing.
    """

    symbol: Name | None
    sections: tuple[Section, ...]
    closed: bool

    @property
    def about(self) -> str | None:
        """What it is about: its symbol; ``None`` if it is free-form."""
        return self.symbol.value if self.symbol is not None else None


class Unread(Node, frozen=True):
    """A stretch that could not be read."""


Item = Object | DocComment | Unread
