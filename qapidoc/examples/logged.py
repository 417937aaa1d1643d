"""One message of a log, read once more to tell where in it everything is.

That is done only for a message with which something is wrong, since it takes its time.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter

import msgspec

from qapidoc.examples.envelope import HEADS
from qapidoc.examples.framing import Frame
from qapidoc.source import Position, Source, Span
from qapidoc.syntax.messages import (
    Direction,
    Elision,
    JsonArray,
    JsonMember,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
    TranscriptProblem,
)
from qapidoc.syntax.nodes import Node
from qapidoc.syntax.tokens import string_value
from qapidoc.syntax.transcripts import read_transcript
from qapidoc.values.faults import member_path

MAX_READ = 1 << 17
"""Of a message that has more characters, it is not told where in it something is."""

MAX_MENDED = 1 << 14
"""Of one that has more, and is no JSON, it is told only up to where it is."""

_ARROW = "-> "
_HEAD = re.compile(rf"""["'](?:{"|".join(HEADS)})["']\s*:""")
_NO_TEXT = re.compile("[\udc80-\udcff]+")


class Logged:
    """A message of a log with its places.

    Offsets in ``messages`` and ``problems`` are those in ``source``, which is the text of the
    frame with an arrow before it. There is one message, but none or several where brackets or
    quotes are missing. Dots in strings are text, as in any JSON.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.source = Source("", f"{_ARROW}{frame.text}")
        self.messages: tuple[Message, ...] = ()
        self.problems: tuple[TranscriptProblem, ...] = ()
        text = self.source.text
        if len(text) > MAX_READ or (len(text) > MAX_MENDED and not self.is_json):
            return
        read = read_transcript(text, Span(0, len(text)))
        self.messages = tuple(_plain(m, frame.direction, text) for m in read.messages)
        dots = tuple(_dots(self.messages, read.problems))
        problems = (*read.problems, *dots, *_bad_bytes(text))
        self.problems = tuple(sorted(problems, key=lambda problem: problem.span))

    def position(self, offset: int) -> Position:
        """Give line and column, in the log, of an offset in ``source``."""
        text, at = self.frame.text, max(0, offset - len(_ARROW))
        before = text.count("\n", 0, at)
        if not before:
            return Position(self.frame.line, self.frame.column + at)
        return Position(self.frame.line + before, at - text.rfind("\n", 0, at))

    @cached_property
    def is_json(self) -> bool:
        """Whether it is JSON as a whole, be it that an object has a member twice.

        What is nested too deeply to tell is taken for JSON.
        """
        try:
            msgspec.json.decode(self.frame.text)
        except ValueError:
            return False
        except RecursionError:
            pass
        return True

    def no_json(self) -> TranscriptProblem:
        """Say that it is no JSON, and up to where it is."""
        at = 0
        try:
            json.loads(self.frame.text)
        except json.JSONDecodeError as error:
            at = error.pos
        at += len(_ARROW)
        return TranscriptProblem(Span(at, at + 1), "this message is no JSON from here on")


def may_be_message(frame: Frame) -> bool:
    """Tell whether a text that is no JSON, and has no arrow, was to be a message."""
    text = frame.text
    if not _HEAD.search(text):
        return False
    return bool(read_transcript(text[:MAX_MENDED], Span(0, min(len(text), MAX_MENDED))).messages)


def path_at(value: JsonValue, span: Span, path: str = "") -> str:
    """Give the path of what is at `span` in a value: ``arguments.actions[2].data``."""
    match value:
        case JsonObject():
            index = bisect.bisect(value.parts, span.start, key=attrgetter("start")) - 1
            part = value.parts[index] if index >= 0 else None
            if isinstance(part, JsonMember) and _holds(part, span):
                return path_at(part.value, span, member_path(path, part.key.value))
        case JsonArray():
            index = bisect.bisect(value.items, span.start, key=attrgetter("start")) - 1
            if index >= 0 and _holds(value.items[index], span):
                return path_at(value.items[index], span, f"{path}[{index}]")
    return path


def _holds(node: Node, span: Span) -> bool:
    return node.start <= span.start and span.end <= node.end


# --- what means something else in an example ----------------------------------------------


def _plain(message: Message, direction: Direction, text: str) -> Message:
    """Give a message as that of a log: with the direction of its frame, and dots as text."""
    value = message.value
    if isinstance(value, JsonObject):
        value = _plain_object(value, text)
    return msgspec.structs.replace(message, direction=direction, value=value)


def _plain_object(value: JsonObject, text: str) -> JsonObject:
    parts = tuple(
        msgspec.structs.replace(part, value=_plain_value(part.value, text))
        if isinstance(part, JsonMember)
        else part
        for part in value.parts
    )
    return JsonObject(value.start, value.end, parts)


def _plain_value(value: JsonValue, text: str) -> JsonValue:
    match value:
        case JsonObject():
            return _plain_object(value, text)
        case JsonArray():
            items = tuple(_plain_value(item, text) for item in value.items)
            return JsonArray(value.start, value.end, items)
        case JsonString():
            return JsonString(value.start, value.end, value.value)
        case Elision(brackets='"'):
            return JsonString(value.start, value.end, string_value(text[value.start : value.end]))
    return value


def _dots(
    messages: tuple[Message, ...], problems: tuple[TranscriptProblem, ...]
) -> Iterator[TranscriptProblem]:
    """Give the dots that stand for something, but for what is told already."""
    told = {problem.span.start for problem in problems}
    for message in messages:
        for elision in _elisions(message.value) if message.value is not None else ():
            if elision.start < elision.end and elision.start not in told:
                text = "write what these dots stand for: only examples leave something out"
                yield TranscriptProblem(Span(elision.start, elision.end), text)


def _elisions(value: JsonValue) -> Iterator[Elision]:
    match value:
        case Elision():
            yield value
        case JsonArray():
            for item in value.items:
                yield from _elisions(item)
        case JsonObject():
            for part in value.parts:
                yield from _elisions(part.value if isinstance(part, JsonMember) else part)


def _bad_bytes(text: str) -> Iterator[TranscriptProblem]:
    """Give the bytes that are no UTF-8; they are lone surrogates."""
    for match in _NO_TEXT.finditer(text):
        shown = " ".join(f"0x{ord(character) - 0xDC00:02x}" for character in match.group()[:4])
        what = "these bytes are" if len(match.group()) > 1 else "this byte is"
        message = f"{what} no UTF-8, which messages are in: {shown}"
        yield TranscriptProblem(Span(match.start(), match.end()), message)
