"""JSON values are held against types of every kind."""

from __future__ import annotations

import pytest

from qapidoc.values.faults import Fault
from qapidoc.values.judge import Judge


@pytest.fixture(scope="module")
def faults(things, json_value, type_ref):
    """Give kind, path and the place of each fault of a value."""
    judge = Judge(things)

    def find(type_: str, text: str) -> list[tuple[str, str, str]]:
        found = judge.value(type_ref(type_), json_value(text), "")
        return [(f.kind.value, f.path, text[f.span.start - 10 : f.span.end - 10]) for f in found]

    return find


@pytest.fixture(scope="module")
def first_fault(things, json_value, type_ref):
    """Give the first fault of a value."""

    def find(type_: str, text: str) -> Fault:
        return next(Judge(things).value(type_ref(type_), json_value(text), ""))

    return find


@pytest.mark.parametrize(
    "type_, value",
    [
        ("str", '""'),
        ("str", '"\\u00e4 \\" ..."'),
        ("bool", "false"),
        ("null", "null"),
        ("number", "1"),
        ("number", "-1.5e3"),
        ("int", "-9223372036854775808"),
        ("uint64", "18446744073709551615"),
        ("size", "0"),
        ("int8", "-128"),
        ("any", '{ "a": [ 1, null ] }'),
        ("**", "7"),
        ("QType", '"qdict"'),
        ("[int]", "[]"),
        ("[int]", "[ 1, 2 ]"),
        ("[int]", "[ ... ]"),
        ("[int]", "[ 1, ..., 9 ]"),
        ("[Lamp]", "[ {...}, [ ... more ... ], ... ]"),
        ("Colour", '"blue"'),
        ("Colour", '"..."'),
        ("Colour", '"gr...n"'),
        ("Colour", '"re…"'),
        ("Speed", "{ ... }"),
        ("Colour", "..."),
        ("Lamp", '{ "name": "a", "colour": "red" }'),
        ("Lamp", '{ "name": "a", "colour": "red", "weight": 3, "on": true, "hours": 1 }'),
        ("Lamp", '{ "name": "a", ... }'),
        ("Lamp", "{ ... }"),
        ("Lamp", '{ "name": ..., "colour": "..." }'),
        ("Tree", '{ "children": [ { "children": [ {} ] }, { "label": "x" } ] }'),
        ("Paint", '{ "shape": "round", "radius": 3 }'),
        ("Paint", '{ "shape": "flat", "thick": true }'),
        ("Paint", '{ "shape": "nested", "depth": "red", "radius": 3 }'),
        ("Paint", '{ "shape": "nested", "depth": "blue" }'),
        ("Paint", '{ "shape": ..., "radius": 3, "height": 1, "name": "deep" }'),
        ("Paint", '{ "radius": 3, ... }'),
        ("Old", '{ "type": "lamp", "data": { "name": "a", "colour": "red" } }'),
        ("Old", '{ "type": "text", "data": "x" }'),
        ("Old", '{ "type": "list", "data": [ 1 ] }'),
        ("Old", '{ "type": "list", ... }'),
        ("Speed", '"red"'),
        ("Speed", "3"),
        ("Speed", "null"),
        ("Speed", '{ "name": "a", "colour": "red" }'),
        ("Odd", '{ "a": [], "b": 1, "inherited": 1 }'),
        ("Torn", '{ "shape": "round", "what": 1 }'),
        ("Missing", "[ 1 ]"),
        ("[Missing]", "[ 1 ]"),
    ],
)
def test_accepted(faults, type_, value):
    assert faults(type_, value) == []


@pytest.mark.parametrize(
    "type_, value, expected",
    [
        ("str", "1", [("wrong-type", "", "1")]),
        ("bool", '"true"', [("wrong-type", "", '"true"')]),
        ("null", "{}", [("wrong-type", "", "{}")]),
        ("number", '"1"', [("wrong-type", "", '"1"')]),
        ("int", "1.0", [("wrong-type", "", "1.0")]),
        ("int", "1e3", [("wrong-type", "", "1e3")]),
        ("int8", "128", [("out-of-range", "", "128")]),
        ("int8", "-129", [("out-of-range", "", "-129")]),
        ("uint8", "-1", [("out-of-range", "", "-1")]),
        ("size", "18446744073709551616", [("out-of-range", "", "18446744073709551616")]),
        ("int", "9" * 5000, [("out-of-range", "", "9" * 5000)]),
        ("QType", '"dict"', [("unknown-value", "", '"dict"')]),
        ("[int]", "1", [("wrong-type", "", "1")]),
        ("[int]", "{ ... }", [("wrong-type", "", "{ ... }")]),
        ("[int]", '[ 1, "2", 3.5 ]', [("wrong-type", "[1]", '"2"'), ("wrong-type", "[2]", "3.5")]),
        ("Colour", '"rot"', [("unknown-value", "", '"rot"')]),
        ("Colour", '"gr...d"', [("unknown-value", "", '"gr...d"')]),
        ("Speed", "[ ... ]", [("wrong-type", "", "[ ... ]")]),
        (
            "[Lamp]",
            "[ [ ... ], {...}, 3 ]",
            [("wrong-type", "[0]", "[ ... ]"), ("wrong-type", "[2]", "3")],
        ),
        ("Colour", "1", [("wrong-type", "", "1")]),
        ("Lamp", "[]", [("wrong-type", "", "[]")]),
        ("Lamp", "[ ... ]", [("wrong-type", "", "[ ... ]")]),
        (
            "Lamp",
            '{ "name": "a" }',
            [("missing-member", "colour", '{ "name": "a" }')],
        ),
        (
            "Lamp",
            '{ "name": "a", "colour": "red", "volume": 3, ... }',
            [("unknown-member", "volume", '"volume"')],
        ),
        (
            "Lamp",
            '{ "name": "a", "color": "red" }',
            [("unknown-member", "color", '"color"')],
        ),
        (
            "Tree",
            '{ "children": [ {}, { "children": [ { "label": 1 } ] } ] }',
            [("wrong-type", "children[1].children[0].label", "1")],
        ),
        ("Paint", '{ "shape": "oval" }', [("unknown-value", "shape", '"oval"')]),
        (
            "Paint",
            '{ "shape": "round", "radius": 1, "width": 2 }',
            [("unknown-member", "width", '"width"')],
        ),
        (
            "Paint",
            '{ "shape": "round" }',
            [("missing-member", "radius", '{ "shape": "round" }')],
        ),
        (
            "Paint",
            '{ "radius": 1 }',
            [("missing-member", "shape", '{ "radius": 1 }')],
        ),
        (
            "Paint",
            '{ "shap": "round", "radius": 1 }',
            [("unknown-member", "shap", '"shap"')],
        ),
        ("Paint", '{ "radius": 1, "zz": 2, ... }', [("unknown-member", "zz", '"zz"')]),
        (
            "Paint",
            '{ "shape": "nested", "depth": "green", "radius": 1 }',
            [
                ("unknown-member", "radius", '"radius"'),
                ("missing-member", "name", '{ "shape": "nested", "depth": "green", "radius": 1 }'),
            ],
        ),
        ("Old", '{ "type": "text", "data": 1 }', [("wrong-type", "data", "1")]),
        ("Old", '{ "type": "txt", "data": 1 }', [("unknown-value", "type", '"txt"')]),
        (
            "Old",
            '{ "type": "text", "text": "x", ... }',
            [("unknown-member", "text", '"text"')],
        ),
        ("Old", '{ "type": "text" }', [("missing-member", "data", '{ "type": "text" }')]),
        ("Speed", "true", [("wrong-type", "", "true")]),
        ("Speed", "1.5", [("wrong-type", "", "1.5")]),
        ("Speed", '"fast"', [("unknown-value", "", '"fast"')]),
        (
            "Speed",
            '{ "name": "a", "colour": 1 }',
            [("wrong-type", "colour", "1")],
        ),
        (
            "Odd",
            '{ "inherited": 1, "a": 1 }',
            [("missing-member", "b", '{ "inherited": 1, "a": 1 }')],
        ),
    ],
)
def test_refused(faults, type_, value, expected):
    assert faults(type_, value) == expected


@pytest.mark.parametrize(
    "type_, value, suggestion",
    [
        ("Lamp", '{ "name": "a", "color": "red" }', "colour"),
        ("Lamp", '{ "name": "a", "colour": "red", "zzz": 1 }', None),
        ("Colour", '"gren"', "green"),
        ("Paint", '{ "shap": "round" }', "shape"),
    ],
)
def test_suggested(first_fault, type_, value, suggestion):
    assert first_fault(type_, value).suggestion == suggestion


@pytest.mark.parametrize(
    "command, value, expected",
    [
        ("paint", '{ "name": "a" }', ["arguments.colour"]),
        ("boxed", '{ "shape": "square" }', ["arguments.width"]),
        ("boxed", '{ "shape": "square", "width": "1", "depth": 1 }', ["width", "depth"]),
        ("free", '{ "driver": "x", "anything": 1 }', []),
        ("free", '{ "anything": 1 }', ["arguments.driver"]),
    ],
)
def test_data(things, json_value, command, value, expected):
    faults = Judge(things).data(things.definitions[command], json_value(value), "arguments")
    assert [f.path.endswith(e) for f, e in zip(faults, expected, strict=True)] == [True] * len(
        expected
    )


def test_anonymous_struct(loaded, json_value, type_ref):
    schema = loaded("{ 'type': 'Old', 'data': { 'inner': { 'a': 'int', '*b': 'str' } } }")
    judge = Judge(schema)
    good = json_value('{ "inner": { "a": 1 } }')
    assert list(judge.value(type_ref("Old"), good, "")) == []
    bad = json_value('{ "inner": { "b": 1 } }')
    assert [f.path for f in judge.value(type_ref("Old"), bad, "")] == ["inner.b", "inner.a"]


def test_looping_bases(loaded, json_value, type_ref):
    schema = loaded(
        """\
        { 'struct': 'A', 'base': 'B', 'data': { 'a': 'int' } }
        { 'struct': 'B', 'base': 'A', 'data': { 'b': 'int' } }
        """
    )
    value = json_value('{ "a": 1, "b": 2, "c": 3 }')
    assert list(Judge(schema).value(type_ref("A"), value, "")) == []


@pytest.mark.parametrize(
    "type_, value",
    [
        ("A", '{ "a": 1, "x": 2 }'),
        ("E", '"two"'),
        ("Double", '{ "a": 1, "b": 1 }'),
    ],
)
def test_definitions_read_in_part(loaded, json_value, type_ref, type_, value):
    schema = loaded(
        """\
        { 'struct': 'Base', 'data': [ 'x' ] }
        { 'struct': 'A', 'base': 'Base', 'data': { 'a': 'int' } }
        { 'enum': 'E', 'data': [ 'one', { 'nam': 'two' } ] }
        { 'struct': 'Double', 'data': { 'a': 'int' } }
        { 'struct': 'Double', 'data': { 'a': 'int', 'b': 'int' } }
        """
    )
    assert list(Judge(schema).value(type_ref(type_), json_value(value), "")) == []


@pytest.mark.parametrize(
    "value, expected",
    [
        ('{ "type": "text", "data": "x" }', []),
        ('{ "type": "text", "data": 1 }', ["wrong-type"]),
        ('{ "type": "text", "text": "x", "data": "x" }', ["unknown-member"]),
        ("{}", ["missing-member", "missing-member"]),
    ],
)
def test_boxed_simple_union(loaded, json_value, value, expected):
    schema = loaded(
        """\
        { 'union': 'Old', 'data': { 'text': 'str' } }
        { 'command': 'boxed', 'data': 'Old', 'boxed': true }
        """
    )
    faults = Judge(schema).data(schema.definitions["boxed"], json_value(value), "")
    assert [fault.kind.value for fault in faults] == expected
