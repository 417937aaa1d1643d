"""Whatever was built: a reply says so, whatever its numbers."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qapidoc.export.entries import entries
from qapidoc.export.introspection import export
from qapidoc.export.matching import match
from qapidoc.export.options import Options
from qapidoc.export.reply import read_reply
from qapidoc.releases import NEWEST
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema

NAMES = ["ARM", "BELL", "CORD", "DIAL"]

Reply = list[dict[str, Any]]


# --- schemas ----------------------------------------------------------------------------------


def conditions() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.sampled_from(NAMES),
        lambda inner: st.one_of(
            st.builds(lambda c: {"not": c}, inner),
            st.builds(
                lambda key, cs: {key: cs},
                st.sampled_from(["all", "any"]),
                st.lists(inner, min_size=1, max_size=3),
            ),
        ),
        max_leaves=3,
    )


def conditional(part: dict[str, Any], *drawn: Any) -> dict[str, Any]:
    """Give a part the conditions that were drawn for it, all of them together."""
    found = [condition for condition in drawn if condition is not None]
    return {**part, "if": {"all": found}} if found else part


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """The text of a schema with conditions everywhere; what uses a type has its condition too."""
    some = st.one_of(st.none(), conditions())
    types: dict[str, Any] = {f"Type{index}": draw(some) for index in range(draw(st.integers(1, 5)))}
    builtins: dict[str, Any] = dict.fromkeys(["int", "str", "bool"])
    expressions: list[dict[str, Any]] = []
    for name, condition in types.items():
        names = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4))
        if draw(st.booleans()):
            members = {}
            for member in names:
                used, needed = draw(st.sampled_from([*(builtins | types).items()]))
                type_ = [used] if draw(st.booleans()) else used
                star = draw(st.sampled_from(["", "*"]))
                members[star + member] = conditional({"type": type_}, draw(some), needed)
            expressions.append(conditional({"struct": name, "data": members}, condition))
        else:
            values = [conditional({"name": value}, draw(some)) for value in names]
            expressions.append(conditional({"enum": name, "data": values}, condition))
    structs = [expression["struct"] for expression in expressions if "struct" in expression]
    for index in range(draw(st.integers(1, 4))):
        message: dict[str, Any] = {"command": f"do-{index}"}
        needed = [draw(some)]
        for key in draw(st.sets(st.sampled_from(["data", "returns"]))) if structs else ():
            message[key] = draw(st.sampled_from(structs))
            needed.append(types[message[key]])
        if "data" in message:
            message["boxed"] = True
        if draw(st.booleans()):
            message["features"] = [conditional({"name": "odd"}, draw(some))]
        expressions.append(conditional(message, *needed))
    return "\n".join(json.dumps(e).replace('"', "'") for e in expressions)


def loaded(text: str) -> Schema:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "schema.json"
        path.write_text(text, encoding="utf-8")
        return load_schema(path)


# --- replies ----------------------------------------------------------------------------------

TYPE_KEYS = ("type", "arg-type", "ret-type", "element-type")


def renumbered(reply: Reply, drawn: random.Random) -> Reply:
    """Give types other numbers, and entries another order."""
    numbers = [entry["name"] for entry in reply if entry["name"].isdecimal()]
    names = dict(zip(numbers, drawn.sample(range(1000), len(numbers)), strict=True))
    text = json.dumps(reply)
    for number in numbers:
        for before, after in (('"', '"'), ('"[', ']"')):
            text = text.replace(f"{before}{number}{after}", f"{before}#{names[number]}{after}")
    new: Reply = json.loads(text.replace("#", ""))
    drawn.shuffle(new)
    return new


def looks(reply: Reply) -> Counter[str]:
    """The entries of a reply with what types look like in place of their names."""
    shape = {entry["name"]: entry["meta-type"] for entry in reply}
    rounds = len(reply)
    for _ in range(rounds):
        found = {entry["name"]: look(entry, shape) for entry in reply}
        if len(set(found.values())) == len(set(shape.values())):
            shape = found
            break
        shape = found
    return Counter(shape.values())


def look(entry: dict[str, Any], shape: dict[str, str]) -> str:
    plain = entry["meta-type"] in {"command", "event", "builtin"}

    def shown(part: Any, top: bool) -> Any:
        if isinstance(part, list):
            return sorted((shown(item, False) for item in part), key=str)
        if not isinstance(part, dict):
            return part
        return {
            key: shape.get(value, value) if key in TYPE_KEYS else shown(value, False)
            for key, value in part.items()
            if key != "name" or not top or plain
        }

    return hashlib.sha256(json.dumps(shown(entry, True), sort_keys=True).encode()).hexdigest()


# --- the property -----------------------------------------------------------------------------


@settings(max_examples=60)
@given(text=schemas(), defines=st.sets(st.sampled_from(NAMES)), drawn=st.randoms())
def test_a_reply_is_matched_by_what_makes_it(text, defines, drawn):
    schema = loaded(text)
    assert schema.problems == ()
    reply: Reply = export(schema, Options(NEWEST, defines=frozenset(defines)))
    told = read_reply(json.dumps(renumbered(reply, drawn)).encode())
    found = match(entries(schema, NEWEST), told)
    assert [str(fault) for fault in found.faults] == []
    again = export(schema, Options(NEWEST, defines=found.solution.chosen))
    assert looks(again) == looks(reply)
    assert found.solution.must <= found.solution.chosen
    assert not found.solution.must_not & found.solution.chosen
