"""Where an answer is of another shape than what the document shows.

The shape of a value is its JSON type, the names of its members, and the shapes of what is in
it. Elements of an array count together: a member is there if any of them has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from qapidoc.syntax.messages import Elision, JsonArray, JsonObject, JsonValue
from qapidoc.values.scalars import BRACKETS, elided, json_types


class DifferenceKind(StrEnum):
    """The kinds of differences."""

    UNDOCUMENTED = "undocumented"
    """The answer has a member that the document neither shows nor leaves out."""
    UNANSWERED = "unanswered"
    """The document shows a member that the answer does not have."""
    TYPE = "type"
    """The answer has a value of a JSON type that the document does not show there."""


class Difference(msgspec.Struct, frozen=True):
    """One difference between document and answer.

    ``path`` leads to the value, with ``[]`` for any element: ``return[].inserted.file``.
    ``expected`` are the JSON types that the document shows, ``found`` those of the answer that
    it does not show; either is empty where there is no value. All numbers are of one type.
    """

    kind: DifferenceKind
    path: str
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


Values = Sequence[JsonValue]
"""All values at one path."""


def differences(
    documented: JsonValue, answer: JsonValue, path: str = "return"
) -> tuple[Difference, ...]:
    """Compare an answer with what the document shows.

    What the document leaves out may be anything, and an empty array says nothing about
    elements. Members that the document shows come first, in its order.
    """
    return tuple(_compared([documented], [answer], path))


def _compared(documented: Values, answers: Values, path: str) -> Iterator[Difference]:
    expected, found = _types(documented), _types(answers)
    others = tuple(name for name in found if name not in expected)
    if others and not any(_is_anything(value) for value in documented):
        yield Difference(DifferenceKind.TYPE, path, expected, others)
    if "object" in found and "object" in expected:
        yield from _compared_members(documented, answers, path)
    shown, given = _elements(documented), _elements(answers)
    if shown and given:
        yield from _compared(shown, given, f"{path}[]")


def _compared_members(documented: Values, answers: Values, path: str) -> Iterator[Difference]:
    shown, given = _members(documented), _members(answers)
    for name, values in shown.items():
        inner = f"{path}.{name}"
        if name in given:
            yield from _compared(values, given[name], inner)
        else:
            yield Difference(DifferenceKind.UNANSWERED, inner, expected=_types(values))
    if any(_may_have_more(value) for value in documented):
        return
    for name, values in given.items():
        if name not in shown:
            inner = f"{path}.{name}"
            yield Difference(DifferenceKind.UNDOCUMENTED, inner, found=_types(values))


def _types(values: Values) -> tuple[str, ...]:
    """Give the JSON types of values, each once."""
    return tuple(dict.fromkeys(name for value in values for name in _type(value)))


def _type(value: JsonValue) -> tuple[str, ...]:
    """Give the JSON type of a value; dots in brackets have that of the brackets."""
    if isinstance(value, Elision):
        return (BRACKETS[value.brackets],) if value.brackets in BRACKETS else ()
    return json_types(value)[-1:]


def _members(values: Values) -> dict[str, list[JsonValue]]:
    found: dict[str, list[JsonValue]] = {}
    for value in values:
        if isinstance(value, JsonObject):
            for member in value.members:
                found.setdefault(member.key.value, []).append(member.value)
    return found


def _elements(values: Values) -> list[JsonValue]:
    return [item for value in values if isinstance(value, JsonArray) for item in value.items]


def _is_anything(value: JsonValue) -> bool:
    return elided(value) and not _type(value)


def _may_have_more(value: JsonValue) -> bool:
    """Tell whether members are left out."""
    return value.elided if isinstance(value, JsonObject) else elided(value)
