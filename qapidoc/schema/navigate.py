"""Ways through the model: from a name to what it stands for.

All of them cope with names that nobody defines, and with loops of bases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from qapidoc.schema.model import Definition, EnumValue, Kind, Member, Schema, TypeRef

SIMPLE_DISCRIMINATOR = "type"
"""The member that tells the branches of a simple union, which has no other of its own."""


MAX_INHERITANCE = 500
"""Bases of bases, and unions within unions, that a definition may have."""


class Owned(msgspec.Struct, frozen=True):
    """A member, and the definition that writes it."""

    member: Member
    owner: Definition


def type_definition(schema: Schema, ref: TypeRef | None) -> Definition | None:
    """Give the definition of a type that is neither built in nor unknown."""
    definition = schema.definitions.get(ref.name) if ref is not None else None
    return definition if definition is not None and definition.kind.is_type else None


def bases(schema: Schema, definition: Definition) -> Iterator[Definition]:
    """Give the struct that `definition` is based on, that struct's base, and so on.

    After `MAX_INHERITANCE` of them it ends; a problem tells so.
    """
    seen = {definition.name}
    base = type_definition(schema, definition.base)
    while base is not None and base.name not in seen and len(seen) <= MAX_INHERITANCE:
        seen.add(base.name)
        yield base
        base = type_definition(schema, base.base)


def has_known_bases(schema: Schema, definition: Definition) -> bool:
    """Tell whether the base of `definition`, that struct's base, and so on, are all defined."""
    chain = (definition, *bases(schema, definition))
    return all(d.base is None or type_definition(schema, d.base) is not None for d in chain)


def members(schema: Schema, definition: Definition) -> tuple[Owned, ...]:
    """Give all members of a struct, union, command or event but those of branches.

    Inherited ones come first. For a command or event whose data is a named type, they are
    those of that type.
    """
    if definition.data is not None:
        data = type_definition(schema, definition.data)
        return members(schema, data) if data is not None else ()
    chain = [definition, *bases(schema, definition)]
    return tuple(Owned(m, owner) for owner in reversed(chain) for m in owner.own_members)


def member_named(schema: Schema, definition: Definition, name: str) -> Owned | None:
    """Give the member of that name, inherited or not."""
    return next((o for o in members(schema, definition) if o.member.name == name), None)


def discriminator_enum(schema: Schema, union: Definition) -> Definition | None:
    """Give the enum whose values choose the branch of a union, if it can be found."""
    if union.discriminator is None:
        return None
    owned = member_named(schema, union, union.discriminator)
    enum = type_definition(schema, owned.member.type) if owned is not None else None
    return enum if enum is not None and enum.kind is Kind.ENUM else None


def lacks_base(union: Definition) -> bool:
    """Tell whether a union has a discriminator, but no base that it could be a member of."""
    return union.discriminator is not None and union.base is None and union.base_members is None


def wire_names(definition: Definition) -> tuple[str, ...]:
    """Give the names that a doc comment of `definition` may describe as ``@name:``."""
    values = tuple(value.name for value in definition.values)
    own = tuple(member.name for member in definition.own_members)
    branches = definition.branches if definition.kind is Kind.ALTERNATE else ()
    implicit = (SIMPLE_DISCRIMINATOR,) if definition.simple else ()
    return values + own + tuple(branch.name for branch in branches) + implicit


def part_names(definition: Definition) -> Iterator[str]:
    """Give the names that a definition itself writes: members, values, branches, features."""
    parts: tuple[Member | EnumValue, ...] = (*definition.own_members, *definition.branches)
    for part in (*parts, *definition.values):
        yield part.name
        yield from (feature.name for feature in part.features)
    yield from (feature.name for feature in definition.features)
    if definition.simple:
        yield SIMPLE_DISCRIMINATOR


MAX_NEAR = 2_000
"""Definitions that are looked at to find out what a text may speak of."""


def near(schema: Schema, names: Iterable[str], steps: int = 2) -> dict[str, Definition]:
    """Give the definitions of these names, and what they are made of in so many steps.

    That is their bases, and the types of their members, branches, data and returned values.
    """
    found: dict[str, Definition] = {}
    waiting = list(dict.fromkeys(names))
    for step in range(steps + 1):
        following: dict[str, None] = {}
        for name in waiting:
            definition = schema.definitions.get(name)
            if definition is None or name in found or len(found) >= MAX_NEAR:
                continue
            found[name] = definition
            if step < steps:
                following |= dict.fromkeys(ref.name for ref in type_refs(definition))
        waiting = list(following)
    return found


def type_refs(definition: Definition) -> Iterator[TypeRef]:
    """Give the types that a definition uses: its base, data and what it returns, its members'."""
    parts = (*definition.own_members, *definition.branches)
    for ref in (definition.base, definition.data, definition.returns, *(p.type for p in parts)):
        if ref is not None:
            yield ref
            yield from (member.type for member in ref.members if member.type is not None)
