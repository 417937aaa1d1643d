"""What the JSON Schema accepts and refuses is what `values` and `examples` do."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qapidoc.examples.collect import collect
from qapidoc.examples.completing import MessageCompleter, WholeMessage
from qapidoc.examples.envelope import Role, role_of
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import Turn, pair
from qapidoc.examples.reporter import Reporter
from qapidoc.export.json_schema import export
from qapidoc.export.options import Options
from qapidoc.releases import Release, parse_release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Definition, Kind, Schema, TypeRef
from qapidoc.source import Span
from qapidoc.syntax.messages import (
    Direction,
    JsonArray,
    JsonBool,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
)
from qapidoc.syntax.plain import nodes_of
from qapidoc.values.judge import Judge
from qapidoc.values.scalars import elided
from tests.generated.values import OTHERS, Maker

SCHEMA = """\
{ 'enum': 'Metal', 'data': [ 'iron', 'tin', { 'name': 'gold', 'if': 'RICH' } ] }
{ 'enum': 'Kind', 'data': [ 'bolt', 'nut', 'box', 'none' ] }
{ 'struct': 'Sized', 'data': { 'size': 'uint8', '*long': 'int64', '*share': 'number' } }
{ 'struct': 'Bolt', 'base': 'Sized', 'data': { 'metal': 'Metal', '*tags': [ 'str' ] } }
{ 'struct': 'Nut', 'data': { '*metal': 'Metal', 'fits': { 'type': 'Bolt', 'if': 'PAIRS' } } }
{ 'union': 'Box', 'base': { 'of': 'Metal', '*lid': 'bool' }, 'discriminator': 'of',
  'data': { 'iron': 'Sized', 'tin': 'Shelf' } }
{ 'struct': 'Shelf', 'data': { '*parts': [ 'Part' ], '*first': 'PartRef', '*void': 'null' } }
{ 'union': 'Part', 'base': { 'kind': 'Kind', '*id': 'size', '*note': 'any' },
  'discriminator': 'kind', 'data': { 'bolt': 'Bolt', 'nut': 'Nut', 'box': 'Box' } }
{ 'alternate': 'PartRef', 'data': { 'name': 'str', 'part': 'Part', 'nothing': 'null' } }
{ 'alternate': 'Choice', 'data': { 'metal': 'Metal', 'number': 'uint16', 'all': [ 'Metal' ],
                                   'whole': 'bool' } }
{ 'union': 'Crate', 'data': { 'shelf': 'Shelf', 'numbers': [ 'int8' ], 'choice': 'Choice',
                              'type': 'QType' } }
{ 'command': 'put', 'data': 'Part', 'boxed': true, 'returns': [ 'Crate' ] }
{ 'command': 'pack', 'data': { '*crate': 'Crate', 'at': 'Choice' }, 'returns': 'Choice' }
{ 'command': 'tip', 'data': 'Shelf', 'allow-oob': true }
{ 'command': 'weigh', 'data': 'Bolt', 'gen': false, 'returns': 'number' }
{ 'command': 'look', 'returns': 'Shelf' }
{ 'event': 'FELL', 'data': 'Part', 'boxed': true }
{ 'event': 'RUST', 'data': { '*metal': 'Metal' } }
{ 'event': 'CALM' }
"""

ROOTS = ("qapi/qapi-schema.json", "qga/qapi-schema.json")

ANSWERS = frozenset({Role.REPLY, Role.ERROR})

STAMP = {"seconds": 1, "microseconds": 2}


# --- values ----------------------------------------------------------------------------------


def broken(value: Any, names: list[str], rng: random.Random) -> Any:
    """Give a value that differs from `value` in one place; it may still be valid."""
    spots = list(places(value))
    path = rng.choice(spots)
    return changed(value, path, lambda inner: broken_here(inner, names, rng))


def broken_here(value: Any, names: list[str], rng: random.Random) -> Any:
    ways: list[Callable[[], Any]] = [lambda: rng.choice(OTHERS)]
    if isinstance(value, str):
        ways += [lambda: rng.choice(names)] * 2
    if isinstance(value, int) and not isinstance(value, bool):
        ways += [lambda: value * 2 + 1, lambda: -value - 1]
    if isinstance(value, list) and value:
        ways += [lambda: value[1:], lambda: [*value, rng.choice(OTHERS)]]
    if isinstance(value, dict):
        ways += [lambda: {**value, rng.choice(names): rng.choice(OTHERS)}] * 2
        if value:
            gone = rng.choice(list(value))
            rest = {key: item for key, item in value.items() if key != gone}
            ways += [lambda: rest] * 3
            ways += [lambda: {**rest, rng.choice(names): value[gone]}]
    return rng.choice(ways)()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    keys: Iterable[Any] = value if isinstance(value, dict) else ()
    for key in range(len(value)) if isinstance(value, list) else keys:
        yield from places(value[key], (*path, key))


def changed(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(value)
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], change)
    return copy


def names_of(schema: Schema) -> list[str]:
    """Give the names of members and values, to put in the place of others."""
    found = {"zz", "id", "data", "execute", "return"}
    for definition in schema.definitions.values():
        found.update(value.name for value in definition.values)
        found.update(m.name for m in (*definition.own_members, *definition.branches))
    return sorted(found)


class Bench:
    """A schema with both of its judges."""

    def __init__(self, schema: Schema, accepts: Callable[[str, Any], bool]) -> None:
        self.schema = schema
        self.names = names_of(schema)
        self.accepts = accepts
        self.values = Judge(schema)
        self.messages = MessageJudge(schema, self.values, Reporter(schema.source(schema.root)))

    def of(self, *kinds: Kind) -> list[Definition]:
        return [d for d in self.schema.definitions.values() if d.kind in kinds]

    def is_value(self, name: str, value: Any) -> bool:
        ref = TypeRef(name, False, Span(0, 0))
        return not list(self.values.value(ref, nodes_of(value), "v"))

    def is_message(self, value: Any, command: str | None = None) -> bool:
        """Tell whether a value is a message; with `command`, one that answers that command."""
        content = nodes_of(value)
        if not isinstance(content, JsonObject):
            return False
        role = role_of(content)
        if command is not None and role not in ANSWERS:
            return False
        message = Message(0, 0, Direction.UNMARKED, content)
        return not list(self.messages.faults(Turn(message, role, command)))

    def check_value(self, name: str, rng: random.Random, changes: int) -> int:
        """Compare the judges over a value of a type; give how many were refused."""
        value = Maker(self.schema, rng).single(TypeRef(name, False, Span(0, 0)), 0)
        assert self.is_value(name, value), (name, value)
        assert self.accepts(name, value), (name, value)
        refused = 0
        for _ in range(changes):
            other = broken(value, self.names, rng)
            verdict = self.is_value(name, other)
            assert self.accepts(name, other) is verdict, (name, other)
            refused += not verdict
        return refused

    def check_message(self, definition: Definition, rng: random.Random, changes: int) -> int:
        """Compare the judges over messages of a command or an event."""
        maker = Maker(self.schema, rng)
        data = maker.object(definition, 1)
        if definition.kind is Kind.EVENT:
            message = {"event": definition.name, "data": data, "timestamp": STAMP}
            return self.check({"": message}, rng, changes)
        head = "exec-oob" if definition.allow_oob and rng.random() < 0.5 else "execute"
        messages = {"": {head: definition.name, "arguments": data, "id": rng.choice(OTHERS)}}
        if definition.success_response:
            value = maker.value(definition.returns) if definition.returns is not None else {}
            messages[definition.name] = {"return": value, "id": rng.choice(OTHERS)}
        return self.check(messages, rng, changes)

    def check(self, messages: dict[str, dict[str, Any]], rng: random.Random, changes: int) -> int:
        """Compare the judges over messages by the command that they answer."""
        refused = 0
        for command, message in messages.items():
            key = f"command:{command}:reply" if command else ""
            assert self.is_message(message, command or None), message
            assert self.accepts(key, message), message
            for _ in range(changes):
                other = broken(message, self.names, rng)
                verdict = self.is_message(other, command or None)
                assert self.accepts(key, other) is verdict, (command, other)
                refused += not verdict
        return refused


@pytest.fixture(scope="module")
def bench(loaded, accepts_of):
    schema = loaded(SCHEMA)
    return Bench(schema, accepts_of(export(schema, Options(Release(10, 2)))))


@pytest.fixture(scope="module")
def benches(corpus, accepts_of):
    """Give a bench for each schema of 10.2.2, by its root."""

    def make(root: str) -> Bench:
        schema = load_schema(corpus / "releases" / "10.2.2" / root)
        return Bench(schema, accepts_of(export(schema, Options(Release(10, 2)))))

    return {root: make(root) for root in ROOTS}


TYPES = ["Metal", "Bolt", "Nut", "Box", "Shelf", "Part", "PartRef", "Choice", "Crate"]
MESSAGES = ["put", "pack", "tip", "weigh", "look", "FELL", "RUST", "CALM"]


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(TYPES))
def test_own_types(bench, seed, name):
    bench.check_value(name, random.Random(seed), 10)


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(MESSAGES))
def test_own_messages(bench, seed, name):
    bench.check_message(bench.schema.definitions[name], random.Random(seed), 10)


@pytest.mark.parametrize("root", ROOTS)
def test_types_of_qemu(benches, root):
    bench = benches[root]
    rng = random.Random(root)
    types = bench.of(Kind.ENUM, Kind.STRUCT, Kind.UNION, Kind.ALTERNATE)
    assert sum(bench.check_value(d.name, rng, 5) for d in types if may_be(d)) > len(types)


@pytest.mark.parametrize("root", ROOTS)
def test_messages_of_qemu(benches, root):
    bench = benches[root]
    rng = random.Random(root)
    definitions = bench.of(Kind.COMMAND, Kind.EVENT)
    assert sum(bench.check_message(d, rng, 3) for d in definitions) > len(definitions)


def may_be(definition: Definition) -> bool:
    """Tell whether there is a value of a type."""
    return definition.kind is not Kind.ENUM or bool(definition.values)


# --- examples --------------------------------------------------------------------------------

EXAMPLES = [
    ("10.2.2", "qapi/qapi-schema.json", {True: 450, False: 15}),
    ("10.2.2", "storage-daemon/qapi/qapi-schema.json", {True: 100, False: 3}),
    ("2.10.0", "qapi-schema.json", {True: 300, False: 20}),
]
"""Schemas, and how many messages of their examples are right and wrong at least."""


@pytest.mark.parametrize("release, root, least", EXAMPLES)
def test_examples_of_qemu(corpus, accepts_of, release, root, least):
    schema = load_schema(corpus / "releases" / release / root)
    target = parse_release(release)
    assert target is not None
    bench = Bench(schema, accepts_of(export(schema, Options(target))))
    verdicts: Counter[bool] = Counter()
    for turn in turns(schema):
        content = turn.message.value
        assert content is not None
        verdict = not list(bench.messages.faults(turn))
        command = schema.definitions.get(turn.command or "")
        answers = turn.role in ANSWERS and command is not None
        key = f"command:{turn.command}:reply" if answers else ""
        assert bench.accepts(key, plain(content)) is verdict, (key, plain(content))
        verdicts[verdict] += 1
    assert all(verdicts[verdict] >= count for verdict, count in least.items()), verdicts


ENTRIES = {
    Role.COMMAND: "command:{}",
    Role.REPLY: "command:{}:reply",
    Role.EVENT: "event:{}",
}
"""The entries of the JSON Schema that messages about a command or an event have."""


def test_completed_examples_of_qemu(benches):
    bench = benches["qapi/qapi-schema.json"]
    judging, completing = ExampleJudge(bench.schema), MessageCompleter(bench.schema)
    roles: Counter[Role] = Counter()
    for example in collect(bench.schema):
        for made in completing.messages(judging.turns(example)):
            if isinstance(made, WholeMessage):
                key = ENTRIES.get(made.role, "").format(made.name)
                assert bench.accepts(key, made.value), made
                roles[made.role] += 1
    assert roles[Role.COMMAND] > 210
    assert roles[Role.REPLY] > 210
    assert roles[Role.EVENT] > 70


def turns(schema: Schema) -> Iterator[Turn]:
    """Give the messages of all examples in which nothing is left out."""
    for example in collect(schema):
        definition = example.definition
        is_command = definition is not None and definition.kind is Kind.COMMAND
        documented = definition.name if definition is not None and is_command else None
        for turn in pair(example.messages, documented):
            message = turn.message
            if isinstance(message.value, JsonObject) and message.sound and whole(message.value):
                yield turn


def whole(value: JsonValue) -> bool:
    """Tell whether nothing is left out of a value."""
    match value:
        case JsonArray():
            return all(whole(item) for item in value.items)
        case JsonObject():
            return not value.elided and all(whole(member.value) for member in value.members)
        case _:
            return not elided(value)


def plain(value: JsonValue) -> Any:
    """Give the Python value of a node."""
    match value:
        case JsonObject():
            return {member.key.value: plain(member.value) for member in value.members}
        case JsonArray():
            return [plain(item) for item in value.items]
        case JsonNumber():
            return json.loads(value.text)
        case JsonString() | JsonBool():
            return value.value
        case _:
            return None
