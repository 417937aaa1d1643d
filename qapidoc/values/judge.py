"""Hold JSON values against types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import SIMPLE_DISCRIMINATOR, type_definition
from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonMember,
    JsonObject,
    JsonString,
    JsonValue,
)
from qapidoc.values.builtins import PHRASES
from qapidoc.values.faults import Fault, FaultKind, member_path
from qapidoc.values.outlines import Outlines, discriminator
from qapidoc.values.scalars import (
    BRACKETS,
    builtin,
    elided,
    enumerated,
    json_types,
    suggestion,
    wrong_type,
)
from qapidoc.values.shapes import Shape, alternatives, json_type_of, shape_of_members
from qapidoc.values.uses import OnUse, Use, unnoticed


class Judge:
    """Holds values against the types of one schema; the shapes it works out are kept.

    `on_use` is told of what values make use of, as far as their faults are asked for.
    """

    def __init__(self, schema: Schema, on_use: OnUse = unnoticed) -> None:
        self._schema = schema
        self._on_use = on_use
        self._noticed = on_use is not unnoticed
        self._outlines = Outlines(schema)

    def value(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Give all faults of a value that should be of type `ref`."""
        if elided(value):
            yield from self._elision(ref, value, path)
        elif not ref.array:
            yield from self._single(ref, value, path)
        elif isinstance(value, JsonArray):
            single = msgspec.structs.replace(ref, array=False)
            for index, item in enumerate(value.items):
                judge = self._elision if elided(item) else self._single
                yield from judge(single, item, f"{path}[{index}]")
        else:
            yield wrong_type(value, path, str(ref), "array")

    def data(self, definition: Definition, value: JsonObject, path: str) -> Iterator[Fault]:
        """Give all faults of an object that should be the data of a command or an event."""
        yield from self._members(self._outlines.shape(definition), label(definition), value, path)

    def object(
        self, members: Iterable[Member], name: str, value: JsonObject, path: str
    ) -> Iterator[Fault]:
        """Give all faults of an object that should have `members`; `name` is what it is."""
        yield from self._members(shape_of_members(tuple(members)), name, value, path)

    def is_torn(self, definition: Definition) -> bool:
        """Tell whether a definition could be read in part only."""
        return self._outlines.is_torn(definition)

    def required(self, definition: Definition) -> tuple[str, ...]:
        """Give the names of the members that the data of a command or an event must have."""
        members = self._outlines.shape(definition).members
        return tuple(name for name, member in members.items() if is_required(member))

    def names(self, definition: Definition) -> frozenset[str]:
        """Give the names of all members that the data of a command or an event may have."""
        return self._outlines.names(self._outlines.shape(definition))

    # --- values of one type ----------------------------------------------------------------

    def _elision(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Hold dots in brackets against a type: the brackets tell what is left out."""
        found = BRACKETS.get(value.brackets) if isinstance(value, Elision) else None
        if found is None:
            return
        expected = json_type_of(self._schema, ref)
        alternate = type_definition(self._schema, ref)
        if expected is not None:
            if found != expected:
                yield wrong_type(value, path, str(ref), expected)
        elif alternate is not None and alternate.kind is Kind.ALTERNATE:
            yield from self._no_alternative(alternate, value, path, found)

    def _single(self, ref: TypeRef, value: JsonValue, path: str) -> Iterator[Fault]:
        """Hold a value against a type, or an element against that of its array."""
        if ref.name in BUILTIN_TYPES:
            yield from builtin(ref.name, value, path)
            return
        definition = type_definition(self._schema, ref)
        if definition is not None:
            if self._noticed:
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
            if self._noticed:
                self._use_value(definition, value, path)
            faults = enumerated(names, label(definition), value, path)
            torn = self.is_torn(definition)
            yield from (f for f in faults if not torn or f.kind is FaultKind.WRONG_TYPE)
        elif not isinstance(value, JsonObject):
            yield wrong_type(value, path, label(definition), "object")
        else:
            if definition.simple:
                yield from self._simple_union(definition, value, path)
            shape = self._outlines.shape(definition)
            yield from self._members(shape, label(definition), value, path)

    def _use_value(self, enum: Definition, value: JsonValue, path: str) -> None:
        """Tell of the use of a value of an enum."""
        if isinstance(value, JsonString):
            for part in enum.values:
                if part.name == value.value:
                    self._on_use(Use(enum, part, path, value.span))

    def _alternate(self, definition: Definition, value: JsonValue, path: str) -> Iterator[Fault]:
        found = json_types(value)
        types = alternatives(self._schema, definition)
        for ref, type_ in types:
            if type_ in found:
                yield from self.value(ref, value, path)
                return
        yield from self._no_alternative(definition, value, path)

    def _no_alternative(
        self, alternate: Definition, value: JsonValue, path: str, found: str = ""
    ) -> Iterator[Fault]:
        """Say that an alternate has no branch of the JSON type that a value has, if that is so."""
        types = [type_ for _, type_ in alternatives(self._schema, alternate)]
        if self.is_torn(alternate) or None in types or found in types:
            return
        phrases = dict.fromkeys(PHRASES[type_] for type_ in types if type_ is not None)
        yield wrong_type(value, path, label(alternate), " or ".join(phrases))

    # --- objects ---------------------------------------------------------------------------

    def _members(self, shape: Shape, type_: str, value: JsonObject, path: str) -> Iterator[Fault]:
        """Hold the members of an object against a shape, and the branches it leads to."""
        present = {member.key.value: member for member in value.members}
        outline = self._outlines.outline(shape, lambda union: _written(present, union))
        absent = [name for name in outline.members if name not in present]
        for member in value.members:
            name = member.key.value
            inner = member_path(path, name)
            if name in outline.members:
                if self._noticed and name in outline.owners:
                    use = Use(outline.owners[name], outline.members[name], inner, member.key.span)
                    self._on_use(use)
                ref = outline.members[name].type
                if ref is not None:
                    for fault in self.value(ref, member.value, inner):
                        yield _moved_up(fault, path, absent)
            elif outline.forbids(name):
                near = suggestion(name, absent)
                if near is not None:
                    absent.remove(near)
                advice = self._advice(member, outline.members) if near is None else ""
                yield Fault(
                    FaultKind.UNKNOWN_MEMBER, inner, member.key.span, name, type_,
                    suggestion=near, advice=advice,
                )  # fmt: skip
        if not value.elided:
            for name in absent:
                if is_required(outline.members[name]):
                    inner = member_path(path, name)
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
            if member.key.value in self._outlines.shape(definition).members:
                return f"move it into '{name}'"
        return ""

    def _simple_union(self, union: Definition, value: JsonObject, path: str) -> Iterator[Fault]:
        """Hold the ``type`` of an object against the branches of a simple union."""
        chosen = value.get(SIMPLE_DISCRIMINATOR)
        if chosen is not None and isinstance(chosen.value, JsonString):
            names = [branch.name for branch in union.branches]
            inner = member_path(path, SIMPLE_DISCRIMINATOR)
            yield from enumerated(names, label(union), chosen.value, inner)


def _written(present: Mapping[str, JsonMember], union: Definition) -> str | None:
    """Give the value of a union's discriminator, if it is there."""
    chosen = present.get(discriminator(union))
    if chosen is None or not isinstance(chosen.value, JsonString):
        return None
    return chosen.value.value


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
