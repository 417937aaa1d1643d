"""A grammar made ready: text to tokens, and tokens to nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec
from lark import Lark, Transformer

from qapidoc.syntax.tables import load_tables


class Token(msgspec.Struct, frozen=True, gc=False):
    """A terminal of a grammar with its text; the tokens of a file, trivia among them, tile it."""

    type: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)


END = Token("$END", 0, "")


class Terminal(Protocol):
    """What the parser can be fed with."""

    @property
    def type(self) -> str:
        """The name of the grammar's terminal."""


class Notation:
    """One of the grammars, with callbacks that build nodes.

    The scanner is a single regular expression of the grammar's terminals, in Lark's order,
    since the tokens are wanted with their trivia and as offsets.
    """

    def __init__(self, name: str, builder: Transformer[Any, Any]) -> None:
        # Parsers that Lark generates load their tables by this method; `load` takes no callbacks.
        load: Callable[..., Lark] = Lark._load_from_dict  # noqa: SLF001
        self._lark = load(**load_tables(name), transformer=builder)
        terminals = sorted(
            self._lark.terminals,
            key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
        )
        self._scan = re.compile(
            "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals)
        ).finditer
        outside = {t.name for t in terminals if t.priority < 0}
        self.trivia = frozenset(self._lark.lexer_conf.ignore) - outside

    def tokens(self, text: str, offset: int = 0) -> Iterator[Token]:
        """Split `text` into tokens, which tile it; `offset` is added to their places."""
        for match in self._scan(text):
            yield Token(match.lastgroup or "", offset + match.start(), match.group())

    def parser(self) -> Parser:
        """Begin to parse."""
        return Parser(self._lark)


class Parser:
    """A parse under way; ``feed`` raises `lark.exceptions.UnexpectedToken`."""

    def __init__(self, lark: Lark) -> None:
        state = lark.parse_interactive().parser_state
        self.feed: Callable[..., Any] = state.feed_token
        """Takes a `Terminal`: Lark needs no more of a token than its type."""

    def finish(self) -> Any:
        """Give the node of what was fed."""
        return self.feed(END, is_end=True)
