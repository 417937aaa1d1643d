"""Expressions: tokens to nodes, by `schema.lark`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from lark import Transformer

from qapidoc.syntax.nodes import Array, Bool, Object, Pair, String
from qapidoc.syntax.notation import Notation, Token


class ExpressionBuilder(Transformer[Any, Any]):
    """Callbacks of the parser, one for each rule of `schema.lark`."""

    def object(self, children: Sequence[Any]) -> Object:
        pairs = tuple(child for child in children if isinstance(child, Pair))
        return Object(children[0].start, children[-1].end, pairs)

    def member(self, children: Sequence[Any]) -> Pair:
        key, _colon, value = children
        return Pair(key.start, value.end, self.string([key]), value)

    def array(self, children: Sequence[Any]) -> Array:
        items = tuple(child for child in children if not isinstance(child, Token))
        return Array(children[0].start, children[-1].end, items)

    def string(self, children: Sequence[Token]) -> String:
        (token,) = children
        return String(token.start, token.end, string_value(token.text))

    def true(self, children: Sequence[Token]) -> Bool:
        (token,) = children
        return Bool(token.start, token.end, True)

    def false(self, children: Sequence[Token]) -> Bool:
        (token,) = children
        return Bool(token.start, token.end, False)

    def doc_comment(self, children: Sequence[Token]) -> Token:
        return children[0]


def string_value(literal: str) -> str:
    """Give what a string literal stands for: a backslash stands for the character after it."""
    inner = literal[1:-1]
    if "\\" not in inner:
        return inner
    characters = iter(inner)
    return "".join(next(characters) if c == "\\" else c for c in characters)


@cache
def schema_notation() -> Notation:
    """Give the notation of schema files, loaded once a process."""
    return Notation("schema", ExpressionBuilder())
