"""Sound messages are read fast, to what the reader of transcripts makes of them."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Span
from qapidoc.syntax.messages import (
    JsonArray,
    JsonBool,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
)
from qapidoc.syntax.strict import read_message
from qapidoc.syntax.tokens import MAX_NESTING
from qapidoc.syntax.transcripts import read_transcript

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=".…"), max_size=6)
"""Strings without dots, which are an elision in a transcript."""

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
MESSAGES = st.dictionaries(TEXTS, VALUES, max_size=4)


def shape(value: JsonValue) -> object:
    """Give a value without its places; numbers as they are written."""
    match value:
        case JsonString() | JsonBool():
            return value.value
        case JsonNumber():
            return (value.text,)
        case JsonArray():
            return [shape(item) for item in value.items]
        case JsonObject():
            return {m.key.value: shape(m.value) for m in value.members}
    assert isinstance(value, JsonNull)
    return None


def test_all_kinds_of_values_become_nodes_without_a_place() -> None:
    text = '{"a": [1, -2.50e+3, "\\u00e9…", true, false, null, {}, []]}'
    items: tuple[JsonValue, ...] = (
        JsonNumber(0, 0, "1"),
        JsonNumber(0, 0, "-2.50e+3"),
        JsonString(0, 0, "é…"),
        JsonBool(0, 0, True),
        JsonBool(0, 0, False),
        JsonNull(0, 0),
        JsonObject(0, 0, ()),
        JsonArray(0, 0, ()),
    )
    message = read_message(text)
    assert message is not None
    (member,) = message.members
    assert member.span == member.key.span == message.span == Span(0, 0)
    assert member.value == JsonArray(0, 0, items)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        ' \t{"a":\r\n1}\n',
        '{"return": "..."}',
        '{"a": "...", "b": "… and more …"}',
        '{"n": ' + "9" * 10000 + "}",
        '{"n": -1e999999}',
        '{"s": "\\ud83d\\ude00 \\ud800"}',
        '{"\x7f": "\u2028"}',
        '{"a":' * MAX_NESTING + "1" + "}" * MAX_NESTING,
        '{"a":' + "[" * (MAX_NESTING - 1) + "]" * (MAX_NESTING - 1) + "}",
        '{"a": [' + "{}, " * MAX_NESTING + "{}]}",
        '{"a": "' + "[{" * MAX_NESTING + '"}',
    ],
)
def test_sound(text: str) -> None:
    message = read_message(text)
    assert message is not None
    assert json.loads(text, parse_int=str, parse_float=str).keys() == {
        m.key.value for m in message.members
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[]",
        '"a"',
        "1",
        "null",
        "{",
        '{"a": 1',
        '{"a": 1}}',
        '{"a": 1} {"b": 2}',
        '{"a": 1},',
        '{"a": 1,}',
        '{"a" 1}',
        "{'a': 1}",
        "{a: 1}",
        '{"a": NaN}',
        '{"a": [Infinity, -Infinity]}',
        '{"a": True}',
        '{"a": 01}',
        '{"a": +1}',
        '{"a": .5}',
        '{"a": 1.}',
        '{"a": \u0661}',
        '{"a": ...}',
        '{"a": 1, ...}',
        "{ ... }",
        '{"a": "\t"}',
        '{"a": "\\x"}',
        '{"a": "\\u12"}',
        '{"a": "\\u+123"}',
        '{"a": "open}',
        '{"a": 1, "a": 2}',
        '{"a": 1, "\\u0061": 1}',
        '{"a": [{"b": {"c": 1, "c": 1}}]}',
        '\ufeff{"a": 1}',
        '{"a":\xa01}',
        '{"a": 1}\x00',
        '{"a": "\udcff"}',
        '{"a":' * (MAX_NESTING + 1) + "1" + "}" * (MAX_NESTING + 1),
        '{"a":' + "[" * MAX_NESTING + "]" * MAX_NESTING + "}",
        '{"a":' * 100_000,
        '{"a":' + "[" * 100_000,
    ],
)
def test_anything_else(text: str) -> None:
    assert read_message(text) is None


@given(MESSAGES, st.sampled_from([None, 2]), st.booleans())
def test_agrees_with_the_reader_of_transcripts(
    value: dict[str, Any], indent: int | None, escapes: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escapes)
    transcript = read_transcript(f"-> {text}", Span(0, len(text) + 3))
    message = read_message(text)
    assert message is not None
    assert not transcript.problems
    (expected,) = transcript.messages
    assert isinstance(expected.value, JsonObject)
    assert shape(message) == shape(expected.value)


@given(MESSAGES, st.data())
def test_takes_what_json_takes_after_any_single_change(
    value: dict[str, Any], data: st.DataObject
) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", *"{}[],:\"'\\ \n\t01-.eNtfnu", "NaN", '"":0,', "\udc80"]))
    changed = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
    message = read_message(changed)
    assert (message is not None) == is_sound(changed)


def is_sound(text: str) -> bool:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if len(names) != len(set(names)):
            raise ValueError
        return dict(pairs)

    def constant(_text: str) -> NoReturn:
        raise ValueError

    try:
        text.encode()
        return isinstance(
            json.loads(text, object_pairs_hook=members, parse_constant=constant), dict
        )
    except ValueError:
        return False
