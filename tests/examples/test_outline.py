"""Shapes are compared, values are not."""

from __future__ import annotations

import json

import pytest

from qapidoc.examples.outline import differences
from qapidoc.source import Span
from qapidoc.syntax.messages import JsonObject, JsonValue
from qapidoc.syntax.plain import nodes_of
from qapidoc.syntax.transcripts import read_transcript


def shown(text: str) -> JsonValue:
    """Read a value that a document shows."""
    whole = f'<- {{ "return": {text} }}'
    (message,) = read_transcript(whole, Span(0, len(whole))).messages
    assert isinstance(message.value, JsonObject)
    member = message.value.get("return")
    assert member is not None
    return member.value


def found(documented: str, answer: str) -> list[str]:
    """Tell the differences, with a mark for each kind: those of a diff, and the types."""
    marks = {"undocumented": "+", "unanswered": "-", "type": "~"}
    return [
        f"{marks[d.kind]}{d.path} {'|'.join(d.expected)}>{'|'.join(d.found)}"
        for d in differences(shown(documented), nodes_of(json.loads(answer)))
    ]


@pytest.mark.parametrize(
    "documented, answer",
    [
        ("{}", "{}"),
        ('{ "a": 1 }', '{"a": 2}'),
        ('{ "a": 1, "b": "" }', '{"b": "x", "a": 2}'),
        ("1", "1.5"),
        ("1.5", "1"),
        ("null", "null"),
        # Arrays: all elements together.
        ("[]", "[]"),
        ("[]", '[{"a": 1}]'),
        ('[ { "a": 1 } ]', "[]"),
        ('[ { "a": 1 }, { "b": 1 } ]', '[{"b": 1, "a": 1}]'),
        ('[ { "a": 1 } ]', '[{"a": 1}, {}]'),
        ("[ 1, null ]", "[null]"),
        ('[ { "a": 1 }, { "a": "x" } ]', '[{"a": "y"}]'),
        ("[ [ 1 ], [] ]", "[[], [2]]"),
        # What is left out may be anything.
        ("...", '{"a": 1}'),
        ("{ ... }", '{"a": 1}'),
        ("{...}", '{"a": 1}'),
        ('{ "a": 1, ... }', '{"a": 1, "b": 2}'),
        ('{ "a": ... }', '{"a": {"b": []}}'),
        ('{ "a": "..." }', '{"a": "x"}'),
        ("[ ... ]", '[1, "x"]'),
        ("[...]", '[1, "x"]'),
        ('[ { "a": 1 }, ... ]', '[{"a": 1, "b": 2}]'),
        ('[ { "a": 1 }, ... ]', '[{"a": 1}, 2]'),
        ('[ { "a": 1 }, { ... } ]', '[{"a": 1, "b": 2}]'),
        ('[ { "a": 1, ... }, { "b": 1 } ]', '[{"a": 1, "b": 1, "c": 2}]'),
        # Dots that were answered are a string like others.
        ('{ "a": "x" }', '{"a": "..."}'),
    ],
)
def test_same_shape(documented, answer):
    assert found(documented, answer) == []


@pytest.mark.parametrize(
    "documented, answer, expected",
    [
        ("{}", '{"a": 1}', ["+return.a >number"]),
        ('{ "a": 1 }', "{}", ["-return.a number>"]),
        ('{ "a": 1 }', '{"b": null}', ["-return.a number>", "+return.b >null"]),
        ('{ "a": 1 }', '{"a": "1"}', ["~return.a number>string"]),
        ('{ "a": 1 }', "[]", ["~return object>array"]),
        ('{ "a": 1 }', "null", ["~return object>null"]),
        ('{ "a": true }', '{"a": 1}', ["~return.a boolean>number"]),
        ("[]", "{}", ["~return array>object"]),
        # A new member is told, and not what is in it.
        ("{}", '{"a": {"b": 1}}', ["+return.a >object"]),
        ('{ "a": { "b": 1 } }', "{}", ["-return.a object>"]),
        # Paths lead through arrays, whatever the element.
        ('[ { "a": { "b": 1 } } ]', '[{"a": {}}, {"a": {}}]', ["-return[].a.b number>"]),
        ("[ [ 1 ] ]", '[[1], ["x"]]', ["~return[][] number>string"]),
        ('[ { "a": 1 } ]', '[{"a": 1}, {"b": 1}]', ["+return[].b >number"]),
        ('[ { "a": 1 }, { "b": 1 } ]', '[{"a": 1}]', ["-return[].b number>"]),
        # Types that the document does not show, not those that it shows too.
        ('[ 1, "x" ]', '["y", null, {}]', ["~return[] number|string>null|object"]),
        # An element of another type does not hide the others.
        (
            '[ { "a": 1 } ]',
            '[1, {"b": 1}]',
            ["~return[] object>number", "-return[].a number>", "+return[].b >number"],
        ),
        # What is left out hides only what may be there.
        ('{ "a": 1, ... }', '{"b": 1}', ["-return.a number>"]),
        ('[ { "a": 1 }, ... ]', '[{"b": 1}]', ["-return[].a number>"]),
        ("{...}", "[]", ["~return object>array"]),
        ("[...]", "{}", ["~return array>object"]),
        ('{ "a": { ... }, "c": 1 }', '{"a": {"x": 1}, "b": 2, "c": 3}', ["+return.b >number"]),
        # The order is that of the document, then that of the answer.
        (
            '{ "z": 1, "a": "", "m": 1 }',
            '{"y": 1, "b": 1, "a": 1}',
            [
                "-return.z number>",
                "~return.a string>number",
                "-return.m number>",
                "+return.y >number",
                "+return.b >number",
            ],
        ),
    ],
)
def test_differences(documented, answer, expected):
    assert found(documented, answer) == expected


def test_paths_begin_where_they_are_told():
    (difference,) = differences(shown("{}"), nodes_of({"a": 1}), "data")
    assert difference.path == "data.a"


def test_deep_answers_are_compared_as_far_as_the_document_goes():
    value: object = 1
    for _ in range(200):
        value = [value]
    assert differences(shown("[ [ 1 ] ]"), nodes_of(value))[0].path == "return[][]"
