"""JSON as Python has it becomes nodes, and comes back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Span
from qapidoc.syntax.messages import (
    JsonArray,
    JsonBool,
    JsonMember,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
)
from qapidoc.syntax.plain import MAX_LEVELS, PlainError, nodes_of, plain
from qapidoc.syntax.transcripts import read_transcript

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)  # fmt: skip
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


def read(text: str) -> JsonObject:
    """Read one message."""
    (message,) = read_transcript(text, Span(0, len(text))).messages
    assert isinstance(message.value, JsonObject)
    return message.value


@given(VALUES)
def test_there_and_back(value):
    assert plain(nodes_of(value)) == value
    assert json.dumps(plain(nodes_of(value))) == json.dumps(value)


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, JsonNull(0, 0)),
        (True, JsonBool(0, 0, True)),
        (1, JsonNumber(0, 0, "1")),
        (1.0, JsonNumber(0, 0, "1.0")),
        (-(10**50), JsonNumber(0, 0, f"-1{'0' * 50}")),
        ("...", JsonString(0, 0, "...")),
        ([1], JsonArray(0, 0, (JsonNumber(0, 0, "1"),))),
        (
            {"a": []},
            JsonObject(0, 0, (JsonMember(0, 0, JsonString(0, 0, "a"), JsonArray(0, 0, ())),)),
        ),
    ],
)
def test_nodes(value, expected):
    assert nodes_of(value) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ('{ "a": [ 1, 2.5, -1e3, null, true, "x" ] }', {"a": [1, 2.5, -1000.0, None, True, "x"]}),
        ('{ "a": 18446744073709551616000000000000000000000000 }', {"a": 2**64 * 10**24}),
        ('{ "a": { "b": {} } }', {"a": {"b": {}}}),
    ],
)
def test_what_is_read_becomes_plain(text, expected):
    found = plain(read(f"-> {text}"))
    assert found == expected
    assert json.dumps(found) == json.dumps(expected)


@pytest.mark.parametrize(
    "text, message",
    [
        ('{ "a": ... }', "something is left out"),
        ('{ "a": [ 1, ... ] }', "something is left out"),
        ('{ "a": { "b": 1, ... } }', "members are left out"),
        ('{ "a": 1e999 }', "Python has no number 1e999"),
        (f'{{ "a": {"9" * 5000} }}', f"Python has no number {'9' * 20}…"),
    ],
)
def test_what_cannot_be_plain(text, message):
    with pytest.raises(PlainError) as caught:
        plain(read(f"-> {text}"))
    assert str(caught.value) == message


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_nesting_has_an_end(wrap):
    value = 1
    for _ in range(MAX_LEVELS):
        value = wrap(value)
    assert plain(nodes_of(value)) == value
    with pytest.raises(PlainError, match="more than 200 arrays"):
        nodes_of(wrap(value))


def test_what_json_has_not():
    with pytest.raises(TypeError, match="nothing like set"):
        nodes_of({1})
