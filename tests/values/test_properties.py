"""A random valid value of a type is accepted; each single change that the type forbids is not."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, TypeRef
from qapidoc.schema.navigate import members, type_definition
from qapidoc.syntax.messages import JsonValue
from qapidoc.syntax.plain import nodes_of
from qapidoc.values.builtins import RANGES
from qapidoc.values.faults import Fault, FaultKind
from qapidoc.values.judge import Judge
from qapidoc.values.scalars import json_types
from qapidoc.values.shapes import json_type_of
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
    """A value that is changed in one place, and what the judge must say of it.

    ``kind`` is ``None`` if the value is still valid.
    """

    value: Any
    kind: str | None
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
        elif definition.kind is Kind.ALTERNATE:
            yield from self.alternate_changes(definition, value, path)
        else:
            yield Change([], "wrong-type", path)
            yield from self.object_changes(definition, value, path)

    def alternate_changes(self, definition: Definition, value: Any, path: str) -> Iterator[Change]:
        refs = [branch.type for branch in definition.branches if branch.type is not None]
        branches = {json_type_of(self.schema, ref): ref for ref in refs}
        fitting = {*branches, *(["int"] if "number" in branches else [])}
        for other, example in SCALARS.items():
            if other not in fitting:
                yield Change(example, "wrong-type", path)
        found = json_types(nodes_of(value))
        taken = next(ref for type_, ref in branches.items() if type_ in found)
        for change in self.changes(taken, value, path):
            if (change.kind, change.path) != ("wrong-type", path):
                yield change

    def object_changes(
        self, definition: Definition, value: dict[str, Any], path: str
    ) -> Iterator[Change]:
        if definition.gen:
            yield Change({**value, "zz-unknown": 1}, "unknown-member", f"{path}.zz-unknown")
        if definition.simple:
            yield Change({**value, "type": "zz no value"}, "unknown-value", f"{path}.type")
        for member in self.allowed(definition, value).values():
            name = member.name
            inner = f"{path}.{name}"
            if name not in value:
                continue
            rest = {key: item for key, item in value.items() if key != name}
            if not member.optional and member.condition is None:
                yield Change(rest, "missing-member", inner)
            else:
                yield Change(rest, None, inner)
            if definition.gen:
                renamed = {**rest, f"{name}-zz": value[name]}
                yield Change(renamed, "unknown-member", f"{inner}-zz")
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


OWN_TYPES = ("Bag", "Lamp", "Paint", "Old", "Speed", "[Tree]")


@given(seed=st.integers(0, 2**32), type_=st.sampled_from(OWN_TYPES))
def test_own_types(things, type_ref, seed, type_):
    maker = Changer(things, random.Random(seed))
    ref = type_ref(type_)
    value = maker.value(ref)
    find = partial(Judge(things).value, ref)
    check(find, value, maker.changes(ref, value, "v"))


ROOTS = ("qapi/qapi-schema.json", "qga/qapi-schema.json", "storage-daemon/qapi/qapi-schema.json")

START = 2
"""So deep are values taken to be already: larger ones have thousands of changes."""


@pytest.mark.parametrize("root", ROOTS)
def test_commands_and_events_of_qemu(corpus, root):
    schema = load_schema(corpus / "releases" / "10.2.2" / root)
    judge = Judge(schema)
    maker = Changer(schema, random.Random(1))
    kinds = Counter[str | None]()
    for definition in schema.definitions.values():
        if definition.kind.is_type:
            continue
        data = maker.object(definition, START)
        changes = maker.object_changes(definition, data, "v")
        kinds.update(check(partial(judge.data, definition), data, changes))
        if definition.returns is not None:
            value = maker.value(definition.returns, START)
            changes = maker.changes(definition.returns, value, "v")
            kinds.update(check(partial(judge.value, definition.returns), value, changes))
    assert kinds.keys() == {None, *FaultKind}
    assert kinds.total() > 1000


def check(
    find: Callable[[JsonValue, str], Iterable[Fault]], value: Any, changes: Iterable[Change]
) -> list[str | None]:
    """See that a value has no faults, and each change those that it must have; give their kinds."""
    assert list(find(nodes_of(value), "v")) == []
    kinds = []
    for change in changes:
        found = [(fault.kind.value, fault.path) for fault in find(nodes_of(change.value), "v")]
        good = (change.kind, change.path) in found if change.kind is not None else found == []
        assert good, (change, found)
        kinds.append(change.kind)
    return kinds
