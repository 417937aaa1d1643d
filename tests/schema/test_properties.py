"""Valid schemas, whatever they hold, are read as they were meant; changed ones never fail."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qapidoc.findings import Finding
from qapidoc.releases import NEWEST
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Definition, EnumValue, Feature, Member, Schema, TypeRef
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Span
from qapidoc.syntax.nodes import Node, SectionKind
from qapidoc.syntax.reader import read
from tests.generated.comments import described, features
from tests.generated.definitions import KINDS, Expression, name_of
from tests.generated.files import ROOT, schemas
from tests.generated.mutations import mutations

NOWHERE = Path(__file__).parent / "nowhere"
LANGUAGE = select(["language"], [])

slow = settings(
    max_examples=60,  # whole schemas, which take their time to make
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def load(files: dict[str, str]) -> Schema:
    """Load a schema whose files are nowhere but here."""
    texts = {
        (NOWHERE / name).resolve(): text.encode("utf-8", "surrogateescape")
        for name, text in files.items()
    }
    return load_schema(NOWHERE / ROOT, Workspace(NOWHERE, texts=texts))


def findings(schema: Schema) -> Iterable[Finding]:
    """Give what the language, as the newest release has it, does not allow."""
    context = Context(schema, NEWEST)
    return chain.from_iterable(rule.check(context) for rule in LANGUAGE)


def told(schema: Schema, files: dict[str, str], finding: Finding) -> str:
    """Show a schema and what is said of it."""
    at = schema.source(finding.path).position(finding.span.start)
    shown = "\n".join(f"--- {name}\n{text}" for name, text in files.items())
    return f"{shown}\n{finding.path}:{at.line}:{at.column}: {finding.message}"


# --- valid schemas ---------------------------------------------------------------------------


@slow
@given(files=schemas())
def test_valid_schemas_are_accepted(files):
    schema = load(files)
    for finding in findings(schema):
        pytest.fail(told(schema, files, finding), pytrace=False)
    assert set(schema.modules) == set(files)
    for module in schema.modules.values():
        assert "".join(token.text for token in read(module.source).tokens) == files[module.path]


@slow
@given(files=schemas())
def test_valid_schemas_are_read_as_meant(files):
    definitions = load(files).definitions
    assert {name: meaning(d) for name, d in definitions.items()} == {
        name_of(expression): meant(expression) for expression in files.expressions
    }
    for expression in files.expressions:
        doc = definitions[name_of(expression)].doc
        if doc is not None:
            assert doc.closed
            names: dict[SectionKind, list[str]] = {kind: [] for kind in SectionKind}
            for section in doc.sections:
                names[section.kind] += [section.name.value] if section.name else []
            assert names[SectionKind.MEMBER] == described(expression)
            assert names[SectionKind.FEATURE] == features(expression)


@slow
@given(files=schemas())
def test_names_are_where_they_are_said_to_be(files):
    schema = load(files)
    for definition in schema.definitions.values():
        source = schema.source(definition.path)
        assert source.slice(definition.name_span) == definition.name
        for member in (*definition.own_members, *definition.branches):
            assert source.slice(member.name_span) == member.name
            assert member.type is not None
            assert member.type.name in source.slice(member.type.span)
        for value in definition.values:
            assert source.slice(value.name_span) == value.name
        for feature in definition.features:
            assert source.slice(feature.name_span) == feature.name


def meaning(definition: Definition) -> dict[str, Any]:
    """Say what a definition is, in the words of `meant`."""
    said: dict[str, Any] = {
        "kind": definition.kind.value,
        "name": definition.name,
        "if": condition(definition),
        "features": [(feature.name, condition(feature)) for feature in definition.features],
        "prefix": definition.prefix,
        "discriminator": definition.discriminator,
        "returns": str(definition.returns) if definition.returns else None,
        "base": str(definition.base) if definition.base else parts(definition.base_members),
        "values": parts(definition.values),
        "branches": parts(definition.branches),
        "data": str(definition.data) if definition.data else parts(definition.members),
    }
    flags = ("boxed", "gen", "success_response", "allow_oob", "allow_preconfig", "coroutine")
    return said | {flag.replace("_", "-"): getattr(definition, flag) for flag in flags}


def condition(part: Definition | Member | EnumValue | Feature) -> str | None:
    return str(part.condition) if part.condition is not None else None


def parts(found: Iterable[Member | EnumValue] | None) -> list[tuple[object, ...]]:
    return [
        (
            part.name,
            str(part.type) if isinstance(part, Member) else None,
            isinstance(part, Member) and part.optional,
            condition(part),
            [(feature.name, condition(feature)) for feature in part.features],
        )
        for part in found or ()
    ]


def meant(expression: Expression) -> dict[str, Any]:
    """Say what an expression was generated to define."""
    kind = next(kind for kind in KINDS if kind in expression)
    data, base = expression.get("data"), expression.get("base")
    inline = meant_parts(data) if data is not None and not isinstance(data, str) else []
    holder = {"enum": "values", "union": "branches", "alternate": "branches"}.get(kind, "data")
    said: dict[str, Any] = {"values": [], "branches": [], "data": []}
    said[holder] = data if isinstance(data, str) else inline
    return said | {
        "kind": kind,
        "name": expression[kind],
        "if": meant_condition(expression.get("if")),
        "features": meant_features(expression),
        "prefix": expression.get("prefix"),
        "discriminator": expression.get("discriminator"),
        "returns": meant_type(expression["returns"]) if "returns" in expression else None,
        "base": base if isinstance(base, str) else meant_parts(base or {}),
        **{flag: expression.get(flag, flag in {"gen", "success-response"}) for flag in FLAGS},
    }


FLAGS = ("boxed", "gen", "success-response", "allow-oob", "allow-preconfig", "coroutine")


def meant_parts(data: Any) -> list[tuple[object, ...]]:
    if isinstance(data, list):
        spelt = [value if isinstance(value, dict) else {"name": value} for value in data]
    else:
        spelt = [
            {"name": name, **(value if isinstance(value, dict) else {"type": value})}
            for name, value in data.items()
        ]
    return [
        (
            part["name"].removeprefix("*"),
            meant_type(part["type"]) if "type" in part else None,
            part["name"].startswith("*"),
            meant_condition(part.get("if")),
            meant_features(part),
        )
        for part in spelt
    ]


def meant_type(type_: str | list[str]) -> str:
    return type_ if isinstance(type_, str) else f"[{type_[0]}]"


def meant_features(part: dict[str, Any]) -> list[tuple[str, str | None]]:
    spelt = [f if isinstance(f, dict) else {"name": f} for f in part.get("features", ())]
    return [(feature["name"], meant_condition(feature.get("if"))) for feature in spelt]


def meant_condition(condition: Any) -> str | None:
    """Write a condition as the model does, of which `test_definitions.py` tests the signs."""
    match condition:
        case None | str():
            return condition
        case {"not": inner}:
            return f"not {grouped(inner)}"
        case {"all": inner}:
            return " and ".join(map(grouped, inner))
        case {"any": inner}:
            return " or ".join(map(grouped, inner))
    raise AssertionError(condition)


def grouped(condition: Any) -> str:
    several = isinstance(condition, dict) and len(next(iter(condition.values()))) > 1
    written = meant_condition(condition) or ""
    return f"({written})" if several and "not" not in condition else written


# --- changed schemas -------------------------------------------------------------------------


@slow
@given(files=schemas(), data=st.data())
def test_one_changed_token_changes_one_definition(files, data):
    before = load(files)
    path = data.draw(st.sampled_from([name for name, text in files.items() if text.strip()]))
    mutation = data.draw(mutations(files[path]))
    changed: dict[str, str] = {**files, path: mutation.text}
    after = load(changed)
    check_places(after)
    if any(True for _ in findings(after)):
        return
    kept = [
        name
        for name, definition in before.definitions.items()
        if definition.path != path or not is_near(before, definition, mutation.offset)
    ]
    lost = [
        name for name in kept if bare(before.definitions[name]) != bare(after.definitions.get(name))
    ]
    if lost and is_directive(before, path, mutation.offset):
        return
    assert not lost, f"{path}:{mutation.offset}\n{files[path]}\n---\n{mutation.text}"
    assert len(set(after.definitions) - set(kept)) <= 2


def check_places(schema: Schema) -> None:
    """See that tokens tile each file, and that problems are within."""
    for module in schema.modules.values():
        text = module.source.text
        assert "".join(token.text for token in read(module.source).tokens) == text
    for problem in schema.problems:
        end = len(schema.source(problem.path).text) + 1
        assert 0 <= problem.span.start <= problem.span.end <= end


def is_near(schema: Schema, definition: Definition, offset: int) -> bool:
    """Tell whether `offset` is in a definition, its doc comment, or between the two."""
    start = definition.doc.start if definition.doc is not None else definition.span.start
    return start <= offset < definition.span.end


def is_directive(schema: Schema, path: str, offset: int) -> bool:
    """Tell whether `offset` is in an expression that defines nothing."""
    return any(
        item.start <= offset < item.end for item in schema.modules[path].tree.items
    ) and not (
        any(
            is_near(schema, definition, offset)
            for definition in schema.definitions.values()
            if definition.path == path
        )
    )


def bare(value: Any) -> Any:
    """Give a part of the model without places."""
    if isinstance(value, Span):
        return None
    if isinstance(value, msgspec.Struct):
        skipped = {"start", "end", "indent"} if isinstance(value, Node) else {"path"}
        return {
            field: bare(getattr(value, field))
            for field in value.__struct_fields__
            if field not in skipped
        }
    return [bare(item) for item in value] if isinstance(value, tuple) else value


def test_bare_sees_what_differs():
    """Guard the comparison above: places go, the rest stays."""
    first = TypeRef("A", False, Span(0, 1))
    assert bare(first) == bare(TypeRef("A", False, Span(5, 6)))
    assert bare(first) != bare(TypeRef("A", True, Span(0, 1)))
