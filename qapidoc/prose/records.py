"""What docutils makes of a passage: immutable records with positions in the passage's text.

``start`` is the index of the first character in the text, ``end`` that after the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate

import msgspec


def line_starts(lines: Iterable[str]) -> list[int]:
    """Give the index at which each line begins once they are joined, and the one behind them."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


class InlineKind(StrEnum):
    """What a stretch of running text is."""

    TEXT = "text"
    """Text without markup."""
    LITERAL = "literal"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    ROLE = "role"
    """```text``` or ``:role:`text```."""
    LINK = "link"
    """An address, or ```text <address>`_``."""
    REFERENCE = "reference"
    """``name_`` or ```some name`_``."""
    OTHER = "other"
    """Footnotes, substitutions, targets."""
    BROKEN = "broken"
    """The beginning of markup that does not end, or what docutils could not make sense of."""


class Inline(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of running text.

    ``text`` is what is shown, without the markup. ``name`` is that of a role, empty for the default
    one; of a link it is the address, of a reference the name, in lower case.
    """

    start: int
    end: int
    kind: InlineKind
    text: str
    name: str = ""


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph, list, table and so on.

    ``kind`` is docutils' name of the node: ``paragraph``, ``bullet_list``, ``list_item``,
    ``definition_list``, ``term``, ``block_quote``, ``literal_block``, ``section``, ``title`` and so
    on. ``name`` is that of the directive that made it, if one did; of an enumerated list it is the
    number of its first item.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    inlines: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        """Give the block and all within it, in order."""
        yield self
        for block in self.blocks:
            yield from block.walk()


class Level(StrEnum):
    """How bad docutils thinks that something is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    SEVERE = "severe"


class Message(msgspec.Struct, frozen=True, array_like=True):
    """What docutils complains of."""

    start: int
    end: int
    level: Level
    text: str


class Prose(msgspec.Struct, frozen=True, array_like=True):
    """What docutils makes of a passage.

    ``targets`` are the names that references may refer to. ``unread`` tells why it was not given
    to docutils, if it was not; then there is nothing else.
    """

    blocks: tuple[Block, ...] = ()
    messages: tuple[Message, ...] = ()
    targets: tuple[str, ...] = ()
    unread: str = ""

    def walk(self) -> Iterator[Block]:
        """Give all blocks, each before those within it."""
        for block in self.blocks:
            yield from block.walk()

    def inlines(self) -> Iterator[Inline]:
        """Give all running text, in order."""
        for block in self.walk():
            yield from block.inlines
