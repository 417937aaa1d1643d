"""One file's text, and the arithmetic between offsets and lines.

Offsets count characters (code points) from 0; lines and columns count from 1.
A line ends at LF, CRLF or a lone CR, as in Python's universal newlines, which is
how QEMU's front end reads a schema.
"""

from __future__ import annotations

import bisect
import os
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import msgspec

BYTE_ORDER_MARK = "\ufeff"

_LINE_END = re.compile(r"\r\n?|\n")


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of a text: the offset of its first character, and the one after its last."""

    start: int
    end: int


class Position(msgspec.Struct, frozen=True, order=True):
    """A place as editors show it: line and column, both from 1, columns in code points."""

    line: int
    column: int


def _after_line(start: int, length: int) -> int:
    return start + length + 1


@dataclass(frozen=True)
class Source:
    """The text of one file, with every byte of it.

    ``path`` is the path that findings show. Bytes that are no UTF-8 are lone
    surrogates in ``text`` (``surrogateescape``), so that `encoded` gives the file back.
    """

    path: str
    text: str

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Decode `data`, keeping line ends, a byte order mark and bad bytes."""
        return cls(path, data.decode("utf-8", "surrogateescape"))

    @classmethod
    def read(cls, path: Path, shown: str | None = None) -> Source:
        """Read the file at `path`; raise `OSError` if it cannot be read."""
        return cls.from_bytes(shown if shown is not None else str(path), path.read_bytes())

    def encoded(self) -> bytes:
        """Give back the bytes that this text was read from."""
        return self.text.encode("utf-8", "surrogateescape")

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which the lines start."""
        if "\r" in self.text:
            return (0, *(match.end() for match in _LINE_END.finditer(self.text)))
        lines = self.text.split("\n")
        lines.pop()
        return tuple(accumulate(map(len, lines), _after_line, initial=0))

    def position(self, offset: int) -> Position:
        """Give line and column of `offset`."""
        line = bisect.bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Give the span of line number `line`, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def slice(self, span: Span) -> str:
        """Give the text of `span`."""
        return self.text[span.start : span.end]


def shown_path(path: Path, folder: Path | None = None) -> str:
    """Give `path` as people see it: relative to `folder` if it is in it, or near it.

    `folder` is the working folder if it is left out.
    """
    folder = folder or Path.cwd()
    if path.is_relative_to(folder):
        return str(path.relative_to(folder))
    relative = os.path.relpath(path, folder)
    return relative if relative.count(os.pardir) <= 2 else str(path)
