"""Hold single JSON values against single types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonBool,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
)
from qapidoc.values.builtins import PHRASES, QTYPE_VALUES, RANGES, json_type
from qapidoc.values.faults import Fault, FaultKind

_DOTS = re.compile(r"\.{3,}|…")
"""What stands in a string for a part that is left out."""

BRACKETS = {"{": "object", "[": "array"}
"""The JSON types that the brackets of an elision tell."""

_LISTED = 8
"""So many values of an enum are named in a sentence."""


def elided(value: JsonValue) -> bool:
    """Tell whether a value is left out."""
    return isinstance(value, Elision)


def builtin(name: str, value: JsonValue, path: str) -> Iterator[Fault]:
    """Hold a value against a built-in type."""
    expected = json_type(name)
    if expected == "value":
        return
    if expected not in json_types(value):
        yield wrong_type(value, path, name, expected)
    elif name == "QType":
        yield from enumerated(QTYPE_VALUES, name, value, path)
    elif isinstance(value, JsonNumber) and name in RANGES and value.integer is not None:
        least, most = RANGES[name]
        if not least <= value.integer <= most:
            yield Fault(
                FaultKind.OUT_OF_RANGE, path, value.span, last_name(path), name,
                f"from {least} to {most}", value.text,
            )  # fmt: skip


def enumerated(names: Iterable[str], type_: str, value: JsonValue, path: str) -> Iterator[Fault]:
    """Hold a value against the values of an enum."""
    if not isinstance(value, JsonString):
        yield wrong_type(value, path, type_, "string")
        return
    names = list(names)
    if value.value not in names and not abbreviates(value, names):
        listed = ", ".join(f"'{name}'" for name in names[:_LISTED])
        more = ", …" if len(names) > _LISTED else ""
        yield Fault(
            FaultKind.UNKNOWN_VALUE, path, value.span, last_name(path), type_,
            listed + more, value.value, suggestion(value.value, names),
        )  # fmt: skip


def abbreviates(value: JsonString, names: Iterable[str]) -> bool:
    """Tell whether one of `names` is what a string says whose middle or end is left out."""
    if not value.elided:
        return False
    pattern = re.compile(".*".join(map(re.escape, _DOTS.split(value.value))))
    return any(pattern.fullmatch(name) for name in names)


def wrong_type(value: JsonValue, path: str, type_: str, expected: str) -> Fault:
    """Say that a value is of another JSON type; `expected` is such a type, or a phrase."""
    return Fault(
        FaultKind.WRONG_TYPE, path, value.span, last_name(path), type_,
        PHRASES.get(expected, expected), found_phrase(value),
    )  # fmt: skip


def json_types(value: JsonValue) -> tuple[str, ...]:
    """Give the JSON types that a value is of."""
    match value:
        case JsonString():
            return ("string",)
        case JsonNumber():
            return ("int", "number") if value.integer is not None else ("number",)
        case JsonBool():
            return ("boolean",)
        case JsonNull():
            return ("null",)
        case JsonArray():
            return ("array",)
        case JsonObject():
            return ("object",)
        case Elision():
            return ()


def found_phrase(value: JsonValue) -> str:
    """Name a value in a sentence."""
    match value:
        case JsonNumber():
            return value.text
        case JsonBool():
            return "true" if value.value else "false"
        case Elision():
            return PHRASES[BRACKETS[value.brackets]]
        case _:
            return PHRASES[json_types(value)[0]]


def last_name(path: str) -> str:
    """Give the last name of a path, without indices."""
    return path.rpartition(".")[2].partition("[")[0]


def suggestion(name: str, candidates: Iterable[str], likeness: float = 0.6) -> str | None:
    """Give the candidate that was probably meant; `likeness` is 1 for the same."""
    return _nearest(name, tuple(candidates), likeness)


@lru_cache(maxsize=64)
def _nearest(name: str, candidates: tuple[str, ...], likeness: float) -> str | None:
    """Give what `suggestion` gives; the same mistake is often made several times in a row."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(name.casefold(), list(folded), 1, likeness)
    return folded[near[0]] if near else None
