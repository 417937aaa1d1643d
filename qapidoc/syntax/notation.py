"""A grammar made ready: text to tokens, and tokens to nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

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


class UnexpectedTokenError(Exception):
    """A token that the grammar does not allow; ``expected`` are the terminals that it does."""

    def __init__(self, expected: frozenset[str]) -> None:
        super().__init__(expected)
        self.expected = expected


Build = Callable[[list[Any]], Any]
"""Makes a node of the values of a rule's symbols."""


class Reduction(NamedTuple):
    """A step of the parser: make a node of the last ``size`` values on its stack."""

    size: int
    symbol: str
    build: Build


State = dict[str, Any]
"""What each terminal leads to, another state or a `Reduction`, and each node, a state."""


class Notation:
    """One of the grammars, with a `builder` whose methods make nodes.

    A method bears the name of a rule, or of its alias. The scanner is a single regular expression
    of the grammar's terminals, in Lark's order, since the tokens are wanted with their trivia and
    as offsets.
    """

    def __init__(self, name: str, builder: object) -> None:
        tables = load_tables(name)
        self._begin = _states(tables, builder)
        self.scan = re.compile(tables["scan"]).finditer
        """Gives the matches of tokens in a text, from one offset to another."""
        self.trivia = frozenset[str](tables["trivia"])

    def tokens(self, text: str, offset: int = 0) -> Iterator[Token]:
        """Split `text` into tokens, which tile it; `offset` is added to their places."""
        for match in self.scan(text):
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
        """Take the next terminal; raise `UnexpectedTokenError`."""
        states, values = self._states, self._values
        kind = terminal.type
        while True:
            step = states[-1].get(kind)
            if step.__class__ is dict:
                states.append(step)
                values.append(terminal)
                return
            if step is None:
                raise UnexpectedTokenError(self.expected)
            size, symbol, build = step
            children = values[-size:] if size else []
            if size:
                del values[-size:], states[-size:]
            values.append(build(children))
            states.append(states[-1][symbol])

    def anew(self) -> Parser:
        """Begin to parse once more."""
        return Parser(self._states[0])

    @property
    def expected(self) -> frozenset[str]:
        """The terminals that may be next."""
        return frozenset(name for name in self._states[-1] if name.isupper())

    def finish(self) -> Any:
        """Give the node of what was fed."""
        self.feed(END)
        return self._values[0]


def _states(tables: Mapping[str, Any], builder: object) -> State:
    """Give the state in which a parse begins; others are within it."""
    reductions = [
        Reduction(size, symbol, _build(_callback(builder, name, single), single, kept))
        for size, symbol, name, single, kept in tables["rules"]
    ]
    states: list[State] = [{} for _ in tables["states"]]
    for state, steps in zip(states, tables["states"], strict=True):
        for symbol, step in steps.items():
            state[symbol] = states[step] if step >= 0 else reductions[-1 - step]
    states[tables["end"]][END.type] = {}
    begin: State = states[tables["begin"]]
    return begin


def _callback(builder: object, name: str, single: bool) -> Build:
    """Give the method for a rule.

    One that begins with ``_`` hands its children on. One that hands a single child on needs no
    method, if it never has more.
    """
    if name.startswith("_"):
        return list
    method: Build = getattr(builder, name, _only) if single else getattr(builder, name)
    return method


def _only(children: list[Any]) -> Any:
    (child,) = children
    return child


def _build(callback: Build, single: bool, kept: Sequence[tuple[int, bool]] | None) -> Build:
    """Give what calls a callback with the children that the rule keeps.

    With `single`, a child that is alone is handed on instead.
    """
    if kept is None:
        if not single:
            return callback
        return lambda children: children[0] if len(children) == 1 else callback(children)

    def build(values: list[Any]) -> Any:
        children: list[Any] = []
        for index, spread in kept:
            if spread:
                children.extend(values[index])
            else:
                children.append(values[index])
        return children[0] if single and len(children) == 1 else callback(children)

    return build
