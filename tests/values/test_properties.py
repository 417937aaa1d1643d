"""A random valid value of a type is accepted; each single change that the type forbids is not."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import members, type_definition
from qapidoc.values.builtins import RANGES
from qapidoc.values.judge import Judge

DEPTH = 4
"""From here on, optional members and elements are left out."""

SCALARS: dict[str, Any] = {
    "string": "zz",
    "int": 7,
    "number": 1.5,
    "boolean": True,
    "null": None,
    "object": {},
    "array": [],
}


class Change(msgspec.Struct):
    """A value that is wrong in one place, and what the judge must say of it."""

    value: Any
    kind: str
    path: str


class Maker:
    """Makes random values of types, and single wrong changes of them."""

    def __init__(self, schema: Schema, rng: random.Random) -> None:
        self.schema = schema
        self.rng = rng

    # --- valid values ----------------------------------------------------------------------

    def value(self, ref: TypeRef, depth: int = 0) -> Any:
        if not ref.array:
            return self.single(ref, depth)
        count = self.rng.randint(0, 2) if depth < DEPTH else 0
        return [self.single(ref, depth + 1) for _ in range(count)]

    def single(self, ref: TypeRef, depth: int) -> Any:
        if ref.name in BUILTIN_TYPES:
            return self.builtin(ref.name)
        definition = type_definition(self.schema, ref)
        assert definition is not None
        if definition.kind is Kind.ENUM:
            return self.rng.choice(definition.values).name
        if definition.kind is Kind.ALTERNATE:
            return self.value(self.branch(definition, depth), depth + 1)
        return self.object(definition, depth)

    def builtin(self, name: str) -> Any:
        if name in RANGES:
            least, most = RANGES[name]
            return self.rng.choice([least, most, self.rng.randint(least, most)])
        choices: dict[str, list[Any]] = {
            "number": [0, 1.5, -2e10],
            "bool": [True, False],
            "null": [None],
            "QType": ["qnum", "none"],
            "any": list(SCALARS.values()),
        }
        return self.rng.choice(choices.get(name, ["", "zz", 'a "b" \\ \u00e4\n']))

    def branch(self, definition: Definition, depth: int) -> TypeRef:
        refs = [branch.type for branch in definition.branches if branch.type is not None]
        if depth >= DEPTH:
            plain = [ref for ref in refs if not self.is_object(ref)]
            refs = plain or refs
        return self.rng.choice(refs)

    def is_object(self, ref: TypeRef) -> bool:
        definition = type_definition(self.schema, ref)
        return not ref.array and definition is not None and definition.kind is not Kind.ENUM

    def object(self, definition: Definition, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if definition.data is not None:
            data = type_definition(self.schema, definition.data)
            assert data is not None
            return self.object(data, depth)
        for owned in members(self.schema, definition):
            member = owned.member
            if member.name == definition.discriminator:
                continue
            if not member.optional or (depth < DEPTH and self.rng.random() < 0.4):
                assert member.type is not None
                found[member.name] = self.value(member.type, depth + 1)
        if definition.simple:
            chosen = self.rng.choice(definition.branches)
            assert chosen.type is not None
            return {"type": chosen.name, "data": self.value(chosen.type, depth + 1)}
        if definition.kind is Kind.UNION:
            assert definition.discriminator is not None
            branches = definition.branches
            if depth >= DEPTH:
                branches = tuple(sorted(branches, key=self.weight))[:3]
            branch = self.rng.choice(branches)
            found[definition.discriminator] = branch.name
            inner = type_definition(self.schema, branch.type)
            assert inner is not None
            found |= self.object(inner, depth + 1)
        return found

    def weight(self, branch: Member) -> int:
        definition = type_definition(self.schema, branch.type)
        assert definition is not None
        refs = [o.member.type for o in members(self.schema, definition) if not o.member.optional]
        return sum(ref is not None and self.is_object(ref) for ref in refs)

    # --- changes ---------------------------------------------------------------------------

    def changes(self, ref: TypeRef, value: Any, path: str) -> Iterator[Change]:
        """Give wrong values in place of `value`, with the path of what is wrong."""
        if ref.array:
            yield Change({}, "wrong-type", path)
            for index, item in enumerate(value):
                for change in self.one(ref, item, f"{path}[{index}]"):
                    yield replaced(value, index, change)
        else:
            yield from self.one(ref, value, path)

    def one(self, ref: TypeRef, value: Any, path: str) -> Iterator[Change]:
        if ref.name in BUILTIN_TYPES:
            yield from builtin_changes(ref.name, path)
            return
        definition = type_definition(self.schema, ref)
        assert definition is not None
        if definition.kind is Kind.ENUM:
            yield Change("zz no value", "unknown-value", path)
            yield Change(7, "wrong-type", path)
        elif definition.kind is not Kind.ALTERNATE:
            yield Change([], "wrong-type", path)
            yield from self.object_changes(definition, value, path)

    def object_changes(
        self, definition: Definition, value: dict[str, Any], path: str
    ) -> Iterator[Change]:
        if definition.gen:
            yield Change({**value, "zz-unknown": 1}, "unknown-member", f"{path}.zz-unknown")
        for member in self.allowed(definition, value).values():
            name = member.name
            inner = f"{path}.{name}"
            if name not in value:
                continue
            if not member.optional and member.condition is None:
                rest = {key: item for key, item in value.items() if key != name}
                yield Change(rest, "missing-member", inner)
            assert member.type is not None
            for change in self.changes(member.type, value[name], inner):
                yield replaced(value, name, change)

    def allowed(self, definition: Definition, value: dict[str, Any]) -> dict[str, Member]:
        if definition.data is not None:
            data = type_definition(self.schema, definition.data)
            assert data is not None
            return self.allowed(data, value)
        found = {owned.member.name: owned.member for owned in members(self.schema, definition)}
        if definition.simple:
            return {b.name: msgspec.structs.replace(b, name="data") for b in definition.branches
                    if b.name == value["type"]}  # fmt: skip
        for branch in definition.branches:
            if branch.name == value.get(definition.discriminator or ""):
                inner = type_definition(self.schema, branch.type)
                assert inner is not None
                found |= self.allowed(inner, value)
        return found


def builtin_changes(name: str, path: str) -> Iterator[Change]:
    json_type = BUILTIN_TYPES[name]
    if json_type == "value":
        return
    fitting = {json_type} | ({"int"} if json_type == "number" else set())
    for other, example in SCALARS.items():
        if other not in fitting:
            yield Change(example, "wrong-type", path)
    if name in RANGES:
        yield Change(RANGES[name][1] + 1, "out-of-range", path)
        yield Change(RANGES[name][0] - 1, "out-of-range", path)
    if name == "QType":
        yield Change("zz no value", "unknown-value", path)


def replaced(value: Any, key: Any, change: Change) -> Change:
    """Put a change of an inner value into the outer one."""
    whole = copy.copy(value)
    whole[key] = change.value
    return Change(whole, change.kind, change.path)


@pytest.fixture(scope="module")
def maker_of(things):
    """Give a maker of values of the types of `things`."""

    def make(seed: int) -> Maker:
        return Maker(things, random.Random(seed))

    return make


@pytest.fixture(scope="module")
def judged(things, json_value):
    """Give kind and path of each fault of a Python value."""
    judge = Judge(things)

    def find(ref: TypeRef, value: Any) -> list[tuple[str, str]]:
        faults = judge.value(ref, json_value(json.dumps(value)), "v")
        return [(fault.kind.value, fault.path) for fault in faults]

    return find


@given(seed=st.integers(0, 2**32), type_=st.sampled_from(["Bag", "Lamp", "Paint", "[Tree]"]))
def test_own_types(maker_of, judged, type_ref, seed, type_):
    maker = maker_of(seed)
    ref = type_ref(type_)
    value = maker.value(ref)
    assert judged(ref, value) == []
    for change in maker.changes(ref, value, "v"):
        assert (change.kind, change.path) in judged(ref, change.value), change


ROOTS = ["qapi/qapi-schema.json", "qga/qapi-schema.json"]


@pytest.mark.parametrize("root", ROOTS)
def test_commands_and_events_of_qemu(corpus, json_value, root):
    schema = load_schema(corpus / "releases" / "10.2.2" / root)
    judge = Judge(schema)
    rng = random.Random(root)
    maker = Maker(schema, rng)
    count = 0
    for definition in schema.definitions.values():
        if definition.kind not in {Kind.COMMAND, Kind.EVENT}:
            continue
        data = maker.object(definition, 1)
        find = finder(judge, definition, json_value)
        assert find(data) == []
        changes = list(maker.object_changes(definition, data, "v"))
        for change in rng.sample(changes, min(len(changes), 20)):
            assert (change.kind, change.path) in find(change.value), (definition.name, change)
            count += 1
    assert count > 100


def finder(
    judge: Judge, definition: Definition, read: Callable[[str], Any]
) -> Callable[[Any], list[tuple[str, str]]]:
    """Give a function that finds kind and path of each fault of a command's or event's data."""

    def find(value: Any) -> list[tuple[str, str]]:
        faults = judge.data(definition, read(json.dumps(value)), "v")
        return [(fault.kind.value, fault.path) for fault in faults]

    return find
