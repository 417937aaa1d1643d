"""Alternates: each branch must be told from the others by its JSON type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.schema.checks.types import describe
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema
from qapidoc.schema.navigate import type_definition
from qapidoc.schema.problems import Problem, SchemaKind

_WIRE_KINDS: Mapping[str, str] = {"string": "string", "int": "number"} | {
    name: name for name in ("number", "boolean", "null")
}
_NUMBER_LIKE = re.compile(r"[-+0-9.]")


def check_alternate(schema: Schema, alternate: Definition) -> Iterator[Problem]:
    """Check the branches of an alternate against each other."""
    taken: dict[str, Member] = {}
    known: dict[tuple[str, bool], tuple[str, ...] | None] = {}
    for branch in alternate.branches:
        if branch.type is None:
            continue
        key = (branch.type.name, branch.type.array)
        if key not in known:
            known[key] = _json_types(schema, branch)
        kinds = known[key]
        if kinds is None:
            continue
        if not kinds:
            told = describe(schema, branch.type.name)
            message = (
                f"branch '{branch.name}' of alternate '{alternate.name}' cannot be {told},"
                " which no JSON type tells from others"
            )
            yield _problem(alternate, branch, message)
            continue
        if branch.type.array:
            yield _problem(
                alternate,
                branch,
                f"branch '{branch.name}' of alternate '{alternate.name}' can be an array only"
                " since 7.1",
                usage=Usage.ARRAY_IN_ALTERNATE,
            )
        other = next((taken[kind] for kind in kinds if kind in taken), None)
        if other is not None:
            message = (
                f"branch '{branch.name}' of alternate '{alternate.name}' cannot be told from"
                f" branch '{other.name}' by its JSON type; remove one"
            )
            related = Related(alternate.path, other.name_span, f"branch '{other.name}' is here")
            yield _problem(alternate, branch, message, related)
        for kind in kinds:
            taken.setdefault(kind, branch)


def _json_types(schema: Schema, branch: Member) -> tuple[str, ...] | None:
    """Give what a branch may be mistaken for; nothing if anything, `None` if unknown."""
    assert branch.type is not None
    if branch.type.array:
        return ("array",)
    name = branch.type.name
    if name in BUILTIN_TYPES and name != "QType":
        kind = _WIRE_KINDS.get(BUILTIN_TYPES[name])
        if kind == "string":
            return ("string", "number", "boolean")
        return (kind,) if kind is not None else ()
    definition = type_definition(schema, branch.type)
    if definition is None:
        return ("string",) if name == "QType" else None
    match definition.kind:
        case Kind.ENUM:
            values = [value.name for value in definition.values]
            kinds = ["string"]
            if {"on", "off"} & set(values):
                kinds.append("boolean")
            if any(_NUMBER_LIKE.match(value) for value in values):
                kinds.append("number")
            return tuple(kinds)
        case Kind.ALTERNATE:
            return ()
        case _:
            return ("object",)


def _problem(
    alternate: Definition,
    branch: Member,
    message: str,
    *related: Related,
    usage: Usage | None = None,
) -> Problem:
    return Problem(
        SchemaKind.ALTERNATE,
        alternate.path,
        branch.name_span,
        message,
        alternate.name,
        branch.name,
        related,
        usage,
    )
