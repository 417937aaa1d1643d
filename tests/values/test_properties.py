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
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, TypeRef
from qapidoc.schema.navigate import members, type_definition
from qapidoc.values.builtins import RANGES
from qapidoc.values.judge import Judge
from tests.generated.values import Maker

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


class Changer(Maker):
    """Makes random values of types, and single wrong changes of them."""

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

    def make(seed: int) -> Changer:
        return Changer(things, random.Random(seed))

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
    maker = Changer(schema, rng)
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
