"""A schema as JSON Schema: what it accepts, and what it tells."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from qapidoc.export.json_schema import export
from qapidoc.export.json_types import reference
from qapidoc.export.options import Options
from qapidoc.releases import Release, parse_release
from qapidoc.schema.loader import load_schema

OPTIONS = Options(Release(10, 2))

SCHEMA = """\
{ 'enum': 'Colour', 'data': [ 'red', 'green', { 'name': 'blue', 'if': 'CONFIG_BLUE' } ] }
{ 'enum': 'Nothing', 'data': [] }
{ 'struct': 'Thing', 'data': { 'name': 'str', '*weight': 'uint16' } }
{ 'struct': 'Lamp', 'base': 'Thing',
  'data': { 'colour': 'Colour', 'hours': { 'type': 'int', 'if': 'CONFIG_HOURS' } } }
{ 'struct': 'Tree', 'data': { '*children': [ 'Tree' ] } }
{ 'struct': 'Numbers', 'data': { '*i8': 'int8', '*i64': 'int64', '*u64': 'uint64',
                                 '*size': 'size', '*number': 'number', '*any': 'any',
                                 '*stars': '**', '*null': 'null', '*qtype': 'QType' } }
{ 'enum': 'Shape', 'data': [ 'round', 'square', 'flat', 'nested' ] }
{ 'struct': 'Round', 'data': { 'radius': 'int' } }
{ 'struct': 'Shaped', 'data': { 'shape': 'Shape', '*thick': 'bool' } }
{ 'union': 'Inner', 'base': { 'depth': 'Colour' }, 'discriminator': 'depth',
  'data': { 'red': 'Round', 'green': 'Thing' } }
{ 'union': 'Paint', 'base': 'Shaped', 'discriminator': 'shape',
  'data': { 'round': 'Round', 'square': { 'type': 'Tree', 'if': 'CONFIG_SQUARE' },
            'nested': 'Inner' } }
{ 'union': 'Old', 'data': { 'lamp': 'Lamp', 'text': 'str', 'list': [ 'int' ] } }
{ 'alternate': 'Speed', 'data': { 'class': 'Colour', 'exact': 'int8', 'lamp': 'Lamp',
                                  'none': 'null', 'many': [ 'bool' ] } }
{ 'struct': 'Odd', 'base': 'Missing', 'data': { 'a': 'Missing', 'b': 'int' } }
{ 'command': 'light', 'data': 'Lamp', 'returns': [ 'Colour' ] }
{ 'command': 'paint', 'data': 'Paint', 'boxed': true, 'if': 'CONFIG_PAINT' }
{ 'command': 'free', 'data': { 'driver': 'str', '*n': 'int' }, 'gen': false, 'returns': 'any' }
{ 'command': 'freer', 'data': 'Paint', 'boxed': true, 'gen': false }
{ 'command': 'stop', 'allow-oob': true }
{ 'command': 'vanish', 'success-response': false }
{ 'command': 'qmp_capabilities', 'data': { '*enable': [ 'str' ] } }
{ 'event': 'STOP' }
{ 'event': 'LIT', 'data': 'Thing' }
{ 'event': 'HEAT', 'data': { '*by': 'Colour' } }
"""

LAMP = {"name": "a", "colour": "red"}
STAMP = {"seconds": 1, "microseconds": -1}


@pytest.fixture(scope="module")
def schema(loaded):
    return loaded(SCHEMA)


@pytest.fixture(scope="module")
def accepts(schema, accepts_of):
    return accepts_of(export(schema, OPTIONS))


# --- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key, value",
    [
        ("Colour", "blue"),
        ("Lamp", LAMP),
        ("Lamp", {**LAMP, "weight": 65535, "hours": 3}),
        ("Tree", {"children": [{"children": [{}]}, {}]}),
        ("Numbers", {}),
        ("Numbers", {"i8": -128, "i64": -(2**63), "u64": 2**64 - 1, "size": 2**64 - 1}),
        ("Numbers", {"number": 1, "any": [{"a": None}], "stars": 1, "null": None}),
        ("Numbers", {"number": 1e300, "qtype": "qdict"}),
        ("Paint", {"shape": "round", "radius": 3}),
        ("Paint", {"shape": "square", "children": [], "thick": True}),
        ("Paint", {"shape": "flat", "thick": True}),
        ("Paint", {"shape": "nested", "depth": "red", "radius": 3}),
        ("Paint", {"shape": "nested", "depth": "blue", "thick": True}),
        ("Old", {"type": "lamp", "data": LAMP}),
        ("Old", {"type": "list", "data": [1]}),
        ("Speed", "red"),
        ("Speed", -128),
        ("Speed", LAMP),
        ("Speed", None),
        ("Speed", [True]),
        ("Odd", {"a": [], "b": 1, "inherited": 1}),
        ("command:light:return", ["red", "blue"]),
        ("command:free:arguments", {"driver": "x", "n": 1, "more": []}),
        ("command:freer:arguments", {"shape": "round", "radius": 3, "more": []}),
        ("command:freer:arguments", {"shape": "flat", "more": []}),
        ("command:free:return", 1),
        ("event:HEAT:data", {}),
        ("Paint:shape=nested:depth=red", {"shape": "nested", "depth": "red", "radius": 3}),
    ],
)
def test_values_accepted(accepts, key, value):
    assert accepts(key, value)


@pytest.mark.parametrize(
    "key, value",
    [
        ("Colour", "pink"),
        ("Colour", 1),
        ("Nothing", "red"),
        ("Nothing", None),
        ("Lamp", {"colour": "red"}),
        ("Lamp", {**LAMP, "extra": 1}),
        ("Lamp", {**LAMP, "weight": 65536}),
        ("Lamp", {**LAMP, "weight": -1}),
        ("Lamp", {**LAMP, "weight": None}),
        ("Tree", {"children": [{"children": {}}]}),
        ("Numbers", {"i8": 128}),
        ("Numbers", {"i64": 2**63}),
        ("Numbers", {"u64": -1}),
        ("Numbers", {"u64": 2**64}),
        ("Numbers", {"size": "1"}),
        ("Numbers", {"i8": 1.5}),
        ("Numbers", {"i8": True}),
        ("Numbers", {"number": "1"}),
        ("Numbers", {"null": 0}),
        ("Numbers", {"qtype": "dict"}),
        ("Paint", {"radius": 3}),
        ("Paint", {"shape": "oval"}),
        ("Paint", {"shape": "oval", "radius": 3}),
        ("Paint", {"shape": "round"}),
        ("Paint", {"shape": "round", "radius": 3, "children": []}),
        ("Paint", {"shape": "flat", "radius": 3}),
        ("Paint", {"shape": "flat", "thick": 1}),
        ("Paint", {"shape": "nested"}),
        ("Paint", {"shape": "nested", "depth": "red"}),
        ("Paint", {"shape": "nested", "depth": "red", "radius": 3, "name": "a"}),
        ("Paint", {"shape": "nested", "depth": "blue", "radius": 3}),
        ("Paint", []),
        ("Old", {"type": "text", "data": 1}),
        ("Old", {"type": "text"}),
        ("Old", {"type": "other", "data": 1}),
        ("Old", {"type": "text", "data": "x", "more": 1}),
        ("Speed", "pink"),
        ("Speed", 128),
        ("Speed", 1.5),
        ("Speed", True),
        ("Speed", {"name": "a"}),
        ("Speed", [1]),
        ("Odd", {"a": 1, "inherited": 1}),
        ("command:light:arguments", {}),
        ("command:light:return", "red"),
        ("command:stop:return", []),
        ("command:stop:return", {"a": 1}),
        ("command:stop:arguments", {"a": 1}),
        ("command:free:arguments", {"n": 1}),
        ("command:free:arguments", {"driver": "x", "n": "1"}),
        ("command:freer:arguments", {"shape": "round"}),
        ("event:HEAT:data", {"by": "pink"}),
    ],
)
def test_values_refused(accepts, key, value):
    assert not accepts(key, value)


@pytest.mark.parametrize("value", [1.0, 1e2])
def test_integers_may_be_written_as_fractions(accepts, value):
    # QEMU refuses that; JSON Schema has no word for how a number is written.
    assert accepts("int8", value)


# --- messages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key, value",
    [
        ("", {"execute": "light", "arguments": LAMP}),
        ("", {"execute": "stop"}),
        ("", {"execute": "stop", "arguments": {}, "id": [1]}),
        ("", {"exec-oob": "stop", "id": 1}),
        ("", {"execute": "vanish", "id": None}),
        ("", {"execute": "paint", "arguments": {"shape": "flat"}}),
        ("", {"return": 1, "id": 1}),
        ("", {"error": {"class": "GenericError", "desc": "no"}}),
        ("", {"event": "STOP", "timestamp": STAMP}),
        ("", {"event": "STOP", "timestamp": STAMP, "data": {}}),
        ("", {"event": "LIT", "timestamp": STAMP, "data": {"name": "a"}}),
        ("", {"event": "HEAT", "timestamp": STAMP}),
        ("", {"QMP": {"version": {"any": 1}, "capabilities": ["oob"]}}),
        ("command:stop", {"exec-oob": "stop"}),
        ("command:light:reply", {"return": ["red"], "id": 7}),
        ("command:light:reply", {"error": {"class": "GenericError", "desc": "no"}, "id": 7}),
        ("command:stop:reply", {"return": {}}),
        ("command:vanish:reply", {"error": {"class": "KVMMissingCap", "desc": "no"}}),
        ("event:STOP", {"event": "STOP", "timestamp": STAMP}),
        ("message:error", {"error": {"class": "GenericError", "desc": "no"}}),
    ],
)
def test_messages_accepted(accepts, key, value):
    assert accepts(key, value)


@pytest.mark.parametrize(
    "key, value",
    [
        ("", {}),
        ("", []),
        ("", {"id": 1}),
        ("", {"execute": "STOP"}),
        ("", {"execute": "dark"}),
        ("", {"execute": 1}),
        ("", {"execute": "light"}),
        ("", {"execute": "light", "arguments": {}}),
        ("", {"execute": "stop", "arguments": []}),
        ("", {"execute": "stop", "arguments": {"a": 1}}),
        ("", {"execute": "stop", "args": {}}),
        ("", {"execute": "stop", "control": {"run-oob": True}}),
        ("", {"execute": "stop", "exec-oob": "stop"}),
        ("", {"exec-oob": "light", "arguments": LAMP}),
        ("", {"execute": "stop", "return": {}}),
        ("", {"return": 1, "error": {"class": "GenericError", "desc": "no"}}),
        ("", {"error": {"class": "Oops", "desc": "no"}}),
        ("", {"error": {"class": "GenericError"}}),
        ("", {"error": "no"}),
        ("", {"event": "STOP"}),
        ("", {"event": "stop", "timestamp": STAMP}),
        ("", {"event": "STOP", "timestamp": {"seconds": 1}}),
        ("", {"event": "STOP", "timestamp": STAMP, "data": {"a": 1}}),
        ("", {"event": "LIT", "timestamp": STAMP}),
        ("", {"event": "LIT", "timestamp": STAMP, "data": []}),
        ("", {"QMP": {"version": {}}}),
        ("command:stop", {"execute": "vanish"}),
        ("command:vanish", {"exec-oob": "vanish"}),
        ("command:light:reply", {"return": "red"}),
        ("command:light:reply", {"id": 1}),
        ("command:stop:reply", {"return": {}, "ok": 1}),
        ("command:vanish:reply", {"return": {}}),
        ("event:STOP", {"event": "HEAT", "timestamp": STAMP}),
    ],
)
def test_messages_refused(accepts, key, value):
    assert not accepts(key, value)


def test_out_of_band_execution_once_had_another_form(schema, accepts_of):
    message = {"execute": "stop", "control": {"run-oob": True}}
    assert accepts_of(export(schema, Options(Release(2, 12))))("", message)


def test_a_schema_without_negotiation_has_no_greeting_and_no_events(loaded, accepts_of):
    document = export(loaded("{ 'command': 'ping' }"), OPTIONS)
    assert {"message:greeting", "message:event"}.isdisjoint(document["$defs"])
    assert accepts_of(document)("", {"execute": "ping"})


def test_error_classes_of_the_schema(loaded, accepts_of):
    text = "{ 'enum': 'QapiErrorClass', 'data': [ 'Burnt' ] }"
    accepts = accepts_of(export(loaded(text), OPTIONS))
    assert accepts("", {"error": {"class": "Burnt", "desc": "out"}})
    assert not accepts("", {"error": {"class": "GenericError", "desc": "out"}})


# --- conditions ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def decided(schema, accepts_of):
    """Give the judgement with some defines, and whether conditions are left."""

    def decide(defines):
        options = Options(Release(10, 2), defines=None if defines is None else frozenset(defines))
        document = export(schema, options)
        return accepts_of(document), "x-if" in json.dumps(document)

    return decide


@pytest.mark.parametrize(
    "defines, key, value, expected",
    [
        (None, "Lamp", LAMP, True),
        (["CONFIG_HOURS"], "Lamp", LAMP, False),
        (["CONFIG_HOURS"], "Lamp", {**LAMP, "hours": 1}, True),
        ([], "Lamp", {**LAMP, "hours": 1}, False),
        ([], "Lamp", LAMP, True),
        ([], "Colour", "blue", False),
        (["CONFIG_BLUE"], "Colour", "blue", True),
        ([], "Paint", {"shape": "square"}, True),
        ([], "Paint", {"shape": "square", "children": []}, False),
        (["CONFIG_SQUARE"], "Paint", {"shape": "square", "children": []}, True),
        ([], "", {"execute": "paint", "arguments": {"shape": "flat"}}, False),
        (["CONFIG_PAINT"], "", {"execute": "paint", "arguments": {"shape": "flat"}}, True),
    ],
)
def test_conditions_are_decided(decided, defines, key, value, expected):
    accepts, conditional = decided(defines)
    assert accepts(key, value) is expected
    assert conditional is (defines is None)


# --- annotations -----------------------------------------------------------------------------

TOLD = """\
##
# @Fan:
#
# A fan.
# It turns::
#
#     not text
#
# .. note:: neither
#
# @speed: How fast.
#
#     It is a guess.  (Since 9.1)
#
# @mode: What it does
#
# Features:
#
# @odd: Turns both ways.
#
# @deprecated: Of @speed: count turns.
#
# @unstable: Of @mode.
#
# Since: 8.0
##
{ 'struct': 'Fan', 'features': [ 'odd' ],
  'data': { 'speed': { 'type': 'int', 'features': [ 'deprecated' ] },
            'mode': { 'type': 'Mode', 'features': [ { 'name': 'unstable', 'if': 'X' } ],
                      'if': { 'all': [ 'A', { 'not': 'B' } ] } } } }
##
# @Mode:
#
# @on: It turns.
# @off: It rests.  (Since 9.0)
##
{ 'enum': 'Mode', 'data': [ 'on', 'off', { 'name': 'idle', 'features': [ 'deprecated' ] } ] }
##
# @fan:
#
# Ask.
#
# Returns: the fan
##
{ 'command': 'fan', 'returns': 'Fan', 'features': [ 'deprecated' ] }
"""


@pytest.fixture(scope="module")
def told(loaded):
    return export(loaded(TOLD), OPTIONS)["$defs"]


def test_a_struct_tells(told):
    assert told["Fan"] == {
        "title": "Fan",
        "description": "A fan.\nIt turns:",
        "x-since": "8.0",
        "x-features": {"odd": {"description": "Turns both ways."}},
        "type": "object",
        "properties": {
            "speed": {
                "$ref": "#/$defs/int",
                "description": "How fast.\n\nIt is a guess.  (Since 9.1)",
                "deprecated": True,
                "x-since": "9.1",
                "x-features": {"deprecated": {"description": "Of @speed: count turns."}},
            },
            "mode": {
                "$ref": "#/$defs/Mode",
                "description": "What it does",
                "x-unstable": True,
                "x-features": {"unstable": {"description": "Of @mode.", "x-if": "X"}},
                "x-if": {"all": ["A", {"not": "B"}]},
            },
        },
        "required": ["speed"],
        "additionalProperties": False,
    }


def test_an_enum_tells_of_its_values(told):
    assert told["Mode"]["enum"] == ["on", "off", "idle"]
    assert told["Mode"]["x-values"] == {
        "on": {"description": "It turns."},
        "off": {"description": "It rests.  (Since 9.0)", "x-since": "9.0"},
        "idle": {"deprecated": True, "x-features": {"deprecated": {}}},
    }


def test_a_command_tells(told):
    command = told["command:fan"]
    assert (command["description"], command["deprecated"]) == ("Ask.", True)
    assert told["command:fan:return"]["description"] == "the fan"


def test_optional_was_once_written_into_the_text(loaded):
    text = "##\n# @F:\n#\n# @a: #optional how fast\n##\n{ 'type': 'F', 'data': { '*a': 'int' } }\n"
    document = export(loaded(text), Options(Release(2, 3)))
    assert document["$defs"]["F"]["properties"]["a"]["description"] == "how fast"


# --- odd schemas -----------------------------------------------------------------------------


def test_an_anonymous_struct(loaded, accepts_of):
    document = export(loaded("{ 'type': 'Old', 'data': { 'in': { 'a': 'int' } } }"), OPTIONS)
    accepts = accepts_of(document)
    assert accepts("Old", {"in": {"a": 1}})
    assert not accepts("Old", {"in": {"b": 1}})


def test_a_discriminator_may_have_been_a_string(loaded, accepts_of):
    text = """\
        { 'type': 'Base', 'data': { 'kind': 'str', 'n': 'int' } }
        { 'type': 'A', 'data': { 'a': 'int' } }
        { 'union': 'U', 'base': 'Base', 'discriminator': 'kind', 'data': { 'a': 'A' } }
        """
    accepts = accepts_of(export(loaded(text), OPTIONS))
    assert accepts("U", {"kind": "a", "n": 1, "a": 1})
    assert accepts("U", {"kind": "b", "n": 1, "more": 1})
    assert not accepts("U", {"kind": "a", "n": 1, "b": 1})
    assert not accepts("U", {"kind": "b"})


@pytest.mark.parametrize(
    "text, key",
    [
        ("{ 'struct': 'A', 'base': 'A', 'data': {} }", "A"),
        ("{ 'struct': 'A/b~c%', 'data': { 'x': 'A/b~c%' } }", "A/b~c%"),
        ("{ 'struct': 'A', 'data': { 'x': 'Enum', 'y': [ 'Enum' ] } } { 'event': 'Enum' }", "A"),
        ("{ 'union': 'U', 'base': { 'a': 'U' }, 'discriminator': 'a', 'data': { 'x': 'U' } }", "U"),
        ("{ 'union': 'U', 'discriminator': 'a', 'data': { 'x': 'U' } }", "U"),
        ("{ 'union': 'U', 'base': 'Missing', 'discriminator': 'a', 'data': {} }", "U"),
        ("{ 'alternate': 'A', 'data': { 'a': 'any', 'b': 'Missing', 'c': 'str' } }", "A"),
        ("{ 'alternate': 'A', 'data': {} }", "A"),
        ("{ 'union': 'U', 'data': {} }", "U"),
        ("{ 'enum': 'E', 'data': [ { 'nam': 'x' } ] }", "E"),
        ("{ 'command': 'c', 'data': 'Missing', 'returns': [ 'Missing' ] }", "command:c"),
        ("{ 'command': 'c', 'data': [ 'str' ] }", "command:c"),
        ("{ 'include': 'missing.json' } { 'event': 'E' }", "event:E"),
    ],
)  # fmt: skip
def test_broken_schemas_are_exported(loaded, accepts_of, text, key):
    document = export(loaded(text), OPTIONS)
    Draft202012Validator.check_schema(document)
    assert key in document["$defs"]
    assert dangling(document) == []
    accepts_of(document)("", {"execute": "c", "arguments": {"x": {}}})


def test_names_are_escaped_in_references():
    assert reference("A/b~c%") == {"$ref": "#/$defs/A~1b~0c%25"}
    assert reference("U:d=x") == {"$ref": "#/$defs/U:d=x"}


def test_unions_in_unions_are_written_out_in_bounds(loaded):
    enum = "{ 'enum': 'E', 'data': [ 'x', 'y' ] }"
    unions = "".join(
        f"{{ 'union': 'U{n}', 'base': {{ 'd{n}': 'E' }}, 'discriminator': 'd{n}',"
        f" 'data': {{ 'x': 'U{n + 1}', 'y': 'U{n + 1}' }} }}\n"
        for n in range(40)
    )
    document = export(loaded(f"{enum}\n{unions}{{ 'struct': 'U40', 'data': {{}} }}"), OPTIONS)
    assert len(document["$defs"]) < 10_000
    assert dangling(document) == []


# --- QEMU's schemas --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "release, root",
    [
        ("10.2.2", "qapi/qapi-schema.json"),
        ("10.2.2", "qga/qapi-schema.json"),
        ("10.2.2", "storage-daemon/qapi/qapi-schema.json"),
        ("1.0", "qapi-schema.json"),
        ("1.7.0", "qapi-schema.json"),
        ("5.0.0", "qga/qapi-schema.json"),
    ],
)
def test_schemas_of_qemu_are_valid(corpus, release, root):
    schema = load_schema(corpus / "releases" / release / root)
    target = parse_release(release)
    assert target is not None
    document = export(schema, Options(target))
    Draft202012Validator.check_schema(document)
    assert dangling(document) == []
    for definition in schema.definitions.values():
        kind = "" if definition.kind.is_type else f"{definition.kind.value}:"
        assert f"{kind}{definition.name}" in document["$defs"]


def dangling(document):
    """Give the references that lead nowhere."""
    text = json.dumps(document)
    keys = set(re.findall(r'"\$ref": "#/\$defs/([^"]*)"', text))
    names = {key.replace("%25", "%").replace("~1", "/").replace("~0", "~") for key in keys}
    return sorted(names - set(document["$defs"]))


# --- the manual ------------------------------------------------------------------------------


def test_the_manual_shows_what_is_written(checkout):
    folder = checkout / "docs" / "examples"
    shown = json.loads((folder / "fan.schema.json").read_text("utf-8"))
    assert export(load_schema(folder / "fan.json"), OPTIONS) == shown
