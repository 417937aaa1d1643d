"""Fill in what a value leaves out, and mend what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import type_definition
from qapidoc.syntax.messages import JsonArray, JsonObject, JsonString, JsonValue
from qapidoc.values.builtins import QTYPE_VALUES, json_type
from qapidoc.values.changes import Change, ChangeKind, Completed, Steps, completed
from qapidoc.values.faults import member_path
from qapidoc.values.judge import is_required
from qapidoc.values.outlines import Outlines, discriminator
from qapidoc.values.sample import Sampler
from qapidoc.values.scalars import builtin, elided, json_types, suggestion
from qapidoc.values.shapes import Shape, alternatives, json_type_of, shape_of_members
from qapidoc.values.untyped import anything, anything_left_out, told_type, without_dots


class Completer:
    """Completes values of the types of one schema.

    What is right stays as it is, in its order, and what is missing is put behind it. Dots that
    stand for members or elements are taken out; they need not stand for any.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._outlines = Outlines(schema)
        self._sampler = Sampler(schema, self._outlines)

    def value(self, ref: TypeRef, value: JsonValue | None, path: str, name: str = "") -> Completed:
        """Complete a value of a type; ``None`` is one that is missing.

        `name` is what the member is called that it is for.
        """
        if value is None:
            return Completed(self._sampler.value(ref, name), (Change(path, ChangeKind.ADDED),))
        return completed(self._value(ref, value, path, name))

    def data(self, definition: Definition, value: JsonValue | None, path: str) -> Completed:
        """Complete the data of a command or an event."""
        return completed(self._whole(self._outlines.shape(definition), value, path))

    def object(self, members: Iterable[Member], value: JsonValue | None, path: str) -> Completed:
        """Complete an object that has `members`."""
        return completed(self._whole(shape_of_members(tuple(members)), value, path))

    def _whole(self, shape: Shape, value: JsonValue | None, path: str) -> Steps:
        """Complete an object; one that is left out need not be there if it has no members."""
        if isinstance(value, JsonObject):
            return (yield from self._members(shape, value, path))
        made = self._sampler.object(shape)
        if value is not None and not elided(value):
            yield Change(path, ChangeKind.REPLACED)
        elif made:
            yield Change(path, ChangeKind.ADDED if value is None else ChangeKind.FILLED)
        return made

    # --- values of one type ----------------------------------------------------------------

    def _value(self, ref: TypeRef | None, value: JsonValue, path: str, name: str) -> Steps:
        if ref is None:
            return (yield from anything(value, path, name))
        if elided(value):
            yield Change(path, ChangeKind.FILLED)
            return self._left_out(ref, value, name)
        if ref.array:
            if isinstance(value, JsonArray):
                return (yield from self._items(ref, value, path, name))
        elif ref.name in BUILTIN_TYPES:
            return (yield from self._builtin(ref, value, path, name))
        else:
            definition = type_definition(self._schema, ref)
            if definition is not None:
                return (yield from self._defined(definition, ref, value, path, name))
            if ref.name:
                return (yield from anything(value, path, name))
            if isinstance(value, JsonObject):
                return (yield from self._members(shape_of_members(ref.members), value, path))
        return (yield from self._replaced(ref, path, name))

    def _defined(
        self, definition: Definition, ref: TypeRef, value: JsonValue, path: str, name: str
    ) -> Steps:
        if definition.kind is Kind.ENUM:
            names = [v.name for v in definition.values]
            if self._outlines.is_torn(definition) and isinstance(value, JsonString):
                return value.value
            return (yield from self._enumerated(names, ref, value, path))
        if definition.kind is Kind.ALTERNATE:
            types = alternatives(self._schema, definition)
            found = json_types(value)
            taken = next((branch for branch, type_ in types if type_ in found), None)
            if taken is not None:
                return (yield from self._value(taken, value, path, name))
            if self._outlines.is_torn(definition) or any(type_ is None for _, type_ in types):
                return (yield from anything(value, path, name))
        elif isinstance(value, JsonObject):
            shape = self._outlines.shape(definition)
            return (yield from self._members(shape, value, path))
        return (yield from self._replaced(ref, path, name))

    def _builtin(self, ref: TypeRef, value: JsonValue, path: str, name: str) -> Steps:
        if json_type(ref.name) == "value":
            return (yield from anything(value, path, name))
        if ref.name == "QType":
            return (yield from self._enumerated(QTYPE_VALUES, ref, value, path))
        if any(True for _ in builtin(ref.name, value, path)):
            return (yield from self._replaced(ref, path, name))
        return (yield from anything(value, path, name))

    def _enumerated(
        self, names: Collection[str], ref: TypeRef, value: JsonValue, path: str
    ) -> Steps:
        near = None
        if isinstance(value, JsonString):
            if value.value in names:
                return value.value
            near = suggestion(value.value, names)
        made = yield from self._replaced(ref, path, "")
        return near or made

    def _replaced(self, ref: TypeRef, path: str, name: str) -> Steps:
        yield Change(path, ChangeKind.REPLACED)
        return self._sampler.value(ref, name)

    def _left_out(self, ref: TypeRef, value: JsonValue, name: str) -> Any:
        """Make a value in place of dots; brackets around these tell which alternative it is."""
        told = told_type(value)
        if told is None or json_type_of(self._schema, ref) is not None:
            return self._sampler.value(ref, name)
        alternate = type_definition(self._schema, ref)
        if alternate is None:
            return anything_left_out(value, name)
        types = alternatives(self._schema, alternate)
        fitting = (branch for branch, type_ in types if type_ == told)
        return self._sampler.value(next(filter(self._sampler.ends, fitting), ref), name)

    # --- arrays and objects ----------------------------------------------------------------

    def _items(self, ref: TypeRef, value: JsonArray, path: str, name: str) -> Steps:
        element = msgspec.structs.replace(ref, array=False)
        items: list[Any] = []
        for item in without_dots(value):
            items.append((yield from self._value(element, item, f"{path}[{len(items)}]", name)))
        return items

    def _members(self, shape: Shape, value: JsonObject, path: str) -> Steps:
        present = {member.key.value: member.value for member in reversed(value.members)}
        outline = self._outlines.outline(shape, lambda union: self._chosen(present, union))
        found: dict[str, Any] = {}
        for member in value.members:
            name = member.key.value
            inner = member_path(path, name)
            known = outline.members.get(name)
            if name in found or outline.forbids(name) or self._is_endless(known):
                yield Change(inner, ChangeKind.REMOVED)
            elif name in outline.chosen:
                found[name] = yield from _told_branch(outline.chosen[name], member.value, inner)
            else:
                ref = known.type if known is not None else None
                found[name] = yield from self._value(ref, member.value, inner, name)
        for name, known in outline.members.items():
            if name not in found and (is_required(known) or name in outline.chosen):
                kind = ChangeKind.FILLED if value.elided else ChangeKind.ADDED
                yield Change(member_path(path, name), kind)
                found[name] = outline.chosen.get(name) or self._sampler.value(known.type, name)
        return found

    def _chosen(self, present: Mapping[str, JsonValue], union: Definition) -> str | None:
        """Give the branch that the discriminator tells, else the one that fits the members best."""
        written = present.get(discriminator(union))
        if (
            isinstance(written, JsonString)
            and self._outlines.branch(union, written.value) is not None
        ):
            return written.value

        def fit(value: str) -> int:
            shape = self._outlines.branch(union, value)
            return len(self._outlines.names(shape) & present.keys()) if shape is not None else 0

        return max(self._sampler.branches(union), key=fit, default=None)

    def _is_endless(self, member: Member | None) -> bool:
        """Tell whether a member cannot have a valid value, and need not be there."""
        return (
            member is not None and not is_required(member) and not self._sampler.ends(member.type)
        )


def _told_branch(name: str, value: JsonValue, path: str) -> Steps:
    """Give the value of a discriminator, which may be another than is written."""
    if not isinstance(value, JsonString) or value.value != name:
        yield Change(path, ChangeKind.FILLED if elided(value) else ChangeKind.REPLACED)
    return name
