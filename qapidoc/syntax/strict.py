"""One message as JSON and nothing else: text to nodes, fast.

For logs, where nearly all messages are sound and there are many of them. What is wrong with
one that is not, and where, is for `qapidoc.syntax.transcripts` to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NoReturn

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
from qapidoc.syntax.tokens import MAX_NESTING

_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERALS: Mapping[object, JsonBool | JsonNull] = {
    True: JsonBool(0, 0, True),
    False: JsonBool(0, 0, False),
    None: JsonNull(0, 0),
}


def read_message(text: str) -> JsonObject | None:
    """Read a text that is one JSON object (RFC 8259); ``None`` if it is anything else.

    All places in it are 0. It is ``None``, too, if a member is there twice, if more than
    `MAX_NESTING` brackets are open, and if the text has bytes that are no UTF-8. Nothing is
    an elision: dots are text.
    """
    if not text.isascii() and _SURROGATE.search(text):
        return None
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, JsonObject):
        return None
    shallow = text.count("{") + text.count("[") <= MAX_NESTING
    return value if shallow or _fits(value, MAX_NESTING) else None


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a member is there twice")
    parts = [JsonMember(0, 0, JsonString(0, 0, name), _node(value)) for name, value in pairs]
    return JsonObject(0, 0, tuple(parts))


def _number(text: str) -> JsonNumber:
    return JsonNumber(0, 0, text)


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _node(value: object) -> JsonValue:
    """Make a node of what the decoder gives; objects and numbers are nodes already."""
    if isinstance(value, str):
        return JsonString(0, 0, value)
    if isinstance(value, (JsonNumber, JsonObject)):
        return value
    if isinstance(value, list):
        return JsonArray(0, 0, tuple([_node(item) for item in value]))
    return _LITERALS[value]


def _fits(value: JsonValue, levels: int) -> bool:
    """Tell whether no more than so many brackets are open anywhere in a value."""
    match value:
        case JsonObject():
            return levels > 0 and all(_fits(m.value, levels - 1) for m in value.members)
        case JsonArray():
            return levels > 0 and all(_fits(item, levels - 1) for item in value.items)
    return True


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_number,
    parse_float=_number,
    parse_constant=_constant,
)
