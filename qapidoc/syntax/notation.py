"""A grammar made ready: text to tokens, and tokens to nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import msgspec
from lark import Lark, Transformer
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift

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


class Reduction(NamedTuple):
    """A step of the parser: make a node of the last ``size`` values on its stack."""

    size: int
    symbol: str
    build: Callable[[list[Any]], Any]


_UNEXPECTED: Callable[..., UnexpectedToken] = UnexpectedToken

State = dict[str, Any]
"""What each terminal leads to, another state or a `Reduction`, and each node, a state."""


class Notation:
    """One of the grammars, with callbacks that build nodes.

    The scanner is a single regular expression of the grammar's terminals, in Lark's order,
    since the tokens are wanted with their trivia and as offsets.
    """

    def __init__(self, name: str, builder: Transformer[Any, Any]) -> None:
        # Parsers that Lark generates load their tables by this method; `load` takes no callbacks.
        load: Callable[..., Lark] = Lark._load_from_dict  # noqa: SLF001
        lark = load(**load_tables(name), transformer=builder)
        self._begin = _states(lark)
        terminals = sorted(
            lark.terminals,
            key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
        )
        self._scan = re.compile(
            "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals)
        ).finditer
        outside = {t.name for t in terminals if t.priority < 0}
        self.trivia = frozenset(lark.lexer_conf.ignore) - outside

    def tokens(self, text: str, offset: int = 0) -> Iterator[Token]:
        """Split `text` into tokens, which tile it; `offset` is added to their places."""
        for match in self._scan(text):
            yield Token(match.lastgroup or "", offset + match.start(), match.group())

    def parser(self) -> Parser:
        """Begin to parse."""
        return Parser(self._begin)


class Parser:
    """A parse under way, from the state `begin` of Lark's tables.

    It does what Lark's own parser does, in half the time: that one looks up a rule's callback
    by a hash of the rule, and makes a tree of whatever repeats.
    """

    def __init__(self, begin: State) -> None:
        self._states = [begin]
        self._values: list[Any] = []

    def feed(self, terminal: Terminal) -> None:
        """Take the next terminal; raise `lark.exceptions.UnexpectedToken`."""
        states, values = self._states, self._values
        kind = terminal.type
        while True:
            step = states[-1].get(kind)
            if step.__class__ is dict:
                states.append(step)
                values.append(terminal)
                return
            if step is None:
                raise _UNEXPECTED(terminal, {name for name in states[-1] if name.isupper()})
            size, symbol, build = step
            children = values[-size:] if size else []
            if size:
                del values[-size:], states[-size:]
            values.append(build(children))
            states.append(states[-1][symbol])

    def finish(self) -> Any:
        """Give the node of what was fed."""
        self.feed(END)
        return self._values[0]


def _states(lark: Lark) -> State:
    """Give the state in which a parse begins, by Lark's tables; others are within it."""
    tables: Any = lark.parse_interactive().parser_state.parse_conf
    reductions = {
        rule: Reduction(len(rule.expansion), rule.origin.name, build)
        for rule, build in tables.callbacks.items()
    }
    states: dict[int, State] = {number: {} for number in tables.states}
    for number, steps in tables.states.items():
        for name, (action, target) in steps.items():
            states[number][name] = states[target] if action is Shift else reductions[target]
    states[tables.end_state][END.type] = {}
    return states[tables.start_state]
