"""Messages in a stream of bytes: a log of any kind, or messages one after the other.

A message is found without reading its JSON, so that a broken one is found, too. Memory is
bounded by the longest message, whatever the stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from qapidoc.examples.envelope import HEADS
from qapidoc.examples.forms import MAX_LEAD, PLAIN, Beginning, beginning, first_name
from qapidoc.syntax.messages import Direction

MAX_MESSAGE = 64 << 20
"""How many bytes a message may have, with line ends; QEMU itself reads no more."""

_FIRST = frozenset({*HEADS, "timestamp"})
"""Names that messages begin with."""

_PROBE = b"QEMU_MONITOR_"
_BUFFER = re.compile(rb"QEMU_MONITOR_IO_(?:PROCESS|WRITE)\b")
_BUFFER_END = re.compile(rb"\blen=\d+(?: ret=-?\d+ errno=\d+)?\s*\Z")
_TAIL = 80

_BRACKET = re.compile(
    rb"""(?xs)
    (?: [^"'{}\[\]]++
      | " [^"\\]*+ (?: \\. [^"\\]*+ )*+ (?: " | \\?\Z )
      | ' [^'\\]*+ (?: \\. [^'\\]*+ )*+ (?: ' | \\?\Z )
    )*+
    (?: ([{}\[\]]) | \Z )
    """
)
"""The next bracket that is not in a string, or the end; a string ends with its line."""

_JSON = msgspec.json.Decoder(msgspec.Raw)
_BLANKS = re.compile(rb"\s*")
_NAME_OR_END = re.compile(rb"\s*[\"'}]")


class Frame(msgspec.Struct, frozen=True):
    """A message as it stands in a stream.

    ``line`` and ``column`` are where its text begins; ``channel`` names the monitor that it
    belongs to, if the log does. Lines in ``text`` end with LF, and bytes that are no UTF-8 are
    lone surrogates (``surrogateescape``). A message that is ``too_long`` has no text.
    """

    line: int
    column: int
    direction: Direction
    channel: str
    text: str
    too_long: bool = False


class _Draft:
    """A message of which lines may be to come.

    ``depth`` is how many brackets are open, ``size`` how many bytes it has. A line that is
    indented no more than by ``indent`` may begin another one. As long as it is only a brace,
    and has nothing before it, it is in ``doubt``.
    """

    def __init__(self, line: int, column: int, indent: int, begun: Beginning) -> None:
        self.line = line
        self.column = column
        self.indent = indent
        self.begun = begun
        self.doubt = False
        self.depth = self.size = 0
        self.parts: list[bytes] = []

    def end(self, line: bytes, at: int) -> int:
        """Give the offset behind the bracket that ends the message in a line; else -1."""
        for match in _BRACKET.finditer(line, at):
            bracket = match[1]
            if bracket is None:
                break
            self.depth += 1 if bracket in b"{[" else -1
            if self.depth <= 0:
                return match.end()
        return -1

    def add(self, part: bytes, limit: int) -> None:
        """Add a line, or the part of it that belongs to the message."""
        self.size += len(part) + 1
        if self.size <= limit:
            self.parts.append(part)
        else:
            self.parts.clear()


class Framing:
    """The messages of a stream, in order; to be iterated once.

    ``lines`` counts the lines that have been read, ``passed`` those without a message.
    """

    def __init__(self, stream: BinaryIO, limit: int = MAX_MESSAGE) -> None:
        self.lines = 0
        self.passed = 0
        self._stream = stream
        self._limit = limit
        self._draft: _Draft | None = None
        self._probed = False
        self._in_buffer = False

    def __iter__(self) -> Iterator[Frame]:
        while line := self._read():
            line = line.rstrip().removesuffix(b"^M")
            begun = self._beginning(line)
            draft = self._draft
            if draft is not None:
                if self._goes_on(draft, line, begun):
                    yield from self._fill(draft, line, 0, 1)
                    continue
                yield from self._finish()
            if begun is not None:
                yield from self._begin(line, begun)
            else:
                self.passed += 1
        yield from self._finish()

    def _read(self) -> bytes:
        """Read a line; of one that cannot but be too long, only so much that this shows."""
        most = self._limit + MAX_LEAD
        line = rest = self._stream.readline(most)
        while len(rest) == most and not rest.endswith(b"\n"):
            rest = self._stream.readline(most)
        self.lines += bool(line)
        return line

    def _beginning(self, line: bytes) -> Beginning | None:
        """Tell which message begins in a line, past what only repeats others."""
        begun = beginning(line)
        probe = line.find(_PROBE, 0, begun.offset if begun else MAX_LEAD)
        if probe >= 0:
            self._probed = True
            self._in_buffer = _BUFFER.match(line, probe) is not None
        if self._in_buffer:
            if begun is None or begun.form is PLAIN:
                self._in_buffer = not _BUFFER_END.search(line, max(0, len(line) - _TAIL))
                return None
            self._in_buffer = False
        if begun is not None and begun.form.echo and self._probed:
            return begun if first_name(line, begun) == "QMP" else None
        return begun

    def _goes_on(self, draft: _Draft, line: bytes, begun: Beginning | None) -> bool:
        """Tell whether a message goes on in a line. One that turns out to be none is dropped."""
        if begun is not None and (
            begun.form is not PLAIN
            or (begun.offset <= draft.indent and first_name(line, begun) in _FIRST)
        ):
            return False
        if draft.doubt and line and not line.isspace():
            draft.doubt = False
            if not _NAME_OR_END.match(line):
                self.passed += self.lines - draft.line
                self._draft = None
                return False
        return True

    def _begin(self, line: bytes, begun: Beginning) -> Iterator[Frame]:
        """Begin a message in a line."""
        column = 1 + len(_text(line[: begun.offset]))
        rest = line[begun.offset :]
        if len(rest) < self._limit and _is_json(rest):
            form = begun.form
            yield Frame(self.lines, column, form.direction, begun.channel, _text(rest))
            return
        self._draft = draft = _Draft(self.lines, column, _blanks(line, 0), begun)
        draft.doubt = begun.form is PLAIN and _blanks(line, begun.offset + 1) == len(line)
        yield from self._fill(draft, line, begun.offset, column)

    def _fill(self, draft: _Draft, line: bytes, at: int, column: int) -> Iterator[Frame]:
        """Add a line to a message, from an offset on, which is at a column."""
        whole = draft.begun.form.whole_line
        while (end := draft.end(line, at)) >= 0:
            following = _blanks(line, end)
            more = whole and line.startswith(b"{", following)
            draft.add(line[at:end] if more or not whole else line[at:], self._limit)
            yield from self._finish()
            if not more:
                return
            column += len(_text(line[at:following]))
            at = following
            self._draft = draft = _Draft(self.lines, column, draft.indent, draft.begun)
        draft.add(line[at:], self._limit)
        if not whole or len(line) > self._limit:
            yield from self._finish()

    def _finish(self) -> Iterator[Frame]:
        """Give the message that has been read so far, if there is one."""
        draft, self._draft = self._draft, None
        if draft is not None:
            yield Frame(
                draft.line,
                draft.column,
                draft.begun.form.direction,
                draft.begun.channel,
                _text(b"\n".join(draft.parts)),
                draft.size > self._limit,
            )


def _is_json(data: bytes) -> bool:
    """Tell whether a line is JSON as a whole: the quick way to know that nothing is open."""
    try:
        _JSON.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _blanks(line: bytes, at: int) -> int:
    """Give the offset of what follows the blanks at an offset."""
    match = _BLANKS.match(line, at)
    return match.end() if match else at


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
