"""Complete values that may be anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonBool,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
)
from qapidoc.values.changes import Change, ChangeKind, Steps
from qapidoc.values.faults import member_path
from qapidoc.values.plausible import plausible
from qapidoc.values.scalars import BRACKETS, elided

_EMPTY: Mapping[str, Callable[[], Any]] = {"object": dict, "array": list}
"""Make what stands for a value that may be anything, where the dots tell its JSON type."""


def anything(value: JsonValue, path: str, name: str) -> Steps:
    """Give a value as it is, but for dots, members that are there twice, and endless numbers."""
    if elided(value):
        yield Change(path, ChangeKind.FILLED)
        return anything_left_out(value, name)
    match value:
        case JsonObject():
            found: dict[str, Any] = {}
            for member in value.members:
                key = member.key.value
                inner = member_path(path, key)
                if key in found:
                    yield Change(inner, ChangeKind.REMOVED)
                else:
                    found[key] = yield from anything(member.value, inner, key)
            return found
        case JsonArray():
            items: list[Any] = []
            for item in without_dots(value):
                items.append((yield from anything(item, f"{path}[{len(items)}]", name)))
            return items
        case JsonNumber():
            number = _number(value)
            if number is None:
                yield Change(path, ChangeKind.REPLACED)
            return number if number is not None else plausible("number", name)
    return scalar(value)


def scalar(value: JsonValue) -> Any:
    """Give a value that is neither array nor object as `json.dumps` takes it.

    A number with more digits than Python reads, or a greater one than it has, is null.
    """
    match value:
        case JsonNumber():
            return _number(value)
        case JsonString() | JsonBool():
            return value.value
        case _:
            return None


def anything_left_out(value: JsonValue, name: str) -> Any:
    """Make something in place of dots, of the JSON type that the brackets around them tell."""
    told = told_type(value)
    make = _EMPTY.get(told or "")
    if make is not None:
        return make()
    return plausible("str" if told == "string" else "any", name)


def told_type(value: JsonValue) -> str | None:
    """Give the JSON type that dots are of, if what is around them tells."""
    if not isinstance(value, Elision):
        return None
    return "string" if value.brackets == '"' else BRACKETS.get(value.brackets)


def without_dots(array: JsonArray) -> Iterator[JsonValue]:
    """Give the elements; dots without brackets stand for any number of them."""
    for item in array.items:
        if not isinstance(item, Elision) or item.brackets:
            yield item


def _number(value: JsonNumber) -> float | None:
    """Give a number as Python has it, ``None`` where it has too many digits or is too great."""
    if value.integer is None:
        number = float(value.text)
        return number if math.isfinite(number) else None
    try:
        return int(value.text)
    except ValueError:
        return None
