"""Members that meet in one object must differ, inherited ones and those of branches included."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Related
from qapidoc.schema.model import Definition, Kind, Member, Schema
from qapidoc.schema.names import c_name
from qapidoc.schema.navigate import MAX_INHERITANCE, Owned, bases, members, type_definition
from qapidoc.schema.problems import Problem, SchemaKind
from qapidoc.source import Span


def check_clashes(schema: Schema, definition: Definition) -> Iterator[Problem]:
    """Check a definition's own members against inherited ones, and branches against both."""
    seen: dict[str, Owned] = {}
    for base in reversed(list(bases(schema, definition))):
        for member in base.own_members:
            seen.setdefault(c_name(member.name), Owned(member, base))
    for member in definition.own_members:
        earlier = seen.get(c_name(member.name))
        if earlier is not None and earlier.owner is not definition:
            kind = SchemaKind.UNION_CLASH if definition.kind is Kind.UNION else SchemaKind.CLASH
            message = (
                f"member '{member.name}' of {definition.kind} '{definition.name}' collides with"
                f" '{earlier.member.name}', which it inherits; rename one"
            )
            yield _problem(kind, definition, member.name_span, message, member.name, earlier)
        seen.setdefault(c_name(member.name), Owned(member, definition))
    if definition.kind is Kind.UNION and not definition.simple:
        yield from _check_branches(schema, definition, seen)


def _check_branches(
    schema: Schema, union: Definition, common: dict[str, Owned]
) -> Iterator[Problem]:
    """Check what branches bring, and tell once of each common member that they collide with."""
    clashes: dict[str, list[tuple[Member, Owned]]] = {}
    for branch in union.branches:
        if branch.type is None or branch.type.array:
            continue
        for owned in _brought(schema, type_definition(schema, branch.type), {union.name}):
            name = c_name(owned.member.name)
            if name in common:
                clashes.setdefault(name, []).append((branch, owned))
    for name, found in clashes.items():
        branch, owned = found[0]
        earlier = common[name]
        others = len({other.name for other, _ in found} - {branch.name})
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
