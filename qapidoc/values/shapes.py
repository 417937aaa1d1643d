"""Which members the objects of a type have."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import msgspec

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import bases, lacks_base, type_definition
from qapidoc.schema.problems import SchemaKind
from qapidoc.values.builtins import json_type

TORN = frozenset({SchemaKind.EXPRESSION, SchemaKind.DUPLICATE_KEY, SchemaKind.REDEFINITION})
"""Problems of definitions of which more may be meant than could be read."""


class Shape(msgspec.Struct, frozen=True):
    """The members of a type, those of its bases included, those of its branches not.

    ``closed`` is false where others may exist, since part of the type is not known. ``union``
    is the definition whose discriminator decides about more. ``owners`` are the definitions
    that write the members.
    """

    members: Mapping[str, Member]
    closed: bool
    union: Definition | None = None
    owners: Mapping[str, Definition] = {}


OPEN = Shape({}, False)
"""The shape of what is not known."""


def shape_of(schema: Schema, definition: Definition, torn: Container[str] = ()) -> Shape:
    """Give the shape of a struct, a union, or the data of a command or an event.

    A command without generated code (``'gen': false``) may take more than it says, and what is
    known of the definitions in `torn` may not be all.
    """
    if definition.data is not None:
        data = type_definition(schema, definition.data)
        if data is None or definition.data.array or not _has_members(data) or data.simple:
            return OPEN
        shape = shape_of(schema, data, torn)
        return shape if definition.gen else msgspec.structs.replace(shape, closed=False)
    if not _has_members(definition):
        return OPEN
    chain = [definition, *bases(schema, definition)]
    owned = [(m, owner) for owner in reversed(chain) for m in owner.own_members]
    members = {m.name: m for m, _ in owned}
    owners = {m.name: owner for m, owner in owned}
    closed = chain[-1].base is None and definition.gen
    closed = closed and not any(owner.name in torn for owner in chain)
    if definition.kind is not Kind.UNION:
        return Shape(members, closed, owners=owners)
    whole = definition.discriminator is not None and not lacks_base(definition)
    return Shape(members, closed and whole, definition, owners)


def torn_definitions(schema: Schema) -> frozenset[str]:
    """Give the names of definitions that could be read in part only."""
    return frozenset(p.definition for p in schema.problems if p.definition and p.kind in TORN)


def shape_of_members(members: Sequence[Member]) -> Shape:
    """Give the shape of an anonymous struct."""
    return Shape({member.name: member for member in members}, True)


def json_type_of(schema: Schema, ref: TypeRef) -> str | None:
    """Give the JSON type of a type, ``None`` if there is not one for all its values."""
    if ref.array:
        return "array"
    if ref.name in BUILTIN_TYPES:
        found = json_type(ref.name)
        return found if found != "value" else None
    definition = type_definition(schema, ref)
    if definition is None:
        return "object" if ref.members else None
    return {Kind.ENUM: "string", Kind.ALTERNATE: None}.get(definition.kind, "object")


def alternatives(schema: Schema, alternate: Definition) -> list[tuple[TypeRef, str | None]]:
    """Give the types of the branches of an alternate, each with its JSON type."""
    refs = [branch.type for branch in alternate.branches if branch.type is not None]
    return [(ref, json_type_of(schema, ref)) for ref in refs]


def _has_members(definition: Definition) -> bool:
    """Tell whether values of it are objects with the members that the definition lists."""
    return definition.kind not in {Kind.ENUM, Kind.ALTERNATE}
