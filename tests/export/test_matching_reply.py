"""Which text is a reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qapidoc.export.entries import Entry, Mark, Meta, Part, Role
from qapidoc.export.reply import ReplyError, read_reply

COMMAND = {"name": "go", "meta-type": "command", "arg-type": "0", "ret-type": "[1]"}

WITH_DEFAULT = {
    "name": "0",
    "meta-type": "object",
    "members": [{"name": "m", "type": "int", "default": 5}],
}

ENTRIES: list[tuple[dict[str, Any], Entry]] = [
    (
        {**COMMAND, "allow-oob": True, "features": ["fast"]},
        Entry(
            meta=Meta.COMMAND,
            name="go",
            features=(Mark("fast"),),
            parts=(Part(Role.ARGUMENTS, type="0"), Part(Role.RETURNS, type="[1]")),
            allow_oob=True,
        ),
    ),
    (
        {"name": "GONE", "meta-type": "event", "arg-type": "0"},
        Entry(meta=Meta.EVENT, name="GONE", parts=(Part(Role.ARGUMENTS, type="0"),)),
    ),
    (
        {"name": "int", "meta-type": "builtin", "json-type": "int"},
        Entry(meta=Meta.BUILTIN, name="int", json_type="int"),
    ),
    (
        {"name": "[1]", "meta-type": "array", "element-type": "1"},
        Entry(meta=Meta.ARRAY, name="[1]", parts=(Part(Role.ELEMENT, type="1"),)),
    ),
    (
        {"name": "2", "meta-type": "alternate", "members": [{"type": "1"}]},
        Entry(meta=Meta.ALTERNATE, name="2", parts=(Part(Role.ALTERNATIVE, type="1"),)),
    ),
    (
        {"name": "3", "meta-type": "enum", "values": ["a"]},
        Entry(meta=Meta.ENUM, name="3", parts=(Part(Role.VALUE, "a"),)),
    ),
    (
        {
            "name": "3",
            "meta-type": "enum",
            "values": ["a"],
            "members": [{"name": "a", "features": ["odd"]}],
        },
        Entry(
            meta=Meta.ENUM,
            name="3",
            parts=(Part(Role.VALUE, "a", features=(Mark("odd"),)),),
            members_of_values=True,
        ),
    ),
    (
        {
            "name": "4",
            "meta-type": "object",
            "members": [{"name": "m", "type": "1", "default": None}],
            "tag": "m",
            "variants": [{"case": "a", "type": "0"}],
        },
        Entry(
            meta=Meta.OBJECT,
            name="4",
            parts=(
                Part(Role.MEMBER, "m", "1", optional=True),
                Part(Role.VARIANT, "a", "0"),
            ),
            tag="m",
        ),
    ),
]


@pytest.mark.parametrize("info, entry", ENTRIES)
@pytest.mark.parametrize("wrapped", [False, True])
def test_entries(info, entry, wrapped):
    reply = {"return": [info], "id": "x"} if wrapped else [info]
    (told,) = read_reply(json.dumps(reply).encode())
    assert (told.entry, told.flaws) == (entry, ())


@pytest.mark.parametrize(
    "info, flaw",
    [
        ({"name": "[2]", "meta-type": "array", "element-type": "1"}, "is an array of '1'"),
        (
            {"name": "4", "meta-type": "object", "members": [], "tag": "m"},
            "has one of 'tag' and 'variants' only",
        ),
        (
            {"name": "4", "meta-type": "object", "members": [], "variants": []},
            "has one of 'tag' and 'variants' only",
        ),
        ({"name": "3", "meta-type": "enum", "values": ["a", "a"]}, "has the value 'a' twice"),
        (
            {"name": "3", "meta-type": "enum", "values": ["a"], "members": [{"name": "b"}]},
            "has the value 'a' in one of 'members' and 'values' only",
        ),
    ],
)
def test_contradictions(info, flaw):
    (told,) = read_reply(json.dumps([info]).encode())
    assert told.flaws[0].startswith(flaw)


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "is not JSON: "),
        ("[", "is not JSON: "),
        ("[] []", "is not JSON: "),
        ("nonsense", "is not JSON: "),
        ("\ud800", "is not JSON: "),
        ('["\ud800"]', "is no"),
        ('["\\ud800"]', "is no"),
        ("5", "is no reply to query-qmp-schema: "),
        ("{}", "is no reply to query-qmp-schema: "),
        ('{"error": {"class": "CommandNotFound"}}', "is no reply to query-qmp-schema: "),
        ('{"return": {}}', "is no reply to query-qmp-schema: "),
        ("[5]", "is no reply to query-qmp-schema: "),
        ('[{"name": "x"}]', "is no reply to query-qmp-schema: "),
        ('[{"name": "x", "meta-type": "widget"}]', "is no reply to query-qmp-schema: "),
        ('[{"name": "x", "meta-type": "event"}]', "is no reply to query-qmp-schema: "),
        ('[{"name": "", "meta-type": "event", "arg-type": "0"}]', "is no reply to "),
        ('[{"name": 1, "meta-type": "event", "arg-type": "0"}]', "is no reply to "),
        ('[{"name": "E", "meta-type": "event", "arg-type": "0", "more": 1}]', "is no reply to "),
        (f"[{json.dumps(WITH_DEFAULT)}]", "is no reply to query-qmp-schema: "),
        ("[" * 1_000_000, "is no"),
        ('{"id": ' * 1_000_000, "is no"),
        ('{"return": [], "id": ' + "[" * 1_000_000, "is no"),
    ],
)
def test_what_is_no_reply(text, message):
    with pytest.raises(ReplyError, match=message) as error:
        read_reply(text.encode("utf-8", "surrogatepass"))
    assert "\n" not in str(error.value)
