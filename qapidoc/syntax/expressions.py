"""Expressions: tokens to nodes, by `schema.lark`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from qapidoc.syntax.nodes import Array, Bool, Object, Pair, String, Value
from qapidoc.syntax.notation import Notation, Token


class ExpressionBuilder:
    """Callbacks of the parser, one for each rule of `schema.lark`."""

    def item(self, children: Sequence[Object | Token]) -> Object | Token:
        return children[0]

    def object(self, children: Sequence[Any]) -> Object:
        opener, pairs, closer = children
        return Object(opener.start, closer.end, tuple(pairs))

    def array(self, children: Sequence[Any]) -> Array:
        opener, values, closer = children
        return Array(opener.start, closer.end, tuple(values))

    def none(self, _children: Sequence[Any]) -> list[Any]:
        return []

    def same(self, children: Sequence[Any]) -> list[Any]:
        nodes: list[Any] = children[0]
        return nodes

    def member(self, children: Sequence[Any]) -> list[Pair]:
        pairs: list[Pair]
        pairs, key, _colon, value = children
        pairs.append(Pair(key.start, value.end, self.string([key]), value))
        return pairs

    def element(self, children: Sequence[Any]) -> list[Value]:
        values: list[Value]
        values, value = children
        values.append(value)
        return values

    def string(self, children: Sequence[Token]) -> String:
        (token,) = children
        return String(token.start, token.end, string_value(token.text))

    def true(self, children: Sequence[Token]) -> Bool:
        (token,) = children
        return Bool(token.start, token.end, True)

    def false(self, children: Sequence[Token]) -> Bool:
        (token,) = children
        return Bool(token.start, token.end, False)


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
