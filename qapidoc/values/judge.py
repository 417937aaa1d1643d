"""Hold JSON values against types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import discriminator_enum, type_definition
from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonMember,
    JsonObject,
    JsonString,
    JsonValue,
)
from qapidoc.values.builtins import PHRASES
from qapidoc.values.faults import Fault, FaultKind
from qapidoc.values.scalars import (
    BRACKETS,
    builtin,
    elided,
    enumerated,
    json_types,
    suggestion,
    wrong_type,
)
from qapidoc.values.shapes import (
    OPEN,
    Shape,
    json_type_of,
    shape_of,
    shape_of_members,
    torn_definitions,
)
from qapidoc.values.uses import OnUse, Use, unnoticed


class Judge:
    """Holds values against the types of one schema; the shapes it works out are kept.

    `on_use` is told of what values make use of, as far as their faults are asked for.
    """

    def __init__(self, schema: Schema, on_use: OnUse = unnoticed) -> None:
        self._schema = schema
        self._on_use = on_use
        self._torn = torn_definitions(schema)
        self._shapes: dict[str, Shape] = {}

    def value(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Give all faults of a value that should be of type `ref`."""
        if elided(value):
            yield from self._elision(ref, value, path)
        elif not ref.array:
            yield from self._single(ref, value, path)
        elif isinstance(value, JsonArray):
            single = msgspec.structs.replace(ref, array=False)
            for index, item in enumerate(value.items):
                yield from self.value(single, item, f"{path}[{index}]")
        else:
            yield wrong_type(value, path, str(ref), "array")

    def data(self, definition: Definition, value: JsonObject, path: str) -> Iterator[Fault]:
        """Give all faults of an object that should be the data of a command or an event."""
        yield from self._members(self._shape(definition), label(definition), value, path)

    def object(
        self, members: Iterable[Member], name: str, value: JsonObject, path: str
    ) -> Iterator[Fault]:
        """Give all faults of an object that should have `members`; `name` is what it is."""
        yield from self._members(shape_of_members(tuple(members)), name, value, path)

    def is_torn(self, definition: Definition) -> bool:
        """Tell whether a definition could be read in part only."""
        return definition.name in self._torn

    def required(self, definition: Definition) -> tuple[str, ...]:
        """Give the names of the members that the data of a command or an event must have."""
        return tuple(m.name for m in self._shape(definition).members.values() if is_required(m))

    def _shape(self, definition: Definition) -> Shape:
        shape = self._shapes.get(definition.name)
        if shape is None:
            shape = self._shapes[definition.name] = shape_of(self._schema, definition, self._torn)
        return shape

    # --- values of one type ----------------------------------------------------------------

    def _elision(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Hold dots in brackets against a type: the brackets tell what is left out."""
        expected = json_type_of(self._schema, ref)
        found = BRACKETS.get(value.brackets) if isinstance(value, Elision) else None
        if found is not None and expected is not None and found != expected:
            yield wrong_type(value, path, str(ref), expected)

    def _single(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Hold a value against a type, or an element against that of its array."""
        if ref.name in BUILTIN_TYPES:
            yield from builtin(ref.name, value, path)
            return
        definition = type_definition(self._schema, ref)
        if definition is not None:
            self._on_use(Use(definition, None, path, value.span))
            yield from self._defined(definition, value, path)
        elif not ref.name:
            if isinstance(value, JsonObject):
                yield from self._members(shape_of_members(ref.members), "the object", value, path)
            else:
                yield wrong_type(value, path, str(ref), "object")

    def _defined(self, definition: Definition, value: JsonValue, path: str) -> Iterator[Fault]:
        if definition.kind is Kind.ALTERNATE:
            yield from self._alternate(definition, value, path)
        elif definition.kind is Kind.ENUM:
            names = [v.name for v in definition.values]
            self._use_value(definition, value, path)
            faults = enumerated(names, label(definition), value, path)
            torn = definition.name in self._torn
            yield from (f for f in faults if not torn or f.kind is FaultKind.WRONG_TYPE)
        elif not isinstance(value, JsonObject):
            yield wrong_type(value, path, label(definition), "object")
        elif definition.simple:
            yield from self._simple_union(definition, value, path)
        else:
            yield from self._members(self._shape(definition), label(definition), value, path)

    def _use_value(self, enum: Definition, value: JsonValue, path: str) -> None:
        """Tell of the use of a value of an enum."""
        if isinstance(value, JsonString):
            for part in enum.values:
                if part.name == value.value:
                    self._on_use(Use(enum, part, path, value.span))

    def _alternate(self, definition: Definition, value: JsonValue, path: str) -> Iterator[Fault]:
        found = json_types(value)
        refs = [branch.type for branch in definition.branches if branch.type is not None]
        types = [(ref, json_type_of(self._schema, ref)) for ref in refs]
        for ref, type_ in types:
            if type_ in found:
                yield from self.value(ref, value, path)
                return
        if definition.name not in self._torn and all(type_ is not None for _, type_ in types):
            phrases = [PHRASES[type_] for _, type_ in types if type_ is not None]
            expected = " or ".join(dict.fromkeys(phrases))
            yield wrong_type(value, path, label(definition), expected)

    # --- objects ---------------------------------------------------------------------------

    def _members(self, shape: Shape, type_: str, value: JsonObject, path: str) -> Iterator[Fault]:
        """Hold the members of an object against a shape, and the branches it leads to."""
        present = {member.key.value: member for member in value.members}
        allowed, owners = dict(shape.members), dict(shape.owners)
        closed = shape.closed
        possible: frozenset[str] = frozenset()
        seen: set[str] = set()
        while shape.union is not None and shape.union.name not in seen:
            seen.add(shape.union.name)
            branch = self._branch(shape.union, present)
            if branch is None:
                possible, known = self._possible(shape.union)
                closed = closed and known
                break
            shape = branch
            allowed |= shape.members
            owners |= shape.owners
            closed = closed and shape.closed
        absent = [name for name in allowed if name not in present]
        for member in value.members:
            name = member.key.value
            inner = f"{path}.{name}" if path else name
            if name not in allowed:
                if closed and name not in possible:
                    near = suggestion(name, absent)
                    if near is not None:
                        absent.remove(near)
                    yield Fault(
                        FaultKind.UNKNOWN_MEMBER,
                        inner,
                        member.key.span,
                        name,
                        type_,
                        suggestion=near,
                        advice=self._advice(member, allowed) if near is None else "",
                    )
                continue
            if name in owners:
                self._on_use(Use(owners[name], allowed[name], inner, member.key.span))
            ref = allowed[name].type
            if ref is not None:
                faults = self.value(ref, member.value, inner)
                yield from (_moved_up(fault, path, absent) for fault in faults)
        if not value.elided:
            for name in absent:
                if is_required(allowed[name]):
                    inner = f"{path}.{name}" if path else name
                    yield Fault(FaultKind.MISSING_MEMBER, inner, value.span, name, type_)

    def _advice(self, member: JsonMember, allowed: Mapping[str, Member]) -> str:
        """Say where a member belongs that its object cannot have; nothing if that is unclear."""
        inner = member.value.members if isinstance(member.value, JsonObject) else ()
        if inner and all(other.key.value in allowed for other in inner):
            return "leave it out, and keep what is in it"
        for name, other in allowed.items():
            definition = type_definition(self._schema, other.type)
            if definition is None or (other.type is not None and other.type.array):
                continue
            if member.key.value in self._shape(definition).members:
                return f"move it into '{name}'"
        return ""

    def _branch(self, union: Definition, present: dict[str, JsonMember]) -> Shape | None:
        """Give the shape that the discriminator of a union adds; ``None`` if it does not tell."""
        chosen = present.get(union.discriminator or "")
        if chosen is None or not isinstance(chosen.value, JsonString) or elided(chosen.value):
            return None
        for branch in union.branches:
            if branch.name == chosen.value.value:
                definition = type_definition(self._schema, branch.type)
                return self._shape(definition) if definition is not None else OPEN
        enum = discriminator_enum(self._schema, union)
        if enum is None:
            return OPEN
        known = any(value.name == chosen.value.value for value in enum.values)
        return Shape({}, True) if known else None

    def _possible(self, union: Definition) -> tuple[frozenset[str], bool]:
        """Give the members that any branch of a union has, and whether these are all."""
        found: set[str] = set()
        closed = True
        waiting = [union]
        seen = {union.name}
        while waiting:
            for branch in waiting.pop().branches:
                definition = type_definition(self._schema, branch.type)
                shape = self._shape(definition) if definition is not None else OPEN
                found.update(shape.members)
                closed = closed and shape.closed
                if shape.union is not None and shape.union.name not in seen:
                    seen.add(shape.union.name)
                    waiting.append(shape.union)
        return frozenset(found), closed

    def _simple_union(self, union: Definition, value: JsonObject, path: str) -> Iterator[Fault]:
        """Hold an object against a union of the releases up to 6.1: ``type`` and ``data``."""
        span = union.name_span
        chosen = value.get("type")
        kind, data = TypeRef("str", False, span), TypeRef("any", False, span)
        if chosen is not None and isinstance(chosen.value, JsonString):
            names = [branch.name for branch in union.branches]
            inner = f"{path}.type" if path else "type"
            yield from enumerated(names, label(union), chosen.value, inner)
            for branch in union.branches:
                if branch.name == chosen.value.value and branch.type is not None:
                    data = branch.type
        members = [
            Member("type", kind, False, span, span),
            Member("data", data, False, span, span),
        ]
        yield from self.object(members, label(union), value, path)


def _moved_up(fault: Fault, path: str, absent: Iterable[str]) -> Fault:
    """Say of an unknown member that an object further out lacks that it belongs there."""
    unclear = fault.kind is FaultKind.UNKNOWN_MEMBER and fault.suggestion is None
    if not unclear or fault.advice or fault.member not in absent:
        return fault
    return msgspec.structs.replace(fault, advice=f"move it up into '{path}'")


def label(definition: Definition) -> str:
    """Name a definition in a sentence."""
    return f"{definition.kind.value} '{definition.name}'"


def is_required(member: Member) -> bool:
    """Tell whether an object must have a member, however QEMU was built."""
    return not member.optional and member.condition is None
