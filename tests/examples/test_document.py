"""Examples as JSON: what is left out is marked, and what is written is told to be valid or not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qapidoc.examples.collect import blocks, collect
from qapidoc.examples.document import (
    VERSION,
    Elided,
    complete_document,
    document,
    unjudged_document,
)
from qapidoc.examples.unjudged import unjudged
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema

Json = dict[str, Any]

STAMP = '"timestamp": { "seconds": 1, "microseconds": 2 }'


@pytest.fixture(scope="module")
def messages(with_example) -> Callable[..., list[Json]]:
    """Give the messages of an example."""

    def give(text: str, about: str = "query-fans") -> list[Json]:
        schema = with_example(text, about=about)
        (example,) = document(schema, collect(schema))["examples"]
        found: list[Json] = example["messages"]
        return found

    return give


# --- what is left out ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value, elisions",
    [
        ('{ "return": [ ... ] }', {"return": None}, [("return", "value", "")]),
        ('{ "return": ... }', {"return": None}, [("return", "value", "")]),
        ('{ "return": ... all of them ... }', {"return": None},
         [("return", "value", "all of them")]),
        ('{ "return": { ... } }', {"return": None}, [("return", "value", "")]),
        ('{ "return": "..." }', {"return": None}, [("return", "value", "")]),
        ('{ "return": [ 1, ..., 9, ... ] }', {"return": [1, 9]},
         [("return[1]", "elements", ""), ("return[2]", "elements", "")]),
        ('{ "return": [ ..., 1 ] }', {"return": [1]}, [("return[0]", "elements", "")]),
        ('{ "return": [ 1, { ... more ... } ] }', {"return": [1, None]},
         [("return[1]", "value", "more")]),
        ('{ "return": [ [ 1, ... (even more) ... ] ] }', {"return": [[1]]},
         [("return[0][1]", "elements", "even more")]),
        ('{ "return": [ { "percent": 1, ... } ] }', {"return": [{"percent": 1}]},
         [("return[0]", "members", "")]),
        ('{ "return": [ { "a": { "b": 1, ... }, ... } ] }', {"return": [{"a": {"b": 1}}]},
         [("return[0].a", "members", ""), ("return[0]", "members", "")]),
        ('{ "return": [], ... }', {"return": []}, [("", "members", "")]),
        ('{ "return": [ "a...z" ] }', {"return": ["a...z"]}, [("return[0]", "string", "")]),
        ("...", None, [("", "message", "")]),
        ("... what it says ...", None, [("", "message", "what it says")]),
    ],
)  # fmt: skip
def test_what_is_left_out_is_marked(messages, text, value, elisions):
    (message,) = messages(f"<- {text}")
    assert message["value"] == value
    assert [(e["path"], e["what"], e["text"]) for e in message["elisions"]] == elisions
    assert message["valid"] is False


def test_each_kind_is_marked_somewhere(messages):
    text = '-> ...\n<- { "return": [ ..., "a...", { "a": ..., ... } ] }'
    marks = [mark["what"] for message in messages(text) for mark in message["elisions"]]
    assert set(marks) == set(Elided)


# --- what is written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, valid",
    [
        ('-> { "execute": "query-fans" }', True),
        ('-> { "exec-oob": "stop-fan", "id": 1 }', True),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9 } }', True),
        ('-> { "execute": "set-fan", "arguments": { "percent": 300 } }', False),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9 }, "odd": 1 }', False),
        ('-> { "execute": "set-fan" }', False),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9 } } }', False),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9 }', False),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9, } }', False),
        ('-> { "execute": "set-fan", "arguments": { "percent": 9, "percent": 9 } }', False),
        ('-> { "execute": "set-fun" }', False),
        ('<- { "return": [ { "percent": 1, "stuck": true } ] }', True),
        ('<- { "return": [ { "percent": 1 } ] }', False),
        ('<- { "error": { "class": "GenericError", "desc": "no" } }', True),
        ('<- { "error": { "class": "NoError", "desc": "no" } }', False),
        ('<- { "event": "QUIET", ' + STAMP + " }", True),
        ('<- { "event": "QUIET" }', False),
        ('<- { "retrun": [] }', False),
        # What is wrong with these is not what they say.
        ('<- { "execute": "query-fans" }', True),
        ('{ "execute": "query-fans" }', True),
    ],
)
def test_valid_is_what_fits_the_schema(messages, text, valid):
    (message,) = messages(text)
    assert message["valid"] is valid


def test_only_the_message_itself_counts(messages):
    text = """\
-> { "execute": "set-fan", "arguments": { "percent": 300 } }
<- { "error": { "class": "GenericError", "desc": "'percent' is high" } }
-> { "execute": "query-fans"
-> { "execute": "query-fans" }
<- { "return": [ { "percent": 1, "stuck": true } ] }
<- { "return": [] }"""
    assert [message["valid"] for message in messages(text)] == [
        False, True, False, True, True, True,
    ]  # fmt: skip


def test_what_cannot_be_read(messages):
    garbled, other = messages('-> { "execute" "query-fans" ] ]\n-> { "execute": "query-fans" }')
    assert (garbled["valid"], garbled["role"]) == (False, "command")
    assert other["valid"] is True


def test_a_reply_whose_command_is_unknown_is_not_valid(messages):
    command, reply = messages('-> { "execute": "fans" }\n<- { "return": {} }')
    assert [command["valid"], reply["valid"], reply["name"]] == [False, False, "fans"]


def test_of_members_with_a_name_the_first_counts(messages):
    (message,) = messages('<- { "return": [ { "percent": 1, "stuck": true, "percent": ... } ] }')
    assert message["value"] == {"return": [{"percent": 1, "stuck": True}]}
    assert message["elisions"] == []


@pytest.mark.parametrize(
    "text, role, direction, name",
    [
        ('-> { "execute": "stop-fan" }', "command", "->", "stop-fan"),
        ('{ "execute": "stop-fan" }', "command", None, "stop-fan"),
        ('-> { "execute": "..." }', "command", "->", None),
        ('<- { "return": [] }', "reply", "<-", "query-fans"),
        ('<- { "error": { "class": "GenericError", "desc": "" } }', "error", "<-", "query-fans"),
        ('<- { "event": "FAN" }', "event", "<-", "FAN"),
        ('<- { "QMP": {} }', "greeting", "<-", None),
        ('<- { "percent": 1 }', "unknown", "<-", None),
        ("<- ...", "unknown", "<-", None),
    ],
)
def test_what_a_message_is(messages, text, role, direction, name):
    (message,) = messages(text)
    assert (message["role"], message["direction"], message["name"]) == (role, direction, name)


def test_numbers_keep_their_digits_as_far_as_python_has_them(messages):
    (message,) = messages('<- { "return": [ 18446744073709551616, 1.50, -0, 1e400 ] }')
    assert message["value"] == {"return": [2**64, 1.5, 0, None]}


def test_places_are_those_of_the_file(with_example):
    schema = with_example(
        '-> { "execute": "stop-fan" }\n\n   <- { "return": {} }', about="stop-fan"
    )
    (example,) = document(schema, collect(schema))["examples"]
    assert (example["path"], example["line"], example["column"]) == (schema.root, 6, 7)
    places = [(message["line"], message["column"]) for message in example["messages"]]
    assert places == [(6, 7), (8, 10)]


HEADS = """\
##
# .. qmp-example::
#    :title: Of nothing
#
#    <- ...
##

##
# @Fan:
#
# A fan::
#
#    -> {{ "execute": "stop" }}
##
{{ 'struct': 'Fan', 'data': {{}} }}
"""


def test_what_an_example_is_about(loaded):
    schema = loaded(HEADS.replace("{{", "{").replace("}}", "}"))
    result = document(schema, collect(schema))
    assert (result["version"], result["schema"]) == (VERSION, schema.root)
    heads = [(e["definition"], e["kind"], e["title"], e["line"]) for e in result["examples"]]
    assert heads == [(None, None, "Of nothing", 3), ("Fan", "struct", None, 13)]


# --- completed, and not judged ---------------------------------------------------------------


def test_completed_messages_and_what_is_dropped(with_example):
    schema = with_example(
        '-> { "execute": "query-fans", "id": 7 }\n<- { "retrun": [] }\n', about="query-fans"
    )
    (example,) = complete_document(schema, collect(schema))["examples"]
    (command,) = example["messages"]
    assert command == {
        "role": "command",
        "direction": "->",
        "name": "query-fans",
        "line": 6,
        "column": 7,
        "value": {"execute": "query-fans", "id": 7},
        "changes": [],
    }
    assert example["dropped"] == [{"line": 7, "column": 7, "reason": "it is no message of QMP"}]


def test_changes_have_their_place_in_the_message(with_example):
    text = '-> { "execute": "set-fan", "arguments": { "speed": 1, "mode": "fats" } }'
    schema = with_example(text, about="set-fan")
    (example,) = complete_document(schema, collect(schema))["examples"]
    command, reply = example["messages"]
    assert {change["path"]: change["kind"] for change in command["changes"]} == {
        "arguments.percent": "added",
        "arguments.speed": "removed",
        "arguments.mode": "replaced",
    }
    assert (reply["direction"], reply["line"], reply["changes"]) == (
        "<-", 6, [{"path": "", "kind": "added"}],
    )  # fmt: skip


def test_what_is_not_judged_is_at_its_own_place(with_example):
    schema = with_example('-> { "execute": "query-fan" }\n<- { "percent": 1 }', about="query-fan")
    result = unjudged_document(schema, unjudged(schema, blocks(schema)))
    assert result["unjudged"] == [
        {
            "path": schema.root,
            "line": 7,
            "column": 7,
            "definition": "query-fan",
            "kind": "command",
            "title": None,
            "reason": "no message of QMP",
        }
    ]


# --- the description of it -------------------------------------------------------------------


@pytest.fixture(scope="module")
def description(checkout) -> Json:
    """The JSON Schema of the manual."""
    found: Json = json.loads((checkout / "docs" / "examples.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return found


@pytest.fixture(scope="module")
def fits(description) -> Callable[[Json, str], None]:
    """Fail on a document that is not as a part of the manual's JSON Schema says."""
    validator = Draft202012Validator(description)

    def check(made: Json, form: str) -> None:
        part = validator.evolve(schema={"$ref": f"#/$defs/{form}"})
        error = next(part.iter_errors(made), None)
        if error is not None:
            pytest.fail(f"{made['schema']}: {error.json_path}: {error.message}", pytrace=False)

    return check


WORDS = {"role", "direction", "kind", "what", "valid"}
"""Keys whose values the description lists."""


def outline(value: Any, key: str = "") -> Any:
    """Give what is left of a part of a document if its texts, numbers and messages may be any."""
    match value:
        case dict() if key != "value":
            return frozenset((name, outline(inner, name)) for name, inner in value.items())
        case list():
            return frozenset(outline(inner) for inner in value)
    return value if key in WORDS else type(value)


def sample(made: Json) -> Json:
    """Leave out the examples that are like one before, since validators take their time."""
    return made | {"examples": list({outline(e): e for e in made["examples"]}.values())}


def check_all(schema: Schema, fits: Callable[[Json, str], None]) -> None:
    """Hold all that can be made of a schema's examples against the description."""
    found = list(blocks(schema))
    shown = [example for example in found if example.messages]
    fits(sample(document(schema, shown)), "written")
    fits(sample(complete_document(schema, shown)), "complete")
    fits(unjudged_document(schema, unjudged(schema, found)), "unjudged")


ODD = """\
-> { "execute": "set-fan", "arguments": { "speed": 1, "mode": ... } }
<- { "return": { "a": [ ..., { ... } ], ... }, "x": "a...b" }
<- { "error": { "class": "NoError", "desc": 1 } }
<- { "percent": 1 }
<- { "event": "NONE" }
<- { "QMP": { "version": 1 } }
-> { "execute": "..." }
-> ... (commands) ...
-> { } } ]
{ "execute" }"""


@pytest.mark.parametrize("text", [ODD, '-> { "execute": "vanish" }', "no message"])
def test_odd_examples_are_as_described(with_example, fits, text):
    check_all(with_example(text), fits)


def test_the_demonstration_is_as_described(checkout, fits):
    check_all(load_schema(checkout / "docs" / "demo" / "qapi" / "schema.json"), fits)
    for name in ("lamp", "fan"):
        check_all(load_schema(checkout / "docs" / "examples" / f"{name}.json"), fits)


QEMU = [
    "10.2.2/qapi/qapi-schema.json",
    "10.2.2/qga/qapi-schema.json",
    "7.2.22/qapi/qapi-schema.json",
    "2.9.0/qapi-schema.json",
]


@pytest.mark.parametrize("root", QEMU)
def test_examples_of_qemu_are_as_described(qemu_schema, fits, root):
    check_all(qemu_schema(root), fits)


def test_each_document_is_one_that_the_description_knows(with_example, description):
    schema = with_example(ODD)
    validator = Draft202012Validator(description)
    found = list(blocks(schema))
    made = [document(schema, found), complete_document(schema, found)]
    made.append(unjudged_document(schema, unjudged(schema, found)))
    assert [validator.is_valid(one) for one in made] == [True] * 3
    assert not any(validator.is_valid(one | {"more": 1}) for one in made)


def test_the_description_is_closed(description):
    bases = {"place", "head"}  # to which others add
    for name, part in description["$defs"].items():
        if part.get("type") == "object" and name not in bases:
            assert part["unevaluatedProperties"] is False, name
            assert set(part["required"]) == set(part["properties"]), name


def test_each_property_is_described(description):
    parts = description["$defs"]
    for name, part in parts.items():
        for key, inner in part.get("properties", {}).items():
            base = parts.get(inner.get("$ref", "").rpartition("/")[2], {})
            assert "description" in inner or "description" in base, f"{name}.{key}"
