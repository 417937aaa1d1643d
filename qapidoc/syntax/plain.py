"""JSON as Python has it, and as nodes."""

from __future__ import annotations

import math
from typing import Any

from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonBool,
    JsonMember,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
)

MAX_LEVELS = 200
"""Arrays and objects within each other that a value may have."""

_SHOWN = 20
"""So many digits of a number are shown."""


class PlainError(ValueError):
    """A value that is not there in the other form; the message says what is the matter."""


def nodes_of(value: Any, nesting: int = 0) -> JsonValue:
    """Make nodes of what `json.loads` gives; their spans are empty, at offset 0.

    Integers keep all their digits. What is nested too deeply is a `PlainError`.
    """
    match value:
        case None:
            return JsonNull(0, 0)
        case bool():
            return JsonBool(0, 0, value)
        case int() | float():
            return JsonNumber(0, 0, repr(value))
        case str():
            return JsonString(0, 0, value)
    if nesting == MAX_LEVELS:
        raise PlainError(f"more than {MAX_LEVELS} arrays and objects are within each other")
    match value:
        case list():
            return JsonArray(0, 0, tuple([nodes_of(item, nesting + 1) for item in value]))
        case dict():
            members = [
                JsonMember(0, 0, JsonString(0, 0, key), nodes_of(item, nesting + 1))
                for key, item in value.items()
            ]
            return JsonObject(0, 0, tuple(members))
    raise TypeError(f"JSON has nothing like {type(value).__name__}")


def plain(value: JsonValue) -> Any:
    """Make of nodes what `json.loads` would give; of members with one name, the last counts.

    What is left out is a `PlainError`, and so is a number that Python has not.
    """
    match value:
        case JsonNull():
            return None
        case JsonBool() | JsonString():
            return value.value
        case JsonNumber():
            return _number(value)
        case JsonArray():
            return [plain(item) for item in value.items]
        case JsonObject():
            if value.elided:
                raise PlainError("members are left out")
            return {member.key.value: plain(member.value) for member in value.members}
        case Elision():
            raise PlainError("something is left out")


def _number(value: JsonNumber) -> int | float:
    try:
        if value.integer is not None:
            return int(value.text)
        found = float(value.text)
    except ValueError:
        found = math.inf
    if math.isfinite(found):
        return found
    text = value.text if len(value.text) <= _SHOWN else f"{value.text[:_SHOWN]}…"
    raise PlainError(f"Python has no number {text}")
