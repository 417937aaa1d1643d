"""Values are completed: what is right stays, the rest is made valid."""

from __future__ import annotations

import json
import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Span
from qapidoc.syntax.transcripts import read_transcript
from qapidoc.values.complete import Completer
from qapidoc.values.judge import Judge
from tests.generated.damage import damaged
from tests.generated.values import Maker

BIG = 2**70
LAMP = {"name": "name0", "colour": "red"}


@pytest.fixture(scope="module")
def completed(things, json_value, type_ref):
    """Give a completed value, and path and kind of each change."""
    completer = Completer(things)

    def complete(type_, text, name=""):
        value = json_value(text) if text is not None else None
        done = completer.value(type_ref(type_), value, "v", name)
        return done.value, [(change.path, change.kind.value) for change in done.changes]

    return complete


@pytest.fixture(scope="module")
def completed_data(things, json_value):
    """Give the completed data of a command, and path and kind of each change."""
    completer = Completer(things)

    def complete(command, text):
        value = json_value(text) if text is not None else None
        done = completer.data(things.definitions[command], value, "arguments")
        return done.value, [(change.path, change.kind.value) for change in done.changes]

    return complete


@pytest.mark.parametrize(
    "type_, text",
    [
        ("str", '"a ... b"'),
        ("str", '"\\u00e4"'),
        ("int", "-9223372036854775808"),
        ("uint64", "18446744073709551615"),
        ("number", "1.50"),
        ("number", "1e3"),
        ("number", str(BIG)),
        ("any", f'{{ "b": [ 1, {{ "c": null }} ], "a": {BIG} }}'),
        ("Missing", '{ "a": [ true ] }'),
        ("[int]", "[]"),
        ("Lamp", '{ "on": true, "hours": 1, "colour": "blue", "name": "a" }'),
        ("Paint", '{ "depth": "green", "name": "a", "shape": "nested", "thick": false }'),
        ("Paint", '{ "shape": "flat" }'),
        ("Old", '{ "data": [ 1, 2 ], "type": "list" }'),
        ("Speed", '"blue"'),
        ("Speed", "3"),
        ("Speed", "null"),
        ("Odd", '{ "a": 1, "b": 2, "inherited": [ 3 ] }'),
        ("Torn", '{ "shape": "round", "what": 1 }'),
    ],
)
def test_right_values_stay(completed, type_, text):
    value, changes = completed(type_, text)
    assert (value, changes) == (json.loads(text), [])
    assert json.dumps(value) == json.dumps(json.loads(text))


@pytest.mark.parametrize(
    "type_, text, expected, changes",
    [
        ("str", None, "node0", [("v", "added")]),
        ("str", "...", "node0", [("v", "filled")]),
        ("str", '"..."', "node0", [("v", "filled")]),
        ("str", "1", "node0", [("v", "replaced")]),
        ("int", "1.5", 1, [("v", "replaced")]),
        ("int8", "128", 1, [("v", "replaced")]),
        ("uint64", "9" * 5000, 1, [("v", "replaced")]),
        ("number", "1e999", 1, [("v", "replaced")]),
        ("number", "9" * 5000, 1, [("v", "replaced")]),
        ("QType", '"..."', "qstring", [("v", "filled")]),
        ("QType", '"qdic ... t"', "qdict", [("v", "replaced")]),
        ("any", "{ ... }", {}, [("v", "filled")]),
        ("any", "[ ... ]", [], [("v", "filled")]),
        ("any", "...", "node0", [("v", "filled")]),
        (
            "any",
            '{ "a": ..., ..., "b": [ 1, ..., {...} ], "c": 1e999 }',
            {"a": "a0", "b": [1, {}], "c": 1},
            [("v.a", "filled"), ("v.b[1]", "filled"), ("v.c", "replaced")],
        ),
        ("Missing", '{ "a": "..." }', {"a": "a0"}, [("v.a", "filled")]),
        ("Colour", '"..."', "red", [("v", "filled")]),
        ("Colour", '"gren"', "green", [("v", "replaced")]),
        ("Colour", '"gree ... n"', "green", [("v", "replaced")]),
        ("Colour", "[]", "red", [("v", "replaced")]),
        ("[int]", "1", [1], [("v", "replaced")]),
        ("[int]", "[ ... ]", [1], [("v", "filled")]),
        ("[int]", '[ 1, ..., "2", ... ]', [1, 1], [("v[1]", "replaced")]),
        ("[Lamp]", "[ {...}, ... ]", [LAMP], [("v", "filled")]),
        ("[Lamp]", "[ {...}, ..., 1 ]", [LAMP] * 2, [("v[0]", "filled"), ("v[1]", "replaced")]),
        ("Lamp", "{ ... }", LAMP, [("v", "filled")]),
        ("Lamp", "[]", LAMP, [("v", "replaced")]),
        ("Lamp", "{}", LAMP, [("v.name", "added"), ("v.colour", "added")]),
        (
            "Lamp",
            '{ "colour": "red", ..., "on": 1 }',
            {"colour": "red", "on": False, "name": "name0"},
            [("v.on", "replaced"), ("v.name", "filled")],
        ),
        (
            "Lamp",
            '{ "name": "a", "color": "red" }',
            {"name": "a", "colour": "red"},
            [("v.color", "removed"), ("v.colour", "added")],
        ),
        ("Lamp", '{ "hours": ..., "name": "a", "colour": "red" }',
         {"hours": 1, "name": "a", "colour": "red"}, [("v.hours", "filled")]),
        (
            "Tree",
            '{ "children": [ {}, { "children": [ { "label": 1 } ] } ], ... }',
            {"children": [{}, {"children": [{"label": "label0"}]}]},
            [("v.children[1].children[0].label", "replaced")],
        ),
        ("Paint", '{ "shape": "square" }', {"shape": "square", "width": 1024},
         [("v.width", "added")]),
        ("Paint", '{ "height": 2, ... }', {"height": 2, "shape": "square", "width": 1024},
         [("v.shape", "filled"), ("v.width", "filled")]),
        ("Paint", '{ "shape": ..., "depth": "green", "name": "a" }',
         {"shape": "nested", "depth": "green", "name": "a"}, [("v.shape", "filled")]),
        ("Paint", '{ "shape": "oval", "radius": 2 }', {"shape": "round", "radius": 2},
         [("v.shape", "replaced")]),
        ("Paint", '{ "shape": 1, "radius": 2 }', {"shape": "round", "radius": 2},
         [("v.shape", "replaced")]),
        ("Paint", '{ "shape": "round", "radius": 2, "width": 3 }', {"shape": "round", "radius": 2},
         [("v.width", "removed")]),
        ("Paint", '{ "shape": "nested", "depth": ..., "name": "a" }',
         {"shape": "nested", "depth": "green", "name": "a"}, [("v.depth", "filled")]),
        ("Old", '{ "type": "text", ... }', {"type": "text", "data": "data0"},
         [("v.data", "filled")]),
        ("Old", '{ "type": "lamp", "data": { ... } }', {"type": "lamp", "data": LAMP},
         [("v.data", "filled")]),
        ("Old", '{ "type": "txt", "data": 1 }', {"type": "text", "data": "data0"},
         [("v.type", "replaced"), ("v.data", "replaced")]),
        ("Old", "{}", {"type": "text", "data": "data0"},
         [("v.type", "added"), ("v.data", "added")]),
        ("Speed", "...", "red", [("v", "filled")]),
        ("Speed", "{...}", LAMP, [("v", "filled")]),
        ("Speed", "[...]", "red", [("v", "filled")]),
        ("Speed", "true", "red", [("v", "replaced")]),
        ("Speed", '{ "name": "a" }', {"name": "a", "colour": "red"}, [("v.colour", "added")]),
        ("Torn", '{ "shape": "square", "what": 1 }', {"shape": "square", "width": 1024},
         [("v.what", "removed"), ("v.width", "added")]),
        ("Bag", '{ "numbers": [ ... , "x" ], "speed": 1.5, "old": ..., "any": ... }',
         {"numbers": [1], "speed": "red", "old": {"type": "text", "data": "data0"}, "any": "any0"},
         [("v.numbers[0]", "replaced"), ("v.speed", "replaced"), ("v.old", "filled"),
          ("v.any", "filled")]),
    ],
)  # fmt: skip
def test_values(completed, type_, text, expected, changes):
    assert completed(type_, text, "node-name") == (expected, changes)


@pytest.mark.parametrize(
    "definition, text, expected, changes",
    [
        ("paint", None, LAMP, [("arguments", "added")]),
        ("paint", "...", LAMP, [("arguments", "filled")]),
        ("paint", "[]", LAMP, [("arguments", "replaced")]),
        ("paint", '{ ..., "name": "a" }', {"name": "a", "colour": "red"},
         [("arguments.colour", "filled")]),
        ("boxed", '{ "shape": "round", "thick": ... }',
         {"shape": "round", "thick": False, "radius": 1},
         [("arguments.thick", "filled"), ("arguments.radius", "added")]),
        ("free", '{ "driver": "a", "more": [ ... ] }', {"driver": "a", "more": []},
         [("arguments.more", "filled")]),
        ("idle", None, {}, []),
        ("idle", "{ ... }", {}, []),
        ("idle", '{ "a": 1 }', {}, [("arguments.a", "removed")]),
    ],
)  # fmt: skip
def test_data(completed_data, definition, text, expected, changes):
    assert completed_data(definition, text) == (expected, changes)


def test_object(things, json_value):
    members = things.definitions["Round"].members
    done = Completer(things).object(members, json_value('{ ..., "zz": 1 }'), "error")
    assert done.value == {"radius": 1}
    assert [(c.path, c.kind) for c in done.changes] == [
        ("error.zz", "removed"),
        ("error.radius", "filled"),
    ]


def test_members_that_are_there_twice(things, type_ref):
    text = '-> { "name": "a", "colour": "red", "name": "b" }'
    (message,) = read_transcript(text, Span(0, len(text))).messages
    done = Completer(things).value(type_ref("Lamp"), message.value, "v")
    assert done.value == {"name": "a", "colour": "red"}
    assert [(change.path, change.kind) for change in done.changes] == [("v.name", "removed")]


def test_members_that_have_no_end(loaded, json_value, type_ref):
    schema = loaded(
        """\
        { 'struct': 'Chain', 'data': { 'next': 'Chain' } }
        { 'struct': 'Has', 'data': { '*chain': 'Chain', '*chains': [ 'Chain' ], 'a': 'int' } }
        """
    )
    value = json_value('{ "chain": { ... }, "chains": [ ... ], "a": 2 }')
    done = Completer(schema).value(type_ref("Has"), value, "")
    assert done.value == {"chains": [], "a": 2}
    assert [(c.path, c.kind) for c in done.changes] == [("chain", "removed"), ("chains", "filled")]


def test_definitions_read_in_part(loaded, json_value, type_ref):
    schema = loaded("{ 'enum': 'E', 'data': [ 'one', { 'nam': 'two' } ] }")
    done = Completer(schema).value(type_ref("E"), json_value('"two"'), "")
    assert (done.value, done.changes) == ("two", ())


@given(seed=st.integers(0, 2**32), type_=st.sampled_from(["Bag", "Lamp", "Paint", "Old", "[Tree]"]))
def test_damaged_values(things, json_value, type_ref, seed, type_):
    rng = random.Random(seed)
    ref = type_ref(type_)
    value = json_value(damaged(Maker(things, rng).value(ref), rng))
    done = Completer(things).value(ref, value, "v")
    again = json_value(json.dumps(done.value))
    assert list(Judge(things).value(ref, again, "v")) == []
    once_more = Completer(things).value(ref, again, "v")
    assert (once_more.value, once_more.changes) == (done.value, ())


def test_qemu(qemu_schema, json_value, type_ref):
    completer, judge, rng = Completer(qemu_schema), Judge(qemu_schema), random.Random(1)
    maker = Maker(qemu_schema, rng)
    definitions = list(qemu_schema.definitions.values())
    for _ in range(200):
        definition = rng.choice(definitions)
        ref = type_ref(definition.name)
        if definition.kind.is_type:
            value = maker.value(ref)
            complete, find = partial(completer.value, ref), partial(judge.value, ref)
        else:
            value = maker.object(definition, 0)
            complete, find = partial(completer.data, definition), partial(judge.data, definition)
        whole = complete(json_value(json.dumps(value)), "v")
        assert (whole.value, whole.changes) == (value, ())
        text = damaged(value, rng)
        done = complete(json_value(text), "v")
        assert list(find(json_value(json.dumps(done.value)), "v")) == [], text
