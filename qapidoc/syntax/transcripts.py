"""QMP transcripts: text to messages, by `transcript.lark`."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from operator import attrgetter
from typing import Any

import msgspec

from qapidoc.source import Span
from qapidoc.syntax.beginnings import Beginnings
from qapidoc.syntax.message_reader import MessageReader
from qapidoc.syntax.messages import (
    Direction,
    Elision,
    JsonArray,
    JsonBool,
    JsonMember,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
    Replacement,
    Transcript,
    TranscriptProblem,
)
from qapidoc.syntax.notation import Notation, Token
from qapidoc.syntax.tokens import ARROWS, TranscriptTokens, misspelt_arrow, string_value

_DOT = frozenset(".…")
_DOTS = re.compile(r"\.{3,}|…")
"""How a string says that something is left out."""


class _TranscriptBuilder:
    """Callbacks of the parser, one for each rule of `transcript.lark`."""

    def message(self, children: Sequence[Any]) -> Message:
        value = children[-1]
        if len(children) == 1:
            return Message(value.start, value.end, Direction.UNMARKED, value)
        arrow = children[0]
        return Message(arrow.start, value.end, ARROWS[arrow.type], value)

    def object(self, children: Sequence[Any]) -> JsonObject:
        parts = tuple(c for c in children if not isinstance(c, Token) and c.end > c.start)
        return JsonObject(children[0].start, children[-1].end, parts)

    def member(self, children: Sequence[Any]) -> JsonMember | Elision:
        key, _colon, value = children
        name = string_value(key.text)
        if name[:1] in _DOT and _DOTS.fullmatch(name):
            return Elision(key.start, value.end, '"')
        return JsonMember(key.start, value.end, JsonString(key.start, key.end, name), value)

    def elided_member(self, children: Sequence[Any]) -> JsonMember | Elision:
        return self.member(children)

    def array(self, children: Sequence[Any]) -> JsonArray:
        items = tuple(c for c in children if not isinstance(c, Token) and c.end > c.start)
        return JsonArray(children[0].start, children[-1].end, items)

    def elision(self, children: Sequence[Any]) -> Elision:
        first, last = children[0], children[-1]
        if isinstance(first, Token) and first.type == "ELISION":
            return Elision(first.start, last.end, "", told(first.text))
        inner = next((c.text for c in children if isinstance(c, Elision) and c.text), "")
        return Elision(first.start, last.end, first.text if isinstance(first, Token) else "", inner)

    def string(self, children: Sequence[Token]) -> JsonString | Elision:
        (token,) = children
        value = string_value(token.text)
        dots = _DOTS.search(value) if not _DOT.isdisjoint(value) else None
        if dots is not None and dots.group() == value.strip():
            return Elision(token.start, token.end, '"')
        return JsonString(token.start, token.end, value, dots is not None)

    def number(self, children: Sequence[Token]) -> JsonNumber:
        (token,) = children
        return JsonNumber(token.start, token.end, token.text)

    def true(self, children: Sequence[Token]) -> JsonBool:
        (token,) = children
        return JsonBool(token.start, token.end, True)

    def false(self, children: Sequence[Token]) -> JsonBool:
        (token,) = children
        return JsonBool(token.start, token.end, False)

    def null(self, children: Sequence[Token]) -> JsonNull:
        (token,) = children
        return JsonNull(token.start, token.end)


def told(elision: str) -> str:
    """Give what dots say is left out: ``more of these`` in ``... (more of these) ...``."""
    text = elision.strip(".… \t")
    return text[1:-1] if re.fullmatch(r"\([^()]*\)", text) else text


@cache
def transcript_notation() -> Notation:
    """Give the notation of transcripts, loaded once a process."""
    return Notation("transcript", _TranscriptBuilder())


def read_transcript(text: str, span: Span, *, arrowless: bool = True) -> Transcript:
    """Read the messages in the stretch `span` of a file's text.

    Text that is no message is passed over. With `arrowless`, an object that begins like a
    message is one without an arrow too.
    """
    return _TranscriptReader(text, span, arrowless).read()


class _TranscriptReader:
    """The state of one pass over the tokens of a transcript."""

    def __init__(self, text: str, span: Span, arrowless: bool) -> None:
        self.text = text
        self.notation = transcript_notation()
        self.tokens: list[Token] = []
        self.leads: list[int] = []
        self.odd: list[Token] = []
        """The blanks that JSON does not have."""
        lead = 2
        add, add_lead = self.tokens.append, self.leads.append
        for match in self.notation.scan(text, span.start, span.end):
            type_ = match.lastgroup
            if type_ == "LEAD":
                lead = min(lead + 1, 2)
            elif type_ == "ODD_BLANK":
                self.odd.append(Token(type_, match.start(), match.group()))
            elif type_ is not None and type_ != "BLANK":
                add(Token(type_, match.start(), match.group()))
                add_lead(lead)
                lead = 0
        self.ahead = TranscriptTokens(self.tokens, self.leads)
        self.beginnings = Beginnings(self.ahead, arrowless)

    def read(self) -> Transcript:
        messages: list[Message] = []
        problems: list[TranscriptProblem] = []
        passed: list[Span] = []
        index = 0
        while index < len(self.tokens):
            begin = index
            arrow = self.beginnings.misspelt(index)
            if arrow or self.beginnings.begins(index):
                reader = MessageReader(self.notation.parser(), self.ahead, index + arrow)
                message = reader.read()
                if arrow:
                    message = self.with_arrow(message, index, index + arrow - 1)
                messages.append(message)
                problems.extend(reader.problems)
                problems.extend(self.odd_blanks(message))
                if message.value is not None:
                    problems.extend(duplicates(message.value))
                index = reader.at
            elif self.stands_alone(index, messages):
                token = self.tokens[index]
                elision = Elision(token.start, token.end, "", told(token.text))
                messages.append(Message(token.start, token.end, Direction.UNMARKED, elision))
                index += 1
            else:
                index = self.next_message(index)
                start = self.tokens[begin].start
                if passed and passed[-1].end == self.tokens[begin - 1].end:
                    start = passed.pop().start
                passed.append(Span(start, self.tokens[index - 1].end))
        problems.sort(key=lambda problem: problem.span)
        return Transcript(tuple(messages), tuple(problems), tuple(passed))

    def stands_alone(self, index: int, messages: Sequence[Message]) -> bool:
        """Tell whether dots stand for messages: at the start of a line, or behind a message."""
        if self.tokens[index].type != "ELISION":
            return False
        if self.leads[index]:
            return True
        return bool(messages) and messages[-1].end == self.tokens[index - 1].end

    def next_message(self, index: int) -> int:
        """Give the first token of the next line, or an arrow before that, with a message behind."""
        index += 1
        while index < len(self.tokens) and not self.leads[index]:
            if self.tokens[index].type in ARROWS and self.beginnings.is_known(index + 1):
                break
            index += 1
        return index

    def with_arrow(self, message: Message, first: int, last: int) -> Message:
        """Give a message with the tokens that stand for its arrow."""
        start, end = self.tokens[first].start, self.tokens[last].end
        written = self.text[start:end]
        arrow = misspelt_arrow("".join(written.split()))
        return msgspec.structs.replace(message, start=start, direction=arrow, misspelt=written)

    def odd_blanks(self, message: Message) -> Iterator[TranscriptProblem]:
        """Report the blanks in a message that JSON does not have."""
        first = bisect.bisect(self.odd, message.start, key=attrgetter("start"))
        for blank in takewhile(lambda blank: blank.start < message.end, self.odd[first:]):
            written = ", ".join(f"U+{ord(character):04X}" for character in blank.text)
            mend = (Replacement(Span(blank.start, blank.end), " "),)
            text = f"write a blank instead of {written}"
            yield TranscriptProblem(Span(blank.start, blank.end), text, mend)


def duplicates(value: JsonValue) -> Iterator[TranscriptProblem]:
    """Give the members that an object of `value` already has."""
    match value:
        case JsonObject():
            members = value.members
            if len({member.key.value for member in members}) < len(members):
                yield from _repeated(members)
            for member in members:
                if isinstance(member.value, (JsonObject, JsonArray)):
                    yield from duplicates(member.value)
        case JsonArray():
            for item in value.items:
                if isinstance(item, (JsonObject, JsonArray)):
                    yield from duplicates(item)


def _repeated(members: Iterable[JsonMember]) -> Iterator[TranscriptProblem]:
    """Report the members that are there already."""
    names = set()
    for member in members:
        name = member.key.value
        if name in names:
            message = f"'{name}' is here twice; remove or rename one"
            yield TranscriptProblem(member.key.span, message, repeats=True)
        names.add(name)
