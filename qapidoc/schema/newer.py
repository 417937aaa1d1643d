"""Notation that came with a later release than others, in the expressions that have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.edition import Usage
from qapidoc.source import Span
from qapidoc.syntax.nodes import Array, Object, Pair, String, Value

_KEYWORDS: Mapping[str, Usage] = {
    "include": Usage.INCLUDE,
    "event": Usage.EVENT,
    "struct": Usage.STRUCT_KEYWORD,
    "alternate": Usage.ALTERNATE,
    "pragma": Usage.PRAGMA,
}
_KEYS: Mapping[str, Usage] = {
    "boxed": Usage.BOXED,
    "allow-oob": Usage.OUT_OF_BAND,
    "allow-preconfig": Usage.PRECONFIG,
    "if": Usage.CONDITION,
    "coroutine": Usage.COROUTINE,
}
_FEATURES: Mapping[str, Usage] = {
    "struct": Usage.STRUCT_FEATURES,
    "command": Usage.COMMAND_FEATURES,
}
"""Features of definitions by keyword; those of other kinds came together."""

_PRAGMAS: Mapping[str, Usage] = {
    "command-name-exceptions": Usage.EXCEPTIONS,
    "command-returns-exceptions": Usage.EXCEPTIONS,
    "member-name-exceptions": Usage.EXCEPTIONS,
    "documentation-exceptions": Usage.DOCUMENTATION_EXCEPTIONS,
}

Found = tuple[Usage, Span]
"""What is used, and where."""


def newer(expression: Object) -> Iterator[Found]:
    """Give what an expression uses that some release did not have yet."""
    keys = {pair.key.value for pair in expression.pairs}
    features = next((_FEATURES[key] for key in _FEATURES if key in keys), Usage.OTHER_FEATURES)
    for pair in expression.pairs:
        key, value = pair.key.value, pair.value
        for table in (_KEYWORDS, _KEYS, {"features": features}):
            if key in table:
                yield table[key], pair.key.span
        match key:
            case "if":
                yield from _condition(value)
            case "pragma":
                yield from _pragma(value)
            case "base" if isinstance(value, Object):
                yield Usage.INLINE_BASE, value.span
                yield from _members(value)
            case "data" if isinstance(value, Object):
                yield from _members(value)
            case "data" if isinstance(value, Array):
                yield from _values(value)
            case "returns":
                yield from _type(value)


def _pragma(value: Value) -> Iterator[Found]:
    for setting in value.pairs if isinstance(value, Object) else ():
        if setting.key.value in _PRAGMAS:
            yield _PRAGMAS[setting.key.value], setting.key.span


def _values(data: Array) -> Iterator[Found]:
    for item in data.items:
        if isinstance(item, Object):
            yield Usage.PART_AS_OBJECT, item.span
            yield from _keys(item, Usage.VALUE_FEATURES)


def _members(data: Object) -> Iterator[Found]:
    for pair in data.pairs:
        if isinstance(pair.value, Object) and pair.value.get("type") is not None:
            yield Usage.PART_AS_OBJECT, pair.value.span
            yield from _keys(pair.value, Usage.MEMBER_FEATURES)
        else:
            yield from _type(pair.value)


def _keys(part: Object, features: Usage) -> Iterator[Found]:
    """Look at the keys of a member or a value."""
    for pair in part.pairs:
        match pair:
            case Pair(key=String(value="if")):
                yield from _condition(pair.value)
            case Pair(key=String(value="features")):
                yield features, pair.key.span
            case Pair(key=String(value="type")):
                yield from _type(pair.value)


def _condition(value: Value) -> Iterator[Found]:
    if isinstance(value, Object):
        yield Usage.CONDITION_OBJECT, value.span


def _type(value: Value) -> Iterator[Found]:
    for name in value.items if isinstance(value, Array) else (value,):
        if isinstance(name, String) and name.value == "any":
            yield Usage.ANY, name.span
