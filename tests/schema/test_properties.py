"""Valid schemas, whatever they hold, are read as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Kind, Schema
from qapidoc.schema.workspace import Workspace

LETTERS = "abcdefghijklmnop"  # no 'q', which names must not begin with, nor 'u'
BLANKS = st.sampled_from([" ", "\n", "\t", "\r\n", "  # a comment { ' }\n", "\n\n", "\f"])
BUILT_IN = ("str", "int", "bool", "number", "null", "size", "uint8", "any", "QType")


@st.composite
def names(draw: st.DrawFn) -> str:
    """Give a name of a member, value or feature."""
    words = draw(st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=3))
    prefix = draw(st.sampled_from(["", "", "", "x-", "__com.example_"]))
    return prefix + "-".join(words)


def quoted(text: str) -> str:
    """Write a string."""
    return f"'{text}'"


@st.composite
def objects(draw: st.DrawFn, pairs: list[tuple[str, str]]) -> str:
    """Write an object with blanks here and there."""
    blank = draw(BLANKS)
    inner = f",{blank}".join(f"{quoted(key)}:{blank}{value}" for key, value in pairs)
    return f"{{{blank}{inner}{blank}}}"


def listed(values: list[str]) -> str:
    """Write a list."""
    return f"[ {', '.join(values)} ]"


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> str:
    """Write a condition."""
    kind = draw(st.sampled_from(["name", "not", "all", "any"] if depth else ["name"]))
    if kind == "name":
        return quoted("CONFIG_" + draw(st.text("ABC_1", max_size=3)))
    if kind == "not":
        return f"{{ 'not': {draw(conditions(depth - 1))} }}"
    inner = draw(st.lists(conditions(depth - 1), min_size=1, max_size=3))
    return f"{{ '{kind}': {listed(inner)} }}"


@st.composite
def extras(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Give keys that any definition can have."""
    pairs = []
    if draw(st.booleans()):
        pairs.append(("if", draw(conditions())))
    if draw(st.booleans()):
        features = draw(st.lists(names(), unique=True, max_size=2))
        pairs.append(("features", listed([quoted(name) for name in features])))
    return pairs


@st.composite
def members(draw: st.DrawFn, types: list[str]) -> list[tuple[str, str]]:
    """Give the pairs of an object of members."""
    pairs = []
    for name in draw(st.lists(names(), unique=True, max_size=4)):
        type_ = quoted(draw(st.sampled_from([*BUILT_IN, *types])))
        if draw(st.booleans()):
            type_ = listed([type_])
        if draw(st.booleans()):
            type_ = draw(objects([("type", type_), *draw(extras())]))
        pairs.append((draw(st.sampled_from(["", "*"])) + name, type_))
    return pairs


@st.composite
def schemas(draw: st.DrawFn) -> tuple[str, list[tuple[Kind, str]]]:
    """Write a schema, and tell what it defines."""
    kinds = draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=8))
    wanted = [(kind, name_of(kind, number)) for number, kind in enumerate(kinds)]
    types = [name for kind, name in wanted if kind in {Kind.ENUM, Kind.STRUCT, Kind.ALTERNATE}]
    parts = ["{ 'struct': 'Leaf', 'data': {} }", "{ 'enum': 'Few', 'data': [ 'one', 'two' ] }"]
    for kind, name in wanted:
        pairs = [(kind.value, quoted(name)), *draw(bodies(kind, types)), *draw(extras())]
        parts.append(draw(objects(pairs)))
    separators = [draw(BLANKS) for _ in parts]
    text = "".join(part + separator for part, separator in zip(parts, separators, strict=True))
    return text, [(Kind.STRUCT, "Leaf"), (Kind.ENUM, "Few"), *wanted]


def name_of(kind: Kind, number: int) -> str:
    """Give a name in the style of its kind."""
    match kind:
        case Kind.COMMAND:
            return f"command-{number}"
        case Kind.EVENT:
            return f"EVENT_{number}"
    return f"{kind.value.capitalize()}{number}"


@st.composite
def bodies(draw: st.DrawFn, kind: Kind, types: list[str]) -> list[tuple[str, str]]:
    """Give the keys that only definitions of a kind have."""
    match kind:
        case Kind.ENUM:
            values = draw(st.lists(names(), unique=True, max_size=4))
            return [("data", listed([quoted(value) for value in values]))]
        case Kind.STRUCT:
            base = [("base", quoted("Leaf"))] if draw(st.booleans()) else []
            return [*base, ("data", draw(objects(draw(members(types)))))]
        case Kind.UNION:
            return [
                ("base", "{ 'kind': 'Few' }"),
                ("discriminator", quoted("kind")),
                ("data", draw(st.sampled_from(["{ 'one': 'Leaf' }", "{ 'two': 'Leaf' }"]))),
            ]
        case Kind.ALTERNATE:
            return [("data", "{ 'named': 'Leaf', 'number': 'int', 'none': 'null' }")]
        case Kind.COMMAND:
            returns = draw(st.sampled_from(["'Leaf'", "[ 'Leaf' ]"]))
            data = draw(st.sampled_from(["'Leaf'", "{}", "{ 'a': 'int' }"]))
            return [("data", data), ("returns", returns)]
        case Kind.EVENT:
            return [("boxed", "true"), ("data", quoted("Leaf"))]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """A file to write into, again and again."""
    return tmp_path_factory.mktemp("generated") / "schema.json"


def load(path: Path, text: str) -> Schema:
    """Load a schema of one file."""
    path.write_bytes(text.encode())
    return load_schema(path, Workspace(path.parent))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(schema=schemas())
def test_valid_schemas_have_no_problems(path, schema):
    text, wanted = schema
    loaded = load(path, text)
    source = loaded.source("schema.json")
    for problem in loaded.problems:
        pytest.fail(f"{text}\n{source.position(problem.span.start)}: {problem.message}")
    assert [(d.kind, d.name) for d in loaded.definitions.values()] == wanted
    for definition in loaded.definitions.values():
        assert source.slice(definition.name_span) == definition.name
        for member in (*definition.own_members, *definition.branches):
            assert source.slice(member.name_span) == member.name


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(schema=schemas(), data=st.data())
def test_no_damage_makes_loading_fail(path, schema, data):
    text, _ = schema
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    piece = data.draw(st.sampled_from(["", "'", "{", "}", "[", "]", ",", ":", "#", "''", "true"]))
    damaged = text[:start] + piece + text[end:]
    loaded = load(path, damaged)
    source = loaded.source("schema.json")
    assert "".join(t.text for t in loaded.modules["schema.json"].tree.tokens) == source.text
    for problem in loaded.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(damaged) + 1
