"""JSON nodes of Python values, made without reading a text; they have no places."""

from __future__ import annotations

import json
from typing import Any

from qapidoc.syntax.messages import (
    JsonArray,
    JsonBool,
    JsonMember,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
)


def node(value: Any) -> JsonValue:
    """Give the node that a reader would make of ``json.dumps(value)``."""
    match value:
        case None:
            return JsonNull(0, 0)
        case bool():
            return JsonBool(0, 0, value)
        case str():
            return JsonString(0, 0, value)
        case int() | float():
            return JsonNumber(0, 0, json.dumps(value))
        case list():
            return JsonArray(0, 0, tuple(map(node, value)))
        case _:
            return JsonObject(0, 0, tuple(_member(name, item) for name, item in value.items()))


def _member(name: str, value: Any) -> JsonMember:
    return JsonMember(0, 0, JsonString(0, 0, name), node(value))
