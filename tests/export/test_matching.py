"""What a reply says about conditions, and what is wrong with a reply."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from qapidoc.export import leftovers
from qapidoc.export.entries import entries
from qapidoc.export.introspection import export
from qapidoc.export.matching import Match, match
from qapidoc.export.options import Options
from qapidoc.export.reply import read_reply
from qapidoc.export.solving import EntangledError
from qapidoc.releases import NEWEST, Release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema

Reply = list[dict[str, Any]]

GARDEN = """
    { 'enum': 'Plant', 'data': [ 'rose', { 'name': 'fern', 'if': 'SHADE' }, 'moss' ] }
    { 'struct': 'Rose', 'data': { 'thorns': 'int' }, 'features': [ 'prickly' ] }
    { 'struct': 'Fern', 'data': { 'fronds': 'int', '*wet': 'bool' }, 'if': 'SHADE' }
    { 'union': 'Bed', 'base': { 'plant': 'Plant', 'area': 'number' }, 'discriminator': 'plant',
      'data': { 'rose': 'Rose', 'fern': { 'type': 'Fern', 'if': 'SHADE' } } }
    { 'alternate': 'BedOrName', 'data': { 'name': 'str', 'bed': 'Bed' } }
    { 'command': 'dig', 'data': { 'bed': 'BedOrName', '*depth': 'int' },
      'features': [ 'unstable', { 'name': 'fast', 'if': 'SPADE' } ] }
    { 'command': 'list-beds', 'returns': [ 'Bed' ], 'allow-oob': true }
    { 'struct': 'Can', 'data': { 'litres': 'int', 'rose-of': { 'type': 'str', 'if': 'BRASS' } } }
    { 'command': 'water', 'data': 'Can', 'boxed': true, 'if': { 'any': [ 'WELL', 'RAIN' ] } }
    { 'event': 'GROWN', 'data': { 'bed': 'Bed', 'can': 'Can' },
      'if': { 'all': [ 'WELL', { 'not': 'FROST' } ] } }
    { 'event': 'WILTED', 'data': 'Fern', 'if': 'SHADE', 'boxed': true }
"""


@pytest.fixture(scope="module")
def garden(loaded) -> Schema:
    schema: Schema = loaded(GARDEN)
    assert schema.problems == ()
    return schema


def reply_of(schema: Schema, defines: str, target: Release = NEWEST) -> Reply:
    """What a QEMU with these names defined would return."""
    reply: Reply = export(schema, Options(target, defines=frozenset(defines.split())))
    return reply


def matched(schema: Schema, reply: Reply, target: Release = NEWEST) -> Match:
    return match(entries(schema, target), read_reply(json.dumps(reply).encode()))


def faults(schema: Schema, reply: Reply) -> list[str]:
    return [str(fault) for fault in matched(schema, reply).faults]


def renamed(reply: Reply, seed: int) -> Reply:
    """Give types other numbers, and entries another order."""
    numbers = [entry["name"] for entry in reply if entry["name"].isdecimal()]
    drawn = random.Random(seed)
    names = dict(zip(numbers, drawn.sample(range(10_000), len(numbers)), strict=True))

    def name(old: str) -> str:
        if old.startswith("["):
            return f"[{name(old[1:-1])}]"
        return str(names.get(old, old))

    keys = {"type", "arg-type", "ret-type", "element-type"}

    def renamed(entry: dict[str, Any]) -> dict[str, Any]:
        new = {key: name(value) if key in keys else value for key, value in entry.items()}
        for key in {"members", "variants"} & set(entry):
            new[key] = [renamed(part) for part in drawn.sample(entry[key], len(entry[key]))]
        if "meta-type" in entry and entry["meta-type"] not in {"command", "event"}:
            new["name"] = name(entry["name"])
        return new

    return [renamed(entry) for entry in drawn.sample(reply, len(reply))]


# --- what fits --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "defines, must, must_not",
    [
        ("", "", "SHADE SPADE WELL RAIN BRASS"),
        ("SHADE", "SHADE", "SPADE WELL RAIN BRASS"),
        ("SPADE WELL", "SPADE WELL", "SHADE FROST BRASS"),
        ("RAIN BRASS", "BRASS", "SHADE SPADE"),
        ("WELL RAIN FROST", "", "SHADE SPADE BRASS"),
        ("SHADE SPADE WELL BRASS", "SHADE SPADE WELL BRASS", "FROST"),
    ],
)
def test_names_are_found(garden, defines, must, must_not):
    found = matched(garden, reply_of(garden, defines))
    assert found.faults == ()
    assert found.names == ("BRASS", "FROST", "RAIN", "SHADE", "SPADE", "WELL")
    assert found.solution.must == set(must.split())
    assert found.solution.must_not == set(must_not.split())
    again = reply_of(garden, " ".join(found.solution.chosen))
    assert again == reply_of(garden, defines)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("defines", ["", "SHADE BRASS", "SHADE SPADE WELL BRASS"])
def test_numbers_and_order_do_not_matter(garden, defines, seed):
    reply = reply_of(garden, defines)
    found = matched(garden, renamed(reply, seed))
    assert found.faults == ()
    assert reply_of(garden, " ".join(found.solution.chosen)) == reply


def test_unmasked_names_do_not_matter_either(garden):
    reply = export(garden, Options(NEWEST, mask=False, defines=frozenset({"SHADE"})))
    found = matched(garden, reply)
    assert found.faults == ()
    assert found.solution.must == {"SHADE"}


def test_conditions_as_text_are_solved(loaded):
    schema = loaded("""
        { 'command': 'a', 'if': 'defined(A) && !defined(B)' }
        { 'command': 'b', 'if': [ 'defined(B)', 'VERSION > 3' ] }
        { 'command': 'c', 'if': 'VERSION > 3' }
    """)
    target = Release(5, 2)
    found = matched(schema, reply_of(schema, "A", target), target)
    assert found.solution.must == {"A"}
    assert found.solution.must_not == {"B", "VERSION > 3"}
    reply = export(schema, Options(target, defines=frozenset({"VERSION > 3"})))
    assert matched(schema, reply, target).solution.must == {"VERSION > 3"}


def test_what_depends_on_the_release_is_left_out(garden):
    target = Release(4, 0)
    found = matched(garden, reply_of(garden, "SHADE", target), target)
    assert found.faults == ()
    assert "fast" not in json.dumps(reply_of(garden, "SPADE", target))
    assert "SPADE" not in found.names


@pytest.mark.parametrize("defines", ["", "B", "C", "B C", "B C D"])
def test_types_that_no_way_leads_to_are_found(loaded, defines):
    schema = loaded("""
        { 'struct': 'One', 'data': { 'a': 'int', 'b': { 'type': 'str', 'if': 'B' } } }
        { 'struct': 'Two', 'data': { 'a': 'int', 'c': { 'type': 'One', 'if': 'C' },
                                     'three': [ 'Three' ] } }
        { 'struct': 'Three', 'data': { 'a': 'int', '*two': 'Two', 'd': 'Way' } }
        { 'enum': 'Way', 'data': [ 'in', { 'name': 'out', 'if': 'D' } ] }
        { 'command': 'hidden', 'if': 'GONE', 'data': 'One', 'returns': [ 'Two' ] }
        { 'command': 'seen' }
    """)
    reply = reply_of(schema, defines)
    found = matched(schema, renamed(reply, 1))
    assert found.faults == ()
    assert found.solution.chosen == set(defines.split())
    assert "GONE" in found.solution.must_not


# --- what does not fit ------------------------------------------------------------------------


def entry(reply: Reply, **values: str) -> dict[str, Any]:
    """The only entry with these values, or with a member, value or branch of this `name`."""
    having = values.pop("having", None)
    (found,) = (
        entry
        for entry in reply
        if all(entry.get(key) == value for key, value in values.items())
        and (having is None or having in map(part_name, entry.get("members", ())))
    )
    return found


def part_name(part: dict[str, Any]) -> Any:
    return part.get("name")


def without(entry: dict[str, Any], key: str, name: str) -> None:
    entry[key] = [part for part in entry[key] if name not in {part.get("name"), part.get("case")}]


def remove_value(reply: Reply) -> None:
    plant = entry(reply, having="moss")
    without(plant, "members", "moss")
    plant["values"].remove("moss")


def retype(reply: Reply) -> None:
    entry(reply, having="thorns")["members"][0]["type"] = "str"


def redirect(reply: Reply) -> None:
    entry(reply, name="water")["arg-type"] = entry(reply, having="thorns")["name"]


def lead_nowhere(reply: Reply) -> None:
    entry(reply, name="water")["arg-type"] = "999"


def make_enum(reply: Reply) -> None:
    area = next(m for m in entry(reply, having="area")["members"] if m["name"] == "area")
    area["type"] = entry(reply, having="moss")["name"]


BED = "command 'list-beds', return value[]"


@pytest.mark.parametrize(
    "doctor, expected",
    [
        (lambda r: r.remove(entry(r, name="dig")), ["command 'dig': is missing"]),
        (
            lambda r: r.append({**entry(r, name="dig"), "name": "bury"}),
            ["command 'bury': is not in the schema"],
        ),
        (
            lambda r: r.append({**entry(r, name="GROWN"), "name": "DIED"}),
            ["event 'DIED': is not in the schema"],
        ),
        (
            lambda r: r.append({**entry(r, having="thorns"), "name": "999"}),
            ["object '999': is not in the schema"],
        ),
        (lambda r: r.append(entry(r, having="thorns")), ["type 'Rose': is there twice"]),
        (lambda r: r.append(entry(r, name="dig")), ["command 'dig': is there twice"]),
        (lambda r: r.remove(entry(r, having="thorns")), ["type 'Rose': is missing"]),
        (lambda r: r.remove(entry(r, name="int")), ["type 'int': is missing"]),
        (lambda r: r.remove(entry(r, name="str")), ["type 'str': is missing"]),
        (
            lambda r: without(entry(r, having="area"), "members", "area"),
            [f"{BED}.area: is missing"],
        ),
        (
            lambda r: entry(r, having="area")["members"].append({"name": "soil", "type": "str"}),
            [f"{BED}.soil: is not in the schema"],
        ),
        (
            lambda r: entry(r, having="thorns")["members"][0].update(default=None),
            [f"{BED}<rose>.thorns: is optional, not mandatory"],
        ),
        (
            lambda r: entry(r, having="depth")["members"][1].pop("default"),
            ["command 'dig', arguments.depth: is mandatory, not optional"],
        ),
        (retype, [f"{BED}<rose>.thorns: is of type 'str', not 'int'"]),
        (make_enum, [f"{BED}.area: is of type 'Plant', not 'number'"]),
        (redirect, ["command 'water', arguments: is of type 'Rose', not 'Can'"]),
        (lead_nowhere, ["command 'water', arguments: is of type '999', which has no entry"]),
        (remove_value, [f"{BED}.plant, value 'moss': is missing"]),
        (
            lambda r: entry(r, having="moss")["values"].remove("moss"),
            ["type 'Plant': has the value 'moss' in one of 'members' and 'values' only"],
        ),
        (
            lambda r: entry(r, having="moss").pop("members"),
            [f"{BED}.plant: lacks 'members'"],
        ),
        (
            lambda r: without(entry(r, having="area"), "variants", "rose"),
            [f"{BED}<rose>: is missing"],
        ),
        (
            lambda r: entry(r, having="area").update(tag="area"),
            [f"{BED}: has the tag 'area', not 'plant'"],
        ),
        (
            lambda r: entry(r, having="thorns").pop("features"),
            [f"{BED}<rose>, feature 'prickly': is missing"],
        ),
        (
            lambda r: entry(r, name="GROWN").update(features=["sudden"]),
            ["event 'GROWN', feature 'sudden': is not in the schema"],
        ),
        (
            lambda r: entry(r, name="list-beds").pop("allow-oob"),
            ["command 'list-beds': lacks 'allow-oob': true"],
        ),
        (
            lambda r: entry(r, name="dig").update({"allow-oob": True}),
            ["command 'dig': should not have 'allow-oob': true"],
        ),
        (
            lambda r: entry(r, name="int").update({"json-type": "number"}),
            ["command 'dig', arguments.depth: has the json-type 'number', not 'int'"],
        ),
        (
            lambda r: r.remove(entry(r, name="WILTED")),
            [f"event 'WILTED': is missing, though 'SHADE' holds, as {BED}<fern> shows"],
        ),
        (
            lambda r: r.remove(entry(r, name="water")),
            ["command 'water': is missing, though 'WELL or RAIN' holds, as all else shows"],
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_else(garden, doctor, expected):
    reply = reply_of(garden, "SHADE SPADE WELL BRASS")
    doctor(reply)
    assert faults(garden, reply) == expected
    assert faults(garden, renamed(reply, 3)) == expected or "999" in str(expected)


def test_most_of_the_evidence_decides(loaded):
    schema = loaded("""
        { 'command': 'a', 'if': 'X' }
        { 'command': 'b', 'if': 'X' }
        { 'command': 'c', 'if': { 'not': 'X' } }
    """)
    reply = reply_of(schema, "X")
    reply.append({**reply[0], "name": "c"})
    assert faults(schema, reply) == [
        "command 'c': is there, though 'not X' does not hold, as all else shows"
    ]


def test_a_loop_of_types_ends(loaded):
    schema = loaded("""
        { 'struct': 'A', 'data': { '*b': 'B' } }
        { 'struct': 'B', 'data': { '*b': 'A' } }
        { 'command': 'go', 'data': 'A' }
    """)
    reply = reply_of(schema, "")
    assert faults(schema, reply) == []
    loop = next(entry for entry in reply if entry["name"] == "0")
    loop["members"][0]["type"] = "0"
    assert faults(schema, reply) == ["command 'go', arguments.b: is of type 'A', not 'B'"]


def test_a_long_way_is_told_in_short(loaded):
    links = "".join(
        f"{{ 'struct': 'L{n}', 'data': {{ 'm{n}': 'L{n + 1}' }} }}\n" for n in range(90)
    )
    schema = loaded(links + "{ 'struct': 'L90', 'data': {} }\n{ 'command': 'go', 'data': 'L0' }\n")
    reply = reply_of(schema, "")
    entry(reply, having="m70")["members"].append({"name": "extra", "type": "0"})
    (fault,) = faults(schema, reply)
    assert fault.startswith("command 'go', arguments.m0.m1.m2")
    assert fault.endswith(".m68.m69.extra: is not in the schema")
    assert len(fault) < 150


# --- a real answer ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(corpus) -> tuple[Schema, bytes]:
    """The schema of a release, and what a QEMU of it returned."""
    root = corpus / "releases" / "7.2.22" / "qapi" / "qapi-schema.json"
    return load_schema(root), (corpus / "live" / "query-qmp-schema-7.2.22.json").read_bytes()


@pytest.mark.parametrize(
    "doctor, expected",
    [
        (lambda r: None, []),
        (lambda r: r.remove(entry(r, name="stop")), ["command 'stop': is missing"]),
        (
            lambda r: r.remove(entry(r, name="query-spice")),
            ["command 'query-spice': is missing, though 'CONFIG_SPICE' holds, as "],
        ),
        (
            lambda r: without(entry(r, having="singlestep"), "members", "running"),
            ["command 'query-status', return value.running: is missing"],
        ),
        (
            lambda r: entry(r, having="postmigrate")["values"].append("moon"),
            ["type 'RunState': has the value 'moon' in one of "],
        ),
        (
            lambda r: entry(r, name="quit").update({"ret-type": entry(r, name="cont")["name"]}),
            ["command 'quit', return value: is of type 'cont'"],
        ),
    ],
)
def test_a_doctored_real_answer(real, doctor: Callable[[Reply], object], expected):
    schema, data = real
    reply = json.loads(data)
    doctor(reply)
    found = faults(schema, renamed(reply, 7))
    assert len(found) == len(expected)
    assert all(a.startswith(b) for a, b in zip(found, expected, strict=True)), found


# --- size -------------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["", ", 'if': 'GONE'"])
def test_a_long_chain_of_types_takes_no_time(loaded, condition):
    count = 3000
    links = [f"{{ 'struct': 'Li{n}', 'data': {{ '*m{n}': 'Li{n + 1}' }} }}" for n in range(count)]
    links.append(f"{{ 'struct': 'Li{count}', 'data': {{}} }}")
    schema = loaded("\n".join([*links, f"{{ 'command': 'go', 'data': 'Li0'{condition} }}"]))
    reply = reply_of(schema, "")
    entry(reply, having=f"m{count - 1}")["members"].append({"name": "extra", "type": "0"})
    started = time.monotonic()
    (fault,) = faults(schema, reply)
    assert fault.endswith(f".m{count - 2}.extra: is not in the schema")
    assert time.monotonic() - started < 20


def test_types_that_nobody_can_tell_apart_are_given_up(loaded, monkeypatch):
    monkeypatch.setattr(leftovers, "MAX_STEPS", 10_000)
    count = 200
    types = [
        f"{{ 'struct': 'St{n}', 'data': {{ 'm': {{ 'type': 'int', 'if': 'C{n}' }} }} }}"
        for n in range(count)
    ]
    uses = ", ".join(f"'m{n}': 'St{n}'" for n in range(count))
    hidden = f"{{ 'command': 'go', 'data': {{ {uses} }}, 'if': 'GONE' }}"
    schema = loaded("\n".join([*types, hidden]))
    with pytest.raises(EntangledError):
        matched(schema, reply_of(schema, ""))
