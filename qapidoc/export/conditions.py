"""What conditions say: the names they ask for, as JSON, and whether they hold.

C text that could be read stands for what it says; any other counts as a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from qapidoc.schema.model import Condition

NAMES = frozenset({"name", "text"})
"""The operators of conditions that ask for a single name."""


class Knowledge(msgspec.Struct, frozen=True):
    """The names that are known to be defined, and those known not to be.

    Where ``undefined`` is ``None``, all names are known.
    """

    defined: frozenset[str]
    undefined: frozenset[str] | None = None


def meaning(condition: Condition) -> Condition:
    """Give what a condition says, where it is C text."""
    if condition.operator == "text" and condition.operands:
        return condition.operands[0]
    return condition


def names(condition: Condition) -> Iterator[str]:
    """Give the names that a condition asks for."""
    said = meaning(condition)
    if said.operator in NAMES:
        yield said.name
    for operand in said.operands:
        yield from names(operand)


def condition_json(condition: Condition) -> Any:
    """Write a condition as schemas do since 6.2: a name, or ``{"all": […]}`` and so on."""
    said = meaning(condition)
    if said.operator in NAMES:
        return said.name
    operands = [condition_json(operand) for operand in said.operands]
    return {said.operator: operands[0] if said.operator == "not" else operands}


def holds(condition: Condition | None, defines: frozenset[str]) -> bool:
    """Tell whether a condition holds where `defines` are the names that are defined."""
    return verdict(condition, Knowledge(defines)) is True


def verdict(condition: Condition | None, known: Knowledge) -> bool | None:
    """Tell whether a condition holds; ``None`` if names decide that are not known."""
    if condition is None:
        return True
    said = meaning(condition)
    if said.operator in NAMES:
        if said.name in known.defined:
            return True
        return False if known.undefined is None or said.name in known.undefined else None
    verdicts = [verdict(operand, known) for operand in said.operands]
    if said.operator == "not":
        return None if verdicts[0] is None else not verdicts[0]
    decisive = said.operator == "any"
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive
