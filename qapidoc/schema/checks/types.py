"""The types that a definition names must exist, and be of a kind that may stand there."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.schema.checks.survey import Survey
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Schema, TypeRef
from qapidoc.schema.navigate import MAX_INHERITANCE, members, type_definition
from qapidoc.schema.problems import Problem, SchemaKind


def check_types(schema: Schema, known: Survey, definition: Definition) -> Iterator[Problem]:
    """Check all type names in a definition."""
    for member in definition.own_members:
        yield from _check_known(schema, known, definition, member.type, ("member", member.name))
    for branch in definition.branches:
        yield from _check_known(schema, known, definition, branch.type, ("branch", branch.name))
    for ref in (definition.base, definition.data, definition.returns):
        yield from _check_known(schema, known, definition, ref)
    yield from _check_base(schema, known, definition)
    yield from _check_data(schema, definition)
    yield from _check_returns(schema, definition)


def describe(schema: Schema, name: str) -> str:
    """Name a type with its kind."""
    if name in BUILTIN_TYPES:
        return f"the built-in type '{name}'"
    definition = schema.definitions.get(name)
    return f"the {definition.kind} '{name}'" if definition is not None else f"'{name}'"


def defined_here(definition: Definition) -> Related:
    """Point at a definition's name."""
    message = f"{definition.kind} '{definition.name}' is defined here"
    return Related(definition.path, definition.name_span, message)


def _check_known(
    schema: Schema,
    known: Survey,
    definition: Definition,
    ref: TypeRef | None,
    user: tuple[str, str] | None = None,
) -> Iterator[Problem]:
    """Check that a type is defined; that of a member in an anonymous struct may be so in C."""
    if ref is None or not ref.name or _known(schema, ref):
        return
    other = schema.definitions.get(ref.name)
    if other is None and schema.may_exist(ref.name):
        return
    what = f"{definition.kind} '{definition.name}'"
    if user is not None:
        what = f"{user[0]} '{user[1]}' of {what}"
    related: tuple[Related, ...] = ()
    if other is not None:
        kind = "an event" if other.kind is Kind.EVENT else "a command"
        message = f"{what} takes '{ref.name}' for a type, but it is {kind}"
        related = (defined_here(other),)
    else:
        hint = known.guesses.did_you_mean(ref.name) or "; define it, or name another"
        message = f"{what} names the type '{ref.name}', which nothing defines{hint}"
    yield Problem(
        SchemaKind.UNKNOWN_TYPE,
        definition.path,
        ref.span,
        message,
        definition.name,
        user[1] if user is not None else None,
        related,
        Usage.UNDEFINED_TYPE,
    )


def _problem(
    schema: Schema,
    definition: Definition,
    ref: TypeRef,
    message: str,
    usage: Usage | None = None,
) -> Problem:
    other = type_definition(schema, ref)
    return Problem(
        SchemaKind.TYPE_KIND,
        definition.path,
        ref.span,
        message,
        definition.name,
        related=(defined_here(other),) if other is not None else (),
        usage=usage,
    )


def _known(schema: Schema, ref: TypeRef) -> bool:
    return ref.name in BUILTIN_TYPES or type_definition(schema, ref) is not None


def _check_base(schema: Schema, known: Survey, definition: Definition) -> Iterator[Problem]:
    ref = definition.base
    if ref is None or not _known(schema, ref):
        return
    base = type_definition(schema, ref)
    what = f"{definition.kind} '{definition.name}'"
    if base is None or base.kind is not Kind.STRUCT:
        message = f"the base of {what} must be a struct, not {describe(schema, ref.name)}"
        yield _problem(schema, definition, ref, message)
    elif known.bases.loops.get(definition.name) == definition.name:
        yield _problem(schema, definition, ref, f"{what} is its own base; end the loop")
    elif known.bases.depths.get(definition.name, 0) >= MAX_INHERITANCE:
        message = f"{what} has {MAX_INHERITANCE} bases of bases or more; use fewer"
        yield _problem(schema, definition, ref, message)


def _check_data(schema: Schema, definition: Definition) -> Iterator[Problem]:
    ref = definition.data
    what = f"{definition.kind} '{definition.name}'"
    if definition.kind in {Kind.COMMAND, Kind.EVENT} and not definition.boxed:
        yield from _check_conditional(schema, definition)
    if ref is None or not _known(schema, ref) or ref.name == "**":
        return
    data = type_definition(schema, ref)
    if data is None or data.kind not in {Kind.STRUCT, Kind.UNION}:
        message = f"{what} must take a struct, not {describe(schema, ref.name)}"
        yield _problem(schema, definition, ref, message)
    elif data.kind is Kind.UNION and not definition.boxed:
        message = f"{what} takes {describe(schema, ref.name)}, which needs 'boxed': true"
        yield _problem(schema, definition, ref, message)


def _check_conditional(schema: Schema, definition: Definition) -> Iterator[Problem]:
    """Check that C functions with an argument each have no conditional ones."""
    for owned in members(schema, definition):
        if owned.member.condition is not None:
            what = f"{definition.kind} '{definition.name}'"
            message = (
                f"argument '{owned.member.name}' of {what} has a condition, which needs"
                " 'boxed': true and a struct as 'data'"
            )
            place = definition.data.span if definition.data is not None else owned.member.name_span
            yield Problem(
                SchemaKind.TYPE_KIND,
                definition.path,
                place,
                message,
                definition.name,
                owned.member.name,
                usage=Usage.CONDITIONAL_ARGUMENT,
            )
            return


def _check_returns(schema: Schema, definition: Definition) -> Iterator[Problem]:
    ref = definition.returns
    if ref is None or not ref.name or not _known(schema, ref):
        return
    returned = type_definition(schema, ref)
    what = f"command '{definition.name}'"
    told = describe(schema, ref.name)
    if returned is not None and returned.kind in {Kind.STRUCT, Kind.UNION}:
        return
    if returned is not None and returned.kind is Kind.ALTERNATE:
        message = f"{what} cannot return {told}; return a struct"
    else:
        message = f"{what} returns {told}; return a struct, which can grow members later"
    problem = _problem(schema, definition, ref, message, Usage.FREE_RETURN)
    excuse = ("command-returns-exceptions", definition.name)
    yield msgspec.structs.replace(problem, excuse=excuse)
