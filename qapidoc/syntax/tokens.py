"""The tokens of one message, with a finger on the next of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from qapidoc.source import Span
from qapidoc.syntax.messages import Direction, Replacement, TranscriptProblem
from qapidoc.syntax.notation import Token

CLOSERS: Mapping[str, str] = {"LBRACE": "RBRACE", "LSQB": "RSQB"}
OPENERS: Mapping[str, str] = {closer: opener for opener, closer in CLOSERS.items()}
TEXTS: Mapping[str, str] = {
    "LBRACE": "{",
    "RBRACE": "}",
    "LSQB": "[",
    "RSQB": "]",
    "COLON": ":",
    "COMMA": ",",
}
"""The text of each terminal that has only one."""

ARROWS: Mapping[str, Direction] = {"SEND": Direction.SENT, "RECEIVE": Direction.RECEIVED}
_MISSPELT: Mapping[Direction, re.Pattern[str]] = {
    Direction.SENT: re.compile(r"[-\u2013\u2014=~|.]*(?:>+|&gt;|[→⟶⇒➔➜])"),
    Direction.RECEIVED: re.compile(r"(?:<+|&lt;|[←⟵⇐])[-\u2013\u2014=~|.]*"),
}
"""What is written for arrows, with dashes of any length (U+2013, U+2014)."""

STRINGS = frozenset({"STRING", "LOOSE_STRING", "SINGLE_STRING", "FANCY_STRING"})
SCALARS = frozenset({"NUMBER", "TRUE", "FALSE", "NULL"})
WORDS = frozenset({"WORD", "STRAY"})

MAX_NESTING = 64
"""Brackets within brackets that a message may have."""

_QUOTES = frozenset("\"'“”„\u2018`")

Mend = tuple[int, int, str]
"""From where to where in the file to put which text."""


class GivenUp(Exception):  # noqa: N818 (no error: a way out)
    """The rest of a message cannot be read."""


class TranscriptTokens:
    """The tokens of a transcript, and what lies ahead of each.

    ``leads[i]`` is 0 where token `i` follows another on its line, 1 where it is the first of a
    line, and 2 where it is so after an empty line.
    """

    def __init__(self, tokens: Sequence[Token], leads: Sequence[int]) -> None:
        self.tokens = tokens
        self.leads = leads

    @cached_property
    def limits(self) -> Sequence[int]:
        """For each token, the number of the first one on a later line that an arrow begins."""
        return self._following(lambda token: arrow_of(token) is not Direction.UNMARKED)

    @cached_property
    def ends(self) -> Sequence[int]:
        """For each token, the number of the first one on a later line."""
        return self._following(lambda _token: True)

    @cached_property
    def closed(self) -> Sequence[int]:
        """For each token, how many brackets are closed before it, less those that are opened."""
        steps = ((token.type in OPENERS) - (token.type in CLOSERS) for token in self.tokens)
        return list(accumulate(steps, initial=0))

    def members_follow(self, index: int, limit: int) -> bool:
        """Tell whether a name and a colon follow token `index`, with a comma before or not."""
        types = [token.type for token in self.tokens[index + 1 : min(index + 4, limit)]]
        if types[:1] == ["COMMA"]:
            del types[0]
        return len(types) > 1 and types[0] in STRINGS and types[1] == "COLON"

    def _following(self, counts: Callable[[Token], bool]) -> Sequence[int]:
        """Give for each token the first one of a later line that `counts`."""
        found: list[int] = []
        for index, lead in enumerate(self.leads):
            if lead and index and counts(self.tokens[index]):
                found += [index] * (index - len(found))
        return found + [len(self.tokens)] * (len(self.tokens) - len(found))


class MessageTokens:
    """The tokens of the message that begins at token `at` of a transcript.

    It ends, at the latest, where a line with an arrow begins (``limit``). ``sound`` is false
    once brackets had to be guessed.
    """

    def __init__(self, transcript: TranscriptTokens, at: int) -> None:
        self.transcript = transcript
        self.tokens = transcript.tokens
        self.leads = transcript.leads
        self.at = at
        self.limit = transcript.limits[at]
        self.opened: list[Token] = []
        self.problems: list[TranscriptProblem] = []
        self.sound = True

    # --- what follows ----------------------------------------------------------------------

    def peek(self, ahead: int = 0) -> Token | None:
        """Give the token so far ahead, as long as it may belong to this message."""
        index = self.at + ahead
        return self.tokens[index] if index < self.limit else None

    def peek_type(self, ahead: int = 0) -> str:
        """Give the type of the token so far ahead, empty if there is none."""
        index = self.at + ahead
        return self.tokens[index].type if index < self.limit else ""

    def is_prose(self) -> bool:
        """Tell whether the next token begins a paragraph, rather than going on with JSON."""
        return (
            self.leads[self.at] > 1 and self.peek_type() in WORDS and self.peek_type(1) != "COLON"
        )

    def value_follows(self) -> bool:
        """Tell whether the token after the next is a value, rather than a name."""
        following = self.peek_type(1)
        if following in STRINGS:
            return self.peek_type(2) != "COLON"
        return following in SCALARS or following in CLOSERS

    def missing_openers(self) -> int:
        """Count how many more brackets are closed than are open; below zero, how many less."""
        closed = self.transcript.closed
        return closed[self.limit] - closed[min(self.at, self.limit)] - self.depth

    @property
    def depth(self) -> int:
        """How many brackets are open."""
        return len(self.opened)

    def closer(self) -> str:
        """Give the type of the bracket that closes the innermost open one, by their number."""
        depth = 0
        for index in range(self.at, self.limit):
            type_ = self.tokens[index].type
            depth += (type_ in CLOSERS) - (type_ in OPENERS)
            if depth < 0:
                return type_
        return ""

    def take_comment(self) -> Token | None:
        """Take a comment as C has it, if one begins here and ends in this line."""
        first = self.tokens[self.at]
        end = self.transcript.ends[self.at] if first.text.startswith("/*") else 0
        for index in range(self.at, min(end, self.limit)):
            if self.tokens[index].text.endswith("*/"):
                junk = Token(first.type, first.start, self._text(self.at, index))
                self.at = index + 1
                return junk
        return None

    def take_junk(self, *, line: bool = False) -> Token:
        """Take what is no JSON from here on, in this line; with `line`, all the rest of it."""
        first = last = self.at
        depth = 0
        self.at += 1
        while self.at < self.limit and not self.leads[self.at]:
            token = self.tokens[self.at]
            depth += (token.type in CLOSERS) - (token.type in OPENERS)
            adjoins = token.start == self.tokens[last].end and token.type != "COMMA" and depth >= 0
            if not (line or adjoins or token.type in WORDS):
                break
            last = self.at
            self.at += 1
        return Token(self.tokens[first].type, self.tokens[first].start, self._text(first, last))

    def _text(self, first: int, last: int) -> str:
        """Give the text of tokens of one line."""
        text, end = "", self.tokens[first].start
        for token in self.tokens[first : last + 1]:
            text += " " * (token.start - end) + token.text
            end = token.end
        return text

    # --- reports ---------------------------------------------------------------------------

    def report(
        self,
        token: Token,
        message: str,
        mend: Mend | None = None,
        *,
        certain: bool = True,
        bracket: str = "",
    ) -> None:
        """Report a problem with `token`, and what would mend it."""
        self.check_quotes(token)
        mends = () if mend is None else (Replacement(Span(mend[0], mend[1]), mend[2]),)
        problem = TranscriptProblem(_place(token), message, mends, certain, bracket)
        self.problems.append(problem)
        self.sound = self.sound and certain

    def gave_up(self, token: Token, message: str) -> GivenUp:
        """Report a problem after which the rest cannot be read."""
        self.report(token, message)
        return GivenUp()

    def check_quotes(self, token: Token) -> None:
        """Give up at `token` if a string that is not closed follows it on its line."""
        if self.at >= self.limit:
            return
        last = self.tokens[self.transcript.ends[self.at] - 1]
        if last.type == "OPEN_STRING" and last.start != token.start:
            message = "a double quote is missing here or before; on this line they are uneven"
            self.problems.append(TranscriptProblem(_place(token), message))
            raise GivenUp


def arrow_of(token: Token) -> Direction:
    """Give the direction that a message has which begins with `token`."""
    if token.type in ARROWS:
        return ARROWS[token.type]
    return misspelt_arrow(token.text) if token.type in WORDS else Direction.UNMARKED


def misspelt_arrow(text: str) -> Direction:
    """Give the direction that is meant by something that may be a misspelt arrow."""
    found = (arrow for arrow, written in _MISSPELT.items() if written.fullmatch(text))
    return next(found, Direction.UNMARKED)


def string_value(text: str) -> str:
    """Give what a string stands for, be it in wrong quotes or in none."""
    first, inner = text[0], text[1:-1]
    if first == '"' and "\\" not in inner:
        return inner
    if first != '"':
        return inner if first in _QUOTES else text
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return inner


def cut(token: Token) -> Mend:
    """Mend by leaving out a token."""
    return (token.start, token.end, "")


def swap(token: Token, text: str) -> Mend:
    """Mend by writing another text."""
    return (token.start, token.end, text)


def after(token: Token, text: str) -> Mend:
    """Mend by writing a text behind a token."""
    return (token.end, token.end, text)


def shown(token: Token) -> str:
    """Name a token in a sentence."""
    text = token.text if len(token.text) <= 30 else f"{token.text[:29]}…"
    return text if token.type in STRINGS else f"'{text}'"


def _place(token: Token) -> Span:
    return Span(token.start, max(token.end, token.start + 1))
