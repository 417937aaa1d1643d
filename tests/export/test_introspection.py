"""What introspection tells of each construct."""

from __future__ import annotations

from typing import Any

import pytest

from qapidoc.export.introspection import export
from qapidoc.export.options import Options
from qapidoc.releases import Release, parse_release

NEW = "10.2"

QTYPES = ["none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool"]

EMPTY = {"name": "q_empty", "meta-type": "object", "members": []}


def told(schema, target: str = NEW, **options: Any) -> dict[str, dict[str, Any]]:
    """The entries of a schema, with the names that types have in it."""
    release = parse_release(target) or Release(0, 0)
    found = export(schema, Options(release, **{"mask": False, **options}))
    by_name = {entry["name"]: entry for entry in found}
    assert len(by_name) == len(found)
    return by_name


def command(name: str, arguments: str = "q_empty", returns: str = "q_empty") -> dict[str, Any]:
    return {"name": name, "meta-type": "command", "arg-type": arguments, "ret-type": returns}


def member(name: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type_, **more}


def builtin(name: str, json_type: str) -> dict[str, Any]:
    return {"name": name, "meta-type": "builtin", "json-type": json_type}


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("{ 'command': 'ring' }", [command("ring"), EMPTY], id="bare command"),
        pytest.param(
            "{ 'event': 'RUNG' }",
            [{"name": "RUNG", "meta-type": "event", "arg-type": "q_empty"}, EMPTY],
            id="bare event",
        ),
        pytest.param("{ 'struct': 'Unused', 'data': {} }", [], id="unused type"),
        pytest.param(
            "{ 'command': 'ring', 'data': {}, 'gen': false, 'success-response': false }",
            [command("ring"), EMPTY],
            id="flags that are not told",
        ),
        pytest.param(
            "{ 'command': 'ring', 'allow-oob': true }",
            [{**command("ring"), "allow-oob": True}, EMPTY],
            id="allow-oob",
        ),
        pytest.param(
            "{ 'command': 'ring', 'data': { 'bell': 'uint8', '*tune': [ 'size' ] } }",
            [
                command("ring", "q_obj_ring-arg"),
                {
                    "name": "q_obj_ring-arg",
                    "meta-type": "object",
                    "members": [member("bell", "int"), member("tune", "[int]", default=None)],
                },
                EMPTY,
                builtin("int", "int"),
                {"name": "[int]", "meta-type": "array", "element-type": "int"},
            ],
            id="inline data, integers, arrays",
        ),
        pytest.param(
            """
            { 'struct': 'Nothing', 'data': {} }
            { 'command': 'ring', 'data': 'Nothing', 'returns': [ 'Nothing' ] }
            """,
            [
                command("ring", "Nothing", "[Nothing]"),
                {**EMPTY, "name": "Nothing"},
                {"name": "[Nothing]", "meta-type": "array", "element-type": "Nothing"},
            ],
            id="named struct without members",
        ),
        pytest.param(
            """
            { 'struct': 'Low', 'data': { 'a': 'str' } }
            { 'struct': 'Middle', 'base': 'Low', 'data': {} }
            { 'struct': 'High', 'base': 'Middle', 'data': { 'b': 'number' } }
            { 'event': 'UP', 'data': 'High', 'boxed': true }
            """,
            [
                {"name": "UP", "meta-type": "event", "arg-type": "High"},
                {
                    "name": "High",
                    "meta-type": "object",
                    "members": [member("a", "str"), member("b", "number")],
                },
                builtin("str", "string"),
                builtin("number", "number"),
            ],
            id="bases are flattened",
        ),
        pytest.param(
            """
            { 'enum': 'Tone', 'data': [ 'low', 'high', 'none' ] }
            { 'struct': 'Pitch', 'data': { 'hertz': 'int' } }
            { 'union': 'Sound', 'base': { 'tone': 'Tone', '*loud': 'bool' },
              'discriminator': 'tone', 'data': { 'high': 'Pitch' } }
            { 'command': 'play', 'data': 'Sound', 'boxed': true }
            """,
            [
                command("play", "Sound"),
                {
                    "name": "Sound",
                    "meta-type": "object",
                    "members": [member("tone", "Tone"), member("loud", "bool", default=None)],
                    "tag": "tone",
                    "variants": [
                        {"case": "high", "type": "Pitch"},
                        {"case": "low", "type": "q_empty"},
                        {"case": "none", "type": "q_empty"},
                    ],
                },
                EMPTY,
                {
                    "name": "Tone",
                    "meta-type": "enum",
                    "members": [{"name": "low"}, {"name": "high"}, {"name": "none"}],
                    "values": ["low", "high", "none"],
                },
                builtin("bool", "boolean"),
                {"name": "Pitch", "meta-type": "object", "members": [member("hertz", "int")]},
                builtin("int", "int"),
            ],
            id="union: inline base, branches for all values",
        ),
        pytest.param(
            """
            { 'struct': 'Melody', 'data': { '*next': 'Melody' } }
            { 'alternate': 'Tune', 'data': { 'none': 'null', 'name': 'str', 'notes': 'Melody' } }
            { 'struct': 'Box', 'data': { 'tune': 'Tune' } }
            { 'command': 'wind', 'data': 'Box' }
            """,
            [
                command("wind", "Box"),
                {"name": "Box", "meta-type": "object", "members": [member("tune", "Tune")]},
                EMPTY,
                {
                    "name": "Tune",
                    "meta-type": "alternate",
                    "members": [{"type": "null"}, {"type": "str"}, {"type": "Melody"}],
                },
                builtin("null", "null"),
                builtin("str", "string"),
                {
                    "name": "Melody",
                    "meta-type": "object",
                    "members": [member("next", "Melody", default=None)],
                },
            ],
            id="alternate, recursive struct",
        ),
        pytest.param(
            """
            { 'enum': 'Level',
              'data': [ 'low', { 'name': 'max', 'features': [ 'unstable' ] } ] }
            { 'struct': 'Volume', 'features': [ 'precise' ],
              'data': { 'level': { 'type': 'Level', 'features': [ 'deprecated' ] } } }
            { 'command': 'set-volume', 'data': 'Volume', 'features': [ 'unstable' ] }
            """,
            [
                {**command("set-volume", "Volume"), "features": ["unstable"]},
                {
                    "name": "Volume",
                    "meta-type": "object",
                    "members": [member("level", "Level", features=["deprecated"])],
                    "features": ["precise"],
                },
                EMPTY,
                {
                    "name": "Level",
                    "meta-type": "enum",
                    "members": [{"name": "low"}, {"name": "max", "features": ["unstable"]}],
                    "values": ["low", "max"],
                },
            ],
            id="features",
        ),
        pytest.param(
            """
            { 'pragma': { 'command-returns-exceptions': [ 'peek' ] } }
            { 'command': 'peek', 'returns': 'any', 'data': { 'kind': 'QType' } }
            """,
            [
                command("peek", "q_obj_peek-arg", "any"),
                {
                    "name": "q_obj_peek-arg",
                    "meta-type": "object",
                    "members": [member("kind", "QType")],
                },
                builtin("any", "value"),
                {
                    "name": "QType",
                    "meta-type": "enum",
                    "members": [{"name": name} for name in QTYPES],
                    "values": QTYPES,
                },
            ],
            id="any, and the built-in enum",
        ),
    ],
)
def test_entries(loaded, text, expected):
    schema = loaded(text)
    assert schema.problems == ()
    assert list(told(schema).values()) == expected


OLD = """
    { 'struct': 'Wax', 'data': { 'grams': 'int' }, 'if': 'defined(WAX)' }
    { 'union': 'Candle', 'data': { 'wax': { 'type': 'Wax', 'if': 'defined(WAX)' },
                                   'names': [ 'str' ] } }
    { 'command': 'light', 'data': { 'candle': 'Candle' } }
"""


def test_simple_unions_wrap_their_branches(loaded):
    entries = told(loaded(OLD), "5.2")
    wax = {"if": "WAX"}
    assert list(entries.values()) == [
        command("light", "q_obj_light-arg"),
        {
            "name": "q_obj_light-arg",
            "meta-type": "object",
            "members": [member("candle", "Candle")],
        },
        EMPTY,
        {
            "name": "Candle",
            "meta-type": "object",
            "members": [member("type", "CandleKind")],
            "tag": "type",
            "variants": [
                {"case": "wax", "type": "q_obj_Wax-wrapper", **wax},
                {"case": "names", "type": "q_obj_strList-wrapper"},
            ],
        },
        {
            "name": "CandleKind",
            "meta-type": "enum",
            "values": [{"name": "wax", "if": "WAX"}, "names"],
        },
        {
            "name": "q_obj_Wax-wrapper",
            "meta-type": "object",
            "members": [member("data", "Wax")],
            **wax,
        },
        {
            "name": "q_obj_strList-wrapper",
            "meta-type": "object",
            "members": [member("data", "[str]")],
        },
        {"name": "Wax", "meta-type": "object", "members": [member("grams", "int")], **wax},
        {"name": "[str]", "meta-type": "array", "element-type": "str"},
        builtin("str", "string"),
        builtin("int", "int"),
    ]


def test_the_oldest_notations_are_told_as_what_they_became(loaded):
    text = """
        { 'type': 'Nest', 'data': { 'egg': { 'size': 'int' }, 'other': '**' } }
        { 'command': 'hatch', 'data': 'Nest', 'returns': 'Unknown' }
    """
    entries = told(loaded(text), "1.7")
    assert entries["hatch"]["ret-type"] == "any"
    assert entries["Nest"]["members"] == [member("egg", "q_obj_Nest-egg"), member("other", "any")]
    assert entries["q_obj_Nest-egg"]["members"] == [member("size", "int")]


# --- masking ----------------------------------------------------------------------------------


def test_masks_are_numbers_in_the_order_of_use(loaded):
    schema = loaded("""
        { 'enum': 'Late', 'data': [ 'x' ] }
        { 'struct': 'Early', 'data': { 'late': [ 'Late' ], 'name': 'str' } }
        { 'command': 'run', 'data': 'Early' }
        { 'event': 'RAN', 'data': { 'late': 'Late' } }
    """)
    entries = told(schema, mask=True)
    assert list(entries) == ["run", "RAN", "0", "1", "2", "[3]", "3", "str"]
    assert entries["run"] == command("run", "0", "1")
    assert entries["RAN"]["arg-type"] == "2"
    assert entries["0"]["members"] == [member("late", "[3]"), member("name", "str")]
    assert entries["[3]"] == {"name": "[3]", "meta-type": "array", "element-type": "3"}


def test_deciding_leaves_gaps_in_the_numbers_as_in_qemu(loaded):
    schema = loaded("""
        { 'struct': 'Spare', 'data': {}, 'if': 'SPARE' }
        { 'command': 'a', 'data': 'Spare', 'if': 'SPARE' }
        { 'command': 'b' }
    """)
    assert list(told(schema, mask=True, defines=frozenset())) == ["b", "1"]
    assert list(told(schema, mask=True, defines=frozenset({"SPARE"}))) == ["a", "b", "0", "1"]


# --- conditions -------------------------------------------------------------------------------

CONDITIONAL = """
    { 'enum': 'Way', 'data': [ 'up', { 'name': 'down', 'if': { 'not': 'FLAT' } } ] }
    { 'union': 'Walk', 'base': { 'way': 'Way', 'steps': { 'type': 'int', 'if': 'COUNT' } },
      'discriminator': 'way',
      'data': { 'up': { 'type': 'Climb', 'if': { 'all': [ 'ROPE', { 'any': [ 'A', 'B' ] } ] } } } }
    { 'struct': 'Climb', 'data': {} }
    { 'alternate': 'Where', 'data': { 'name': 'str', 'walk': { 'type': 'Walk', 'if': 'WALK' } } }
    { 'command': 'go', 'data': { 'where': 'Where' }, 'if': 'LEGS',
      'features': [ { 'name': 'fast', 'if': 'SHOES' } ] }
"""


def test_conditions_are_shown_as_schemas_write_them(loaded):
    entries = told(loaded(CONDITIONAL))
    assert entries["go"]["if"] == "LEGS"
    assert entries["go"]["features"] == [{"name": "fast", "if": "SHOES"}]
    assert entries["q_obj_go-arg"]["if"] == "LEGS"
    assert entries["Where"]["members"] == [{"type": "str"}, {"type": "Walk", "if": "WALK"}]
    assert entries["Walk"]["members"][1] == member("steps", "int", **{"if": "COUNT"})
    assert entries["Walk"]["variants"] == [
        {"case": "up", "type": "Climb", "if": {"all": ["ROPE", {"any": ["A", "B"]}]}},
        {"case": "down", "type": "q_empty", "if": {"not": "FLAT"}},
    ]
    assert entries["Way"]["members"] == [{"name": "up"}, {"name": "down", "if": {"not": "FLAT"}}]
    assert entries["Way"]["values"] == ["up", {"name": "down", "if": {"not": "FLAT"}}]


@pytest.mark.parametrize(
    "defines, name, expected",
    [
        ("", "go", None),
        ("", "q_obj_go-arg", None),
        ("LEGS", "go", command("go", "q_obj_go-arg")),
        ("LEGS SHOES", "go", {**command("go", "q_obj_go-arg"), "features": ["fast"]}),
        ("", "Where", {"name": "Where", "meta-type": "alternate", "members": [{"type": "str"}]}),
        (
            "FLAT",
            "Way",
            {"name": "Way", "meta-type": "enum", "members": [{"name": "up"}], "values": ["up"]},
        ),
        (
            "ROPE B FLAT COUNT",
            "Walk",
            {
                "name": "Walk",
                "meta-type": "object",
                "members": [member("way", "Way"), member("steps", "int")],
                "tag": "way",
                "variants": [{"case": "up", "type": "Climb"}],
            },
        ),
        (
            "ROPE",
            "Walk",
            {
                "name": "Walk",
                "meta-type": "object",
                "members": [member("way", "Way")],
                "tag": "way",
                "variants": [{"case": "down", "type": "q_empty"}],
            },
        ),
    ],
)
def test_conditions_are_decided(loaded, defines, name, expected):
    assert told(loaded(CONDITIONAL), defines=frozenset(defines.split())).get(name) == expected


@pytest.mark.parametrize(
    "condition, shown",
    [
        ("'defined(A)'", "A"),
        ("'defined(A) && !defined(B)'", {"all": ["A", {"not": "B"}]}),
        ("'defined(A) || (defined B && C)'", {"any": ["A", {"all": ["B", "C"]}]}),
        ("[ 'defined(A)', 'defined(B)' ]", {"all": ["A", "B"]}),
        ("'VERSION > 3'", "VERSION > 3"),
    ],
)
def test_conditions_as_text_are_understood(loaded, condition, shown):
    schema = loaded(f"{{ 'command': 'go', 'if': {condition} }}")
    assert told(schema, "5.2")["go"]["if"] == shown


# --- releases ---------------------------------------------------------------------------------

EVERYTHING = """
    { 'enum': 'Tone', 'data': [ { 'name': 'low', 'features': [ 'deprecated' ] } ] }
    { 'struct': 'Note', 'features': [ 'short' ],
      'data': { 'tone': { 'type': 'Tone', 'features': [ 'deprecated' ] } } }
    { 'command': 'play', 'data': 'Note', 'features': [ 'loud' ], 'allow-oob': true }
    { 'command': 'stop' }
    { 'event': 'PLAYED', 'features': [ 'late' ] }
"""


@pytest.mark.parametrize(
    "target, oob, stop_oob, features",
    [
        ("2.5", None, None, ""),
        ("2.11", None, None, ""),
        ("2.12", True, False, ""),
        ("2.12.1", True, False, ""),
        ("3.0", True, None, ""),
        ("4.1", True, None, "short"),
        ("4.2", True, None, "short loud"),
        ("5.0", True, None, "short loud late member"),
        ("6.1", True, None, "short loud late member"),
        ("6.2", True, None, "short loud late member value"),
        ("11.1", True, None, "short loud late member value"),
    ],
)
def test_each_release_tells_what_it_told(loaded, target, oob, stop_oob, features):
    entries = told(loaded(EVERYTHING), target)
    assert entries["play"].get("allow-oob") is oob
    assert entries["stop"].get("allow-oob") is stop_oob
    found = [
        *entries["Note"].get("features", ()),
        *entries["play"].get("features", ()),
        *entries["PLAYED"].get("features", ()),
    ]
    if "features" in entries["Note"]["members"][0]:
        found.append("member")
    if any("features" in value for value in entries["Tone"].get("members", ())):
        found.append("value")
    assert found == features.split()
    assert entries["Tone"]["values"] == ["low"]
    assert ("members" in entries["Tone"]) is ("value" in features)
