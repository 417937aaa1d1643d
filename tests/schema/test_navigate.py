"""Ways through the model, also where it is broken."""

from __future__ import annotations

import pytest

from qapidoc.schema.navigate import (
    bases,
    discriminator_enum,
    has_known_bases,
    member_named,
    members,
    near,
    part_names,
    type_definition,
    wire_names,
)

SCHEMA = """
{ 'struct': 'Top', 'data': { 'a': 'int' } }
{ 'struct': 'Middle', 'base': 'Top', 'data': { '*b': 'Kind' } }
{ 'struct': 'Bottom', 'base': 'Middle', 'data': { 'c': 'Nope' } }
{ 'struct': 'Lost', 'base': 'Nope', 'data': { 'd': 'int' } }
{ 'struct': 'Loop', 'base': 'Pool', 'data': { 'e': 'int' } }
{ 'struct': 'Pool', 'base': 'Loop', 'data': { 'f': 'int' } }
{ 'enum': 'Kind', 'data': [ 'x', 'y' ] }
{ 'union': 'Choice', 'base': 'Middle', 'discriminator': 'b', 'data': { 'x': 'Top' } }
{ 'union': 'Inline', 'base': { 'k': 'Kind' }, 'discriminator': 'k', 'data': { 'y': 'Top' } }
{ 'union': 'Odd', 'base': { 'k': 'int' }, 'discriminator': 'k', 'data': { 'y': 'Top' } }
{ 'union': 'Simple', 'data': { 'one': 'Top' } }
{ 'alternate': 'Either', 'data': { 'n': 'int', 'o': 'Top' } }
{ 'command': 'run', 'data': 'Bottom', 'returns': 'act' }
{ 'command': 'act', 'data': { 'g': 'int' } }
{ 'command': 'idle' }
{ 'event': 'RAN', 'data': 'Nope' }
"""


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Top", ["Top.a"]),
        ("Bottom", ["Top.a", "Middle.b", "Bottom.c"]),
        ("Lost", ["Lost.d"]),
        ("Loop", ["Pool.f", "Loop.e"]),
        ("Choice", ["Top.a", "Middle.b"]),
        ("Inline", ["Inline.k"]),
        ("Either", []),
        ("run", ["Top.a", "Middle.b", "Bottom.c"]),
        ("act", ["act.g"]),
        ("idle", []),
        ("RAN", []),
    ],
)
def test_members(load, name, expected):
    schema = load(SCHEMA)
    owned = members(schema, schema.definitions[name])
    assert [f"{o.owner.name}.{o.member.name}" for o in owned] == expected


@pytest.mark.parametrize(
    "name, expected, known",
    [
        ("Top", [], True),
        ("Bottom", ["Middle", "Top"], True),
        ("Lost", [], False),
        ("Loop", ["Pool"], True),
        ("Choice", ["Middle", "Top"], True),
    ],
)
def test_bases(load, name, expected, known):
    schema = load(SCHEMA)
    definition = schema.definitions[name]
    assert [base.name for base in bases(schema, definition)] == expected
    assert has_known_bases(schema, definition) is known


@pytest.mark.parametrize(
    "name, expected",
    [("Choice", "Kind"), ("Inline", "Kind"), ("Odd", None), ("Simple", None), ("Top", None)],
)
def test_discriminator_enum(load, name, expected):
    schema = load(SCHEMA)
    enum = discriminator_enum(schema, schema.definitions[name])
    assert (enum.name if enum is not None else None) == expected


def test_types_are_no_commands(load):
    schema = load(SCHEMA)
    assert type_definition(schema, schema.definitions["run"].returns) is None
    assert type_definition(schema, None) is None


def test_member_named(load):
    schema = load(SCHEMA)
    owned = member_named(schema, schema.definitions["Bottom"], "b")
    assert owned is not None
    assert owned.owner.name == "Middle"
    assert owned.member.optional
    assert member_named(schema, schema.definitions["Bottom"], "z") is None


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Kind", {"x", "y"}),
        ("Bottom", {"c"}),
        ("Inline", {"k"}),
        ("Either", {"n", "o"}),
        ("act", {"g"}),
        ("run", set()),
    ],
)
def test_wire_names(load, name, expected):
    assert set(wire_names(load(SCHEMA).definitions[name])) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Middle", ["b"]),
        ("Kind", ["x", "y"]),
        ("Inline", ["k", "y"]),
        ("Simple", ["one", "type"]),
        ("Either", ["n", "o"]),
        ("idle", []),
    ],
)
def test_names_of_parts(loaded, name, expected):
    assert list(part_names(loaded(SCHEMA).definitions[name])) == expected


def test_features_are_parts(loaded):
    schema = loaded(
        "{ 'struct': 'S', 'features': [ 'f' ],"
        " 'data': { 'm': { 'type': 'int', 'features': [ 'deprecated' ] } } }"
    )
    assert list(part_names(schema.definitions["S"])) == ["m", "deprecated", "f"]


@pytest.mark.parametrize(
    "names, steps, expected",
    [
        (["Bottom"], 0, ["Bottom"]),
        (["Bottom"], 1, ["Bottom", "Middle"]),
        (["Bottom"], 2, ["Bottom", "Middle", "Top", "Kind"]),
        (["run"], 1, ["run", "Bottom", "act"]),
        (["Loop"], 9, ["Loop", "Pool"]),
        (["Nope", "Kind"], 2, ["Kind"]),
    ],
)
def test_definitions_near_others(loaded, names, steps, expected):
    assert list(near(loaded(SCHEMA), names, steps)) == expected
