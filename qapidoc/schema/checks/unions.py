"""Unions: the discriminator, and the branches that its values choose."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.schema.checks.survey import Survey
from qapidoc.schema.checks.types import defined_here, describe
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema
from qapidoc.schema.names import Guesses, did_you_mean
from qapidoc.schema.navigate import (
    MAX_INHERITANCE,
    Owned,
    has_known_bases,
    member_named,
    members,
    type_definition,
)
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.source import Span


def check_union(schema: Schema, known: Survey, union: Definition) -> Iterator[Problem]:
    """Check the discriminator and the branches of a union."""
    if union.simple:
        if not union.branches:
            yield _empty(union, "give it some")
        return
    for branch in union.branches:
        yield from _check_branch_type(schema, union, branch)
        yield from _check_depth(known, union, branch)
    if union.discriminator is None:
        return
    owned = member_named(schema, union, union.discriminator)
    if owned is None:
        yield from _missing(schema, union)
        return
    yield from _check_discriminator(schema, union, owned)
    enum = type_definition(schema, owned.member.type)
    if enum is not None and enum.kind is Kind.ENUM:
        yield from _check_values(union, enum)
        if not enum.values and not union.branches:
            advice = f"give it some, and enum '{enum.name}' their names, or write a struct"
            yield _empty(union, advice, defined_here(enum))


def _empty(union: Definition, advice: str, *related: Related) -> Problem:
    message = f"union '{union.name}' has no branches; {advice}"
    return Problem(
        SchemaKind.UNION_EMPTY, union.path, union.name_span, message, union.name, related=related
    )


def _problem(
    kind: SchemaKind,
    union: Definition,
    at: Span,
    message: str,
    member: str,
    *related: Related,
    usage: Usage | None = None,
) -> Problem:
    return Problem(kind, union.path, at, message, union.name, member, related, usage)


def _missing(schema: Schema, union: Definition) -> Iterator[Problem]:
    name = union.discriminator or ""
    if union.base is None and union.base_members is None:
        message = f"union '{union.name}' has a discriminator, but no 'base' with '{name}' in it"
    elif not has_known_bases(schema, union):
        return
    else:
        known = [owned.member.name for owned in members(schema, union)]
        hint = did_you_mean(name, known) or "; add it to the base, or name another"
        message = f"the base of union '{union.name}' has no member '{name}'{hint}"
    yield _problem(SchemaKind.DISCRIMINATOR_MISSING, union, _at_discriminator(union), message, name)


def _at_discriminator(union: Definition) -> Span:
    return union.discriminator_span or union.name_span


def _check_discriminator(schema: Schema, union: Definition, owned: Owned) -> Iterator[Problem]:
    member = owned.member
    place = Related(owned.owner.path, member.name_span, f"'{member.name}' is here")
    at = _at_discriminator(union)
    what = f"discriminator '{member.name}' of union '{union.name}'"
    if member.optional:
        message = f"{what} must not be optional; remove the '*' where the member is defined"
        yield _problem(SchemaKind.DISCRIMINATOR_OPTIONAL, union, at, message, member.name, place)
    if member.condition is not None:
        message = f"{what} must not have a condition; remove the member's 'if'"
        yield _problem(SchemaKind.DISCRIMINATOR_CONDITIONAL, union, at, message, member.name, place)
    if member.type is None:
        return
    definition = type_definition(schema, member.type)
    known = definition is not None or member.type.name in BUILTIN_TYPES
    is_enum = definition is not None and definition.kind is Kind.ENUM and not member.type.array
    if known and not is_enum:
        told = "an array" if member.type.array else describe(schema, member.type.name)
        message = f"{what} must be of an enum type, not {told}"
        usage = Usage.STRING_DISCRIMINATOR if member.type.name == "str" else None
        yield _problem(
            SchemaKind.DISCRIMINATOR_TYPE, union, at, message, member.name, place, usage=usage
        )


def _check_values(union: Definition, enum: Definition) -> Iterator[Problem]:
    values = dict.fromkeys(value.name for value in enum.values)
    guesses = Guesses(values)
    for branch in union.branches:
        if branch.name not in values:
            hint = guesses.did_you_mean(branch.name)
            hint = hint or "; add it to the enum, or remove the branch"
            message = (
                f"branch '{branch.name}' of union '{union.name}' is no value of its"
                f" discriminator's enum '{enum.name}'{hint}"
            )
            yield _problem(
                SchemaKind.BRANCH_UNKNOWN_VALUE,
                union,
                branch.name_span,
                message,
                branch.name,
                defined_here(enum),
            )


def _check_depth(known: Survey, union: Definition, branch: Member) -> Iterator[Problem]:
    """Check that a branch does not lead back to the union, which no object could then be of."""
    inner = branch.type.name if branch.type is not None else ""
    loops, depths = known.branches
    what = f"branch '{branch.name}' of union '{union.name}'"
    if union.name in loops and loops.get(inner) == loops[union.name]:
        message = f"{what} leads back to the union"
    elif depths.get(inner, 0) + 1 >= MAX_INHERITANCE:
        message = f"{what} has {MAX_INHERITANCE} unions within unions or more; use fewer"
    else:
        return
    yield _problem(SchemaKind.BRANCH_TYPE_KIND, union, branch.name_span, message, branch.name)


def _check_branch_type(schema: Schema, union: Definition, branch: Member) -> Iterator[Problem]:
    ref = branch.type
    if ref is None or ref.array:
        return
    definition = type_definition(schema, ref)
    if definition is None and ref.name not in BUILTIN_TYPES:
        return
    kind = definition.kind if definition is not None else None
    if kind is Kind.STRUCT:
        return
    what = f"branch '{branch.name}' of union '{union.name}'"
    related = (defined_here(definition),) if definition is not None else ()
    usage = None
    if kind is Kind.UNION:
        message = f"{what} can be a union only since 8.2; give it a struct"
        usage = Usage.UNION_BRANCH
    else:
        message = f"{what} must be a struct or a union, not {describe(schema, ref.name)}"
    yield Problem(
        SchemaKind.BRANCH_TYPE_KIND,
        union.path,
        ref.span,
        message,
        union.name,
        branch.name,
        related,
        usage,
    )
