"""Samples are small, valid, and always the same."""

from __future__ import annotations

import json

import pytest

from qapidoc.values.faults import Fault
from qapidoc.values.judge import Judge
from qapidoc.values.sample import Sampler

HARD = """\
{ 'enum': 'Level', 'data': [ { 'name': 'none', 'if': 'CONFIG_NONE' },
                             { 'name': 'old', 'features': [ 'deprecated' ] }, 'plain', 'last' ] }
{ 'enum': 'Rough', 'data': [ { 'name': 'new', 'features': [ 'unstable' ] } ] }
{ 'enum': 'Void', 'data': [] }
{ 'struct': 'Uses', 'data': { 'level': 'Level', 'rough': 'Rough' } }
{ 'struct': 'Chain', 'data': { 'next': 'Chain' } }
{ 'struct': 'Left', 'data': { 'right': 'Right' } }
{ 'struct': 'Right', 'data': { 'left': 'Left' } }
{ 'struct': 'Hollow', 'data': { '*next': 'Chain', 'all': [ 'Chain' ], '*void': 'Void' } }
{ 'alternate': 'Either', 'data': { 'deep': 'Link', 'flat': 'str' } }
{ 'alternate': 'Objects', 'data': { 'endless': 'Chain', 'list': [ 'Chain' ] } }
{ 'struct': 'Link', 'data': { 'to': 'Either' } }
{ 'enum': 'Way', 'data': [ 'round', 'long', 'short', 'nowhere' ] }
{ 'struct': 'Round', 'data': { 'again': 'Path' } }
{ 'struct': 'Long', 'data': { 'a': 'int', 'b': 'int' } }
{ 'struct': 'Short', 'data': { 'b': 'int' } }
{ 'union': 'Path', 'base': { 'way': 'Way' }, 'discriminator': 'way',
  'data': { 'round': 'Round', 'long': 'Long', 'short': 'Short' } }
{ 'union': 'OnlyOld', 'base': { 'level': 'Level' }, 'discriminator': 'level',
  'data': { 'old': 'Short', 'plain': 'Chain', 'last': 'Chain', 'none': 'Chain' } }
{ 'union': 'Plain', 'data': { 'endless': 'Chain', 'text': 'str' } }
{ 'struct': 'Nest', 'data': { 'nests': [ 'Nest' ] } }
{ 'struct': 'D0', 'data': { 'a': 'int', 'b': 'int' } }
""" + "".join(
    f"{{ 'struct': 'D{n}', 'data': {{ 'a': 'D{n - 1}', 'b': 'D{n - 1}' }} }}\n"
    for n in range(1, 30)
)

LOOP = """\
{ 'struct': 'A', 'base': 'B', 'data': { 'a': 'int' } }
{ 'struct': 'B', 'base': 'A', 'data': { 'b': 'int' } }
"""


@pytest.fixture(scope="module")
def hard(loaded):
    """A schema with types that lead to themselves and to each other."""
    return loaded(HARD)


@pytest.mark.parametrize(
    "type_, name, expected",
    [
        ("str", "", "example"),
        ("str", "label", "label0"),
        ("str", "node-name", "node0"),
        ("str", "backing-node-name", "node0"),
        ("str", "netdev_id", "net0"),
        ("str", "UUID", "d3f0a1c4-7b26-4e59-9a8d-0c5e6f1b2a37"),
        ("str", "größe", "example"),
        ("[str]", "devices", ["disk0"]),
        ("int", "", 1),
        ("size", "virtual-size", 1048576),
        ("uint8", "size", 255),
        ("int8", "size", 127),
        ("number", "percent", 50),
        ("bool", "", False),
        ("bool", "link-enabled", True),
        ("null", "", None),
        ("QType", "", "qstring"),
        ("any", "", {}),
        ("**", "value", "value0"),
        ("Colour", "", "red"),
        ("Thing", "", {"name": "name0"}),
        ("Lamp", "", {"name": "name0", "colour": "red"}),
        ("[Lamp]", "", [{"name": "name0", "colour": "red"}]),
        ("Bag", "", {}),
        ("Tree", "", {}),
        ("Paint", "", {"shape": "round", "radius": 1}),
        ("Inner", "", {"depth": "red", "radius": 1}),
        ("Old", "", {"type": "text", "data": "data0"}),
        ("Speed", "", "red"),
        ("Odd", "", {"a": {}, "b": 1}),
        ("Torn", "", {"shape": "round"}),
        ("Missing", "", {}),
        ("[Missing]", "", [{}]),
    ],
)
def test_values(things, type_ref, type_, name, expected):
    assert Sampler(things).value(type_ref(type_), name) == expected


@pytest.mark.parametrize(
    "definition, expected",
    [
        ("paint", {"name": "name0", "colour": "red"}),
        ("boxed", {"shape": "round", "radius": 1}),
        ("free", {"driver": "virtio-net-pci"}),
    ],
)
def test_data(things, definition, expected):
    assert Sampler(things).data(things.definitions[definition]) == expected


@pytest.mark.parametrize(
    "type_, expected",
    [
        ("Uses", {"level": "plain", "rough": "new"}),
        ("Hollow", {"all": []}),
        ("Either", "example"),
        ("Objects", []),
        ("Link", {"to": "to0"}),
        ("Path", {"way": "short", "b": 1}),
        ("OnlyOld", {"level": "old", "b": 1}),
        ("Plain", {"type": "text", "data": "data0"}),
        ("Nest", {"nests": [{"nests": [{"nests": []}]}]}),
    ],
)
def test_values_that_end(hard, type_ref, json_value, type_, expected):
    made = Sampler(hard).value(type_ref(type_))
    assert made == expected
    assert list(Judge(hard).value(type_ref(type_), json_value(json.dumps(made)), "")) == []


@pytest.mark.parametrize("type_", ["Chain", "Left", "Void", "D29"])
def test_types_without_end(hard, type_ref, type_):
    sampler = Sampler(hard)
    assert sampler.value(type_ref(type_)) == {}
    assert sampler.value(type_ref(f"[{type_}]")) == []
    assert not sampler.ends(type_ref(type_))
    assert sampler.ends(type_ref(f"[{type_}]"))


@pytest.mark.parametrize(
    "union, expected", [("Path", ["short", "round", "long", "nowhere"]), ("Plain", ["text"])]
)
def test_branches(hard, union, expected):
    assert list(Sampler(hard).branches(hard.definitions[union])) == expected


@pytest.mark.parametrize(
    "schema, type_, expected",
    [
        (LOOP, "A", {"b": 1, "a": 1}),
        ("{ 'type': 'A', 'data': { 'in': { 'a': 'int', '*b': 'str' } } }", "A", {"in": {"a": 1}}),
        ("{ 'struct': 'A', 'data': { 'a': [ 'x', 'y' ], 'b': 'str' } }", "A", {"a": {}, "b": "b0"}),
        ("{ 'union': 'A', 'discriminator': 'x', 'data': { 'a': 'B' } }", "A", {}),
        ("{ 'alternate': 'A', 'data': { 'a': 'A' } }", "A", {}),
        ("{ 'struct': 'A', 'data': [ 'x' ] }", "A", {}),
    ],
)  # fmt: skip
def test_schemas_with_mistakes(loaded, type_ref, schema, type_, expected):
    assert Sampler(loaded(schema)).value(type_ref(type_)) == expected


def test_boxed_simple_union(loaded):
    schema = loaded(
        """\
        { 'union': 'Old', 'data': { 'text': 'str' } }
        { 'command': 'boxed', 'data': 'Old', 'boxed': true }
        """
    )
    assert Sampler(schema).data(schema.definitions["boxed"]) == {"type": "text", "data": "data0"}


def test_qemu(qemu_schema, type_ref, json_value):
    sampler, judge = Sampler(qemu_schema), Judge(qemu_schema)
    faults: list[Fault] = []
    for definition in qemu_schema.definitions.values():
        name = definition.name
        refs = [type_ref(name)] if definition.kind.is_type else [definition.returns]
        if not definition.kind.is_type:
            data = json_value(json.dumps(sampler.data(definition)))
            faults += judge.data(definition, data, name)
        for ref in filter(None, refs):
            made = json_value(json.dumps(sampler.value(ref)))
            faults += judge.value(ref, made, name)
            assert sampler.ends(ref)
    assert faults == []
