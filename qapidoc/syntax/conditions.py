"""Conditions as C text (until 6.1), to what they ask for, by `condition.lark`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from qapidoc.syntax.notation import Notation, Token, UnexpectedTokenError

MAX_NESTING = 64
"""So many parentheses and negations may be open at one place."""


class ConditionNode(msgspec.Struct, frozen=True):
    """A ``name`` that is asked for, or ``all`` / ``any`` / ``not`` of nodes."""

    operator: str
    name: str = ""
    operands: tuple[ConditionNode, ...] = ()


class _ConditionBuilder:
    """Callbacks of the parser, one for each rule of `condition.lark`."""

    def condition(self, children: Sequence[ConditionNode]) -> ConditionNode:
        return children[0]

    def any(self, children: Sequence[ConditionNode]) -> ConditionNode:
        return ConditionNode("any", operands=tuple(children))

    def all(self, children: Sequence[ConditionNode]) -> ConditionNode:
        return ConditionNode("all", operands=tuple(children))

    def not_(self, children: Sequence[ConditionNode]) -> ConditionNode:
        return ConditionNode("not", operands=tuple(children))

    def name(self, children: Sequence[Token]) -> ConditionNode:
        return ConditionNode("name", children[0].text)


@cache
def condition_notation() -> Notation:
    """Give the notation of conditions as C text, loaded once a process."""
    return Notation("condition", _ConditionBuilder())


def read_condition(text: str) -> ConditionNode | None:
    """Give what a text asks for; ``None`` if that is more than which names are defined."""
    notation = condition_notation()
    tokens = [token for token in notation.tokens(text) if token.type not in notation.trivia]
    if _nesting(tokens) > MAX_NESTING:
        return None
    parser = notation.parser()
    try:
        for token in tokens:
            parser.feed(token)
        node: ConditionNode = parser.finish()
    except UnexpectedTokenError:
        return None
    return node


def _nesting(tokens: Sequence[Token]) -> int:
    """Give how many parentheses and negations are open at once."""
    deepest = opened = negations = 0
    for token in tokens:
        match token.type:
            case "_LPAR":
                opened += 1
            case "_RPAR":
                opened -= 1
            case "_NOT":
                negations += 1
            case "NAME":
                negations = 0
        deepest = max(deepest, opened + negations)
    return deepest
