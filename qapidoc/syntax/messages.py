"""The nodes of QMP transcripts: messages, the JSON in them, and what is left out.

As in `qapidoc.syntax.nodes`, ``start`` and ``end`` are offsets into the text of the file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import cast

import msgspec

from qapidoc.source import Span
from qapidoc.syntax.nodes import Node

_DIGITS = 40


class Elision(Node, frozen=True):
    """Something left out, or something that is no JSON and stands for a value.

    ``brackets`` is ``{`` or ``[`` for dots in brackets of their own, ``"`` for a string of
    nothing but dots, else empty. ``text`` is what the dots say is left out, if they do.
    """

    brackets: str = ""
    text: str = ""


class JsonString(Node, frozen=True):
    """A string; ``value`` is what it stands for. If it is ``elided``, dots are a part of it."""

    value: str
    elided: bool = False


class JsonNumber(Node, frozen=True):
    """A number as it is written."""

    text: str

    @property
    def integer(self) -> int | None:
        """The number, if it is written as an integer: without fraction and exponent.

        Of one with more digits than any type has, it is only the first of them.
        """
        return int(self.text[:_DIGITS]) if self.text.lstrip("-").isdecimal() else None


class JsonBool(Node, frozen=True):
    """``true`` or ``false``."""

    value: bool


class JsonNull(Node, frozen=True):
    """``null``."""


class JsonArray(Node, frozen=True):
    """Values in brackets; an elision among them stands for any number of values."""

    items: tuple[JsonValue, ...]


class JsonMember(Node, frozen=True):
    """One ``"key": value`` of an object."""

    key: JsonString
    value: JsonValue


class JsonObject(Node, frozen=True):
    """Members in braces; an elision among them stands for any number of members."""

    parts: tuple[JsonMember | Elision, ...]

    @property
    def members(self) -> tuple[JsonMember, ...]:
        """The members that are there."""
        if not self.elided:
            return cast("tuple[JsonMember, ...]", self.parts)
        return tuple([part for part in self.parts if isinstance(part, JsonMember)])

    @property
    def elided(self) -> bool:
        """Whether members are left out."""
        return Elision in map(type, self.parts)

    def get(self, key: str) -> JsonMember | None:
        """Give the first member of that name."""
        for part in self.parts:
            if isinstance(part, JsonMember) and part.key.value == key:
                return part
        return None


JsonValue = JsonString | JsonNumber | JsonBool | JsonNull | JsonArray | JsonObject | Elision


class Direction(StrEnum):
    """Who sends a message, by the arrow before it."""

    SENT = "->"
    RECEIVED = "<-"
    UNMARKED = ""
    """There is no arrow."""


class Message(Node, frozen=True):
    """A message of a transcript.

    ``value`` is ``None`` where it could not be read; ``command`` is then what the message
    executes, if that can be told. ``sound`` is false where brackets had to be guessed, so that
    members may not be where they should. ``misspelt`` is what is written for the arrow, if that
    is something else.
    """

    direction: Direction
    value: JsonObject | Elision | None
    sound: bool = True
    command: str | None = None
    misspelt: str = ""


class Replacement(msgspec.Struct, frozen=True):
    """Text that mends a transcript, in place of a stretch of the file."""

    span: Span
    text: str


class TranscriptProblem(msgspec.Struct, frozen=True):
    """A place where a transcript is not JSON; ``mends`` is empty where that takes a decision.

    ``certain`` is false where the mend is a guess about brackets. ``bracket`` is the one that
    the end of a message shows to be missing (``+}``) or too much (``-}``) somewhere before.
    ``repeats`` tells that it is JSON, but that an object has the member already.
    """

    span: Span
    message: str
    mends: tuple[Replacement, ...] = ()
    certain: bool = True
    bracket: str = ""
    repeats: bool = False


class Transcript(msgspec.Struct, frozen=True):
    """The messages of a stretch of text, in order, and what is wrong with their JSON.

    ``passed`` are the lines that belong to no message, those that follow each other as one.
    """

    messages: tuple[Message, ...]
    problems: tuple[TranscriptProblem, ...]
    passed: tuple[Span, ...] = ()
