"""Which members an object has, once its discriminators have told the branches it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from qapidoc.schema.model import Definition, Member, Schema, TypeRef
from qapidoc.schema.navigate import SIMPLE_DISCRIMINATOR, discriminator_enum, type_definition
from qapidoc.values.shapes import OPEN, Shape, shape_of, torn_definitions

SIMPLE_DATA = "data"
"""The member of a simple union that is of its branch's type."""


class Outline(msgspec.Struct, frozen=True):
    """The members of an object: those of a shape, and of the branches that it takes.

    ``closed`` is false where others may exist. ``chosen`` are the discriminators that tell the
    branches, with their values. ``possible`` are the members of all branches of a union whose
    discriminator does not tell. ``owners`` are the definitions that write the members.
    """

    members: Mapping[str, Member]
    closed: bool
    chosen: Mapping[str, str] = {}
    possible: frozenset[str] = frozenset()
    owners: Mapping[str, Definition] = {}

    def forbids(self, name: str) -> bool:
        """Tell whether the object cannot have a member of that name."""
        return self.closed and name not in self.members and name not in self.possible


class Outlines:
    """The shapes of the types of one schema, which are kept, and the ways through its unions."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._torn = torn_definitions(schema)
        self._shapes: dict[str, Shape] = {}

    def is_torn(self, definition: Definition) -> bool:
        """Tell whether a definition could be read in part only."""
        return definition.name in self._torn

    def shape(self, definition: Definition) -> Shape:
        """Give the shape of a struct, a union, or the data of a command or an event."""
        shape = self._shapes.get(definition.name)
        if shape is None:
            shape = self._shapes[definition.name] = self._new_shape(definition)
        return shape

    def outline(self, shape: Shape, choose: Callable[[Definition], str | None]) -> Outline:
        """Give the members of an object of a shape.

        `choose` gives for a union the value of its discriminator, ``None`` if that is not known.
        """
        members, closed, union = shape.members, shape.closed, shape.union
        owners = shape.owners
        chosen: dict[str, str] = {}
        seen: set[str] = set()
        while union is not None and union.name not in seen:
            seen.add(union.name)
            value = choose(union)
            branch = self.branch(union, value) if value is not None else None
            if value is None or branch is None:
                possible, known = self._possible(union)
                return Outline(members, closed and known, chosen, possible, owners)
            chosen[discriminator(union)] = value
            members = {**members, **branch.members}
            owners = {**owners, **branch.owners}
            closed = closed and branch.closed
            union = branch.union
        return Outline(members, closed, chosen, owners=owners)

    def branch(self, union: Definition, value: str) -> Shape | None:
        """Give the shape that a value of the discriminator adds, ``None`` if it is no such."""
        for branch in union.branches:
            if branch.name == value:
                return self._added(union, branch)
        if union.simple:
            return None
        enum = discriminator_enum(self._schema, union)
        if enum is None:
            return OPEN
        return Shape({}, True) if any(v.name == value for v in enum.values) else None

    def names(self, shape: Shape) -> frozenset[str]:
        """Give all members that objects of a shape may have, whichever branches they take."""
        further = self._possible(shape.union)[0] if shape.union is not None else frozenset()
        return further.union(shape.members)

    def _possible(self, union: Definition) -> tuple[frozenset[str], bool]:
        """Give the members that any branch of a union has, and whether these are all."""
        found: set[str] = set()
        closed = True
        waiting = [union]
        seen = {union.name}
        while waiting:
            current = waiting.pop()
            for branch in current.branches:
                shape = self._added(current, branch)
                found.update(shape.members)
                closed = closed and shape.closed
                if shape.union is not None and shape.union.name not in seen:
                    seen.add(shape.union.name)
                    waiting.append(shape.union)
        return frozenset(found), closed

    def _added(self, union: Definition, branch: Member) -> Shape:
        """Give the shape that a branch adds to its union."""
        if union.simple:
            data = msgspec.structs.replace(branch, name=SIMPLE_DATA, optional=False, condition=None)
            return Shape({SIMPLE_DATA: data}, True)
        definition = type_definition(self._schema, branch.type)
        return self.shape(definition) if definition is not None else OPEN

    def _new_shape(self, definition: Definition) -> Shape:
        data = type_definition(self._schema, definition.data)
        if definition.simple:
            return _simple_shape(definition)
        if data is not None and data.simple and definition.data and not definition.data.array:
            return msgspec.structs.replace(_simple_shape(data), closed=definition.gen)
        return shape_of(self._schema, definition, self._torn)


def discriminator(union: Definition) -> str:
    """Give the name of the member that tells the branch of a union."""
    return SIMPLE_DISCRIMINATOR if union.simple else union.discriminator or ""


def _simple_shape(union: Definition) -> Shape:
    """Give the shape of a union of the releases up to 6.1: ``type`` and ``data``."""
    span = union.name_span
    types = {SIMPLE_DISCRIMINATOR: "str", SIMPLE_DATA: "any"}
    members = {
        name: Member(name, TypeRef(type_, False, span), False, span, span)
        for name, type_ in types.items()
    }
    return Shape(members, True, union)
