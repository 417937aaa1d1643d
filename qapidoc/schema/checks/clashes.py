"""Members that meet in one object must differ, inherited ones and those of branches included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qapidoc.findings import Related
from qapidoc.schema.checks.survey import Survey
from qapidoc.schema.model import Definition, Kind, Member, Schema
from qapidoc.schema.names import c_name
from qapidoc.schema.navigate import MAX_INHERITANCE, Owned, members, type_definition
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.source import Span


def find_clashes(schema: Schema, known: Survey) -> dict[str, list[Problem]]:
    """Check own members against inherited ones, and branches against both; by definition.

    A walk from bases to what is based on them keeps what is inherited. It does so in linear
    time, however long the chain of bases is.
    """
    found: dict[str, list[Problem]] = {}
    derived: dict[str | None, list[Definition]] = {}
    for definition in schema.definitions.values():
        base = type_definition(schema, definition.base)
        top = base is None or definition.name in known.bases.loops
        derived.setdefault(None if top or base is None else base.name, []).append(definition)
    seen: dict[str, Owned] = {}
    walk: list[Definition | int] = list(derived.get(None, ()))
    while walk:
        step = walk.pop()
        if isinstance(step, Definition):
            walk.append(len(seen))
            walk.extend(derived.get(step.name, ()))
            found[step.name] = list(_check_members(schema, step, seen))
        else:
            while len(seen) > step:
                seen.popitem()
    return found


def _check_members(
    schema: Schema, definition: Definition, seen: dict[str, Owned]
) -> Iterator[Problem]:
    """Check a definition against what it inherits, which is `seen`; its own is put into it."""
    for member in definition.own_members:
        earlier = seen.setdefault(c_name(member.name), Owned(member, definition))
        if earlier.owner is not definition:
            kind = SchemaKind.UNION_CLASH if definition.kind is Kind.UNION else SchemaKind.CLASH
            message = (
                f"member '{member.name}' of {definition.kind} '{definition.name}' collides with"
                f" '{earlier.member.name}', which it inherits; rename one"
            )
            yield _problem(kind, definition, member.name_span, message, member.name, earlier)
    if definition.kind is Kind.UNION and not definition.simple:
        yield from _check_branches(schema, definition, seen)


def _check_branches(
    schema: Schema, union: Definition, common: Mapping[str, Owned]
) -> Iterator[Problem]:
    """Check what branches bring, and tell once of each common member that they collide with."""
    branches: dict[str, list[Member]] = {}
    for branch in union.branches:
        if branch.type is not None and not branch.type.array:
            branches.setdefault(branch.type.name, []).append(branch)
    clashes: dict[str, list[tuple[Sequence[Member], Owned]]] = {}
    for users in branches.values():
        brought: dict[str, Owned] = {}
        for owned in _brought(schema, type_definition(schema, users[0].type), {union.name}):
            brought.setdefault(c_name(owned.member.name), owned)
        for name, owned in brought.items():
            if name in common:
                clashes.setdefault(name, []).append((users, owned))
    for name, found in clashes.items():
        (branch, *_), owned = found[0]
        earlier = common[name]
        others = sum(len(users) for users, _ in found) - 1
        more = f", as {others} more of its branches do" if others else ""
        message = (
            f"branch '{branch.name}' of union '{union.name}' brings member"
            f" '{owned.member.name}' of {owned.owner.kind} '{owned.owner.name}', which"
            f" collides with '{earlier.member.name}' of the union's base{more}; rename one"
        )
        yield _problem(
            SchemaKind.UNION_CLASH,
            union,
            branch.name_span,
            message,
            branch.name,
            earlier,
            owned,
        )


def _brought(schema: Schema, definition: Definition | None, seen: set[str]) -> Iterator[Owned]:
    """Give the members that a branch brings, those of the branches of nested unions too.

    Types in `seen` are passed over; the others are put into it. A simple union brings none of
    its own: its members stand in ``data``.
    """
    level = [definition]
    for _ in range(MAX_INHERITANCE):
        inner = {d.name: d for d in level if d is not None and not d.simple and d.name not in seen}
        seen |= inner.keys()
        level = []
        for found in inner.values():
            yield from members(schema, found)
            if found.kind is Kind.UNION:
                level += [type_definition(schema, branch.type) for branch in found.branches]
        if not level:
            return


def _problem(
    kind: SchemaKind,
    definition: Definition,
    at: Span,
    message: str,
    member: str,
    *places: Owned,
) -> Problem:
    related = tuple(
        Related(
            place.owner.path,
            place.member.name_span,
            f"'{place.member.name}' of {place.owner.kind} '{place.owner.name}' is here",
        )
        for place in places
    )
    return Problem(kind, definition.path, at, message, definition.name, member, related)
