"""Types as JSON Schema: an entry of ``$defs`` for each type, and for each branch of a union."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from qapidoc.export.json_notes import Notes
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import (
    SIMPLE_DISCRIMINATOR,
    discriminator_enum,
    members,
    type_definition,
)
from qapidoc.values.builtins import QTYPE_VALUES, RANGES
from qapidoc.values.judge import is_required
from qapidoc.values.shapes import OPEN, json_type_of, shape_of, torn_definitions

JsonSchema = dict[str, Any]

NAMES: Mapping[str, str] = {"int": "integer"}
"""JSON types that have another name in JSON Schema than in introspection."""

SHARED: Mapping[str, JsonSchema] = {
    **{
        name: {"type": "integer", "minimum": least, "maximum": most}
        for name, (least, most) in RANGES.items()
    },
    "QType": {"type": "string", "enum": list(QTYPE_VALUES)},
}
"""The built-in types that get an entry of ``$defs`` where they are used."""

DEEPEST = 16
MOST = 4096
"""How deep unions in unions are written out, and how many branches of these; more are open.

All combinations of branches are written out. QEMU's schemas have one union in another.
"""


class Variant(msgspec.Struct, frozen=True):
    """The members of an object as far as the branches in `fixed` lead.

    ``owners`` are the definitions that write them, ``fixed`` what the discriminators that are
    already decided must be. ``union`` decides about more; ``passed`` are the unions before it.
    """

    members: Mapping[str, Member]
    closed: bool
    owners: Mapping[str, Definition] = {}
    fixed: Mapping[str, JsonSchema] = {}
    union: Definition | None = None
    passed: frozenset[str] = frozenset()


class Types:
    """Makes schemas of types. What they refer to by name goes into ``defs``."""

    def __init__(self, schema: Schema, notes: Notes) -> None:
        self.defs: dict[str, JsonSchema] = {}
        self._schema = schema
        self._notes = notes
        self._torn = torn_definitions(schema)
        self._nested = 0

    def define(self, definition: Definition) -> None:
        """Make the entry of a type, and those of its branches."""
        head = {"title": definition.name, **self._notes.definition(definition)}
        self.defs[definition.name] = head
        head.update(self._defined(definition))

    def data(self, key: str, definition: Definition) -> JsonSchema:
        """Give the schema of the data of a command or an event; its branches go below `key`."""
        ref = definition.data
        type_ = type_definition(self._schema, ref)
        variant = self._variant(definition)
        if ref is not None and type_ is not None and definition.gen and variant.owners:
            return self.ref(ref)
        return self._object(key, variant)

    def requires_data(self, definition: Definition) -> bool:
        """Tell whether the data of a command or an event must be there."""
        return any(is_required(member) for member in self._variant(definition).members.values())

    def ref(self, ref: TypeRef | None) -> JsonSchema:
        """Give the schema of a use of a type; one that is not known may be anything."""
        if ref is None:
            return {}
        return {"type": "array", "items": self._single(ref)} if ref.array else self._single(ref)

    # --- uses of types ---------------------------------------------------------------------

    def _single(self, ref: TypeRef) -> JsonSchema:
        if ref.name in SHARED:
            self.defs.setdefault(ref.name, {"title": ref.name, **SHARED[ref.name]})
            return reference(ref.name)
        if ref.name in BUILTIN_TYPES:
            found = BUILTIN_TYPES[ref.name]
            return {"type": NAMES.get(found, found)} if found != "value" else {}
        if not ref.name:
            return self._fields(Variant({m.name: m for m in ref.members}, closed=True))
        if type_definition(self._schema, ref) is not None:
            return reference(ref.name)
        return {}

    def _member(self, member: Member, owner: Definition | None) -> JsonSchema:
        return {**self.ref(member.type), **self._notes.member(member, owner)}

    # --- types -----------------------------------------------------------------------------

    def _defined(self, definition: Definition) -> JsonSchema:
        if definition.kind is Kind.ENUM:
            return self._enum(definition)
        if definition.kind is Kind.ALTERNATE:
            return self._alternate(definition)
        if definition.simple:
            return self._simple_union(definition)
        return self._object(definition.name, self._variant(definition))

    def _enum(self, enum: Definition) -> JsonSchema:
        notes = {value.name: self._notes.value(value, enum) for value in enum.values}
        told = {name: note for name, note in notes.items() if note}
        known = {} if enum.name in self._torn else one_of_values(list(notes))
        return {"type": "string", **known, **({"x-values": told} if told else {})}

    def _alternate(self, alternate: Definition) -> JsonSchema:
        whole = alternate.name not in self._torn
        rules: dict[str, JsonSchema] = {}
        for branch in alternate.branches:
            if branch.type is None:
                continue
            found = json_type_of(self._schema, branch.type)
            if found is None:
                whole = False
                continue
            type_ = {"type": NAMES.get(found, found)}
            rules.setdefault(found, when(type_, self._member(branch, alternate)))
        types = [NAMES.get(found, found) for found in rules]
        known: JsonSchema = {"type": types} if types else {"not": {}}
        return ruled(known if whole else {}, rules.values())

    def _simple_union(self, union: Definition) -> JsonSchema:
        tag = SIMPLE_DISCRIMINATOR
        rules = []
        for branch in union.branches:
            key = f"{union.name}:{tag}={branch.name}"
            self.defs[key] = {
                "title": key,
                "type": "object",
                "properties": {
                    tag: {"const": branch.name},
                    "data": self._member(branch, union),
                },
                "required": [tag, "data"],
                "additionalProperties": False,
            }
            rules.append(when(tagged(tag, {"const": branch.name}), reference(key)))
        names = [branch.name for branch in union.branches]
        properties = {tag: {"type": "string", **one_of_values(names)}}
        return ruled({"type": "object", "properties": properties, "required": [tag]}, rules)

    # --- objects ---------------------------------------------------------------------------

    def _variant(self, definition: Definition) -> Variant:
        """Give the members of a definition, with no branch chosen yet."""
        shape = shape_of(self._schema, definition, self._torn)
        owners = {
            owned.member.name: owned.owner
            for owned in members(self._schema, definition)
            if owned.member.name in shape.members
        }
        return Variant(shape.members, shape.closed, owners, union=shape.union)

    def _object(self, key: str, variant: Variant) -> JsonSchema:
        """Give the schema of an object; its branches go below `key`."""
        union = variant.union
        if union is None or union.discriminator is None or union.name in variant.passed:
            return self._fields(variant)
        if len(variant.passed) > DEEPEST or self._nested > MOST:
            return self._fields(msgspec.structs.replace(variant, closed=False))
        tag = union.discriminator
        rules = []
        for branch in union.branches:
            self._nested += bool(variant.passed)
            below = f"{key}:{tag}={branch.name}"
            self.defs[below] = {"title": below, **self._notes.member(branch, None)}
            self.defs[below].update(self._object(below, self._chosen(variant, union, branch)))
            rules.append(when(tagged(tag, {"const": branch.name}), reference(below)))
        enum = discriminator_enum(self._schema, union)
        if enum is None:
            return ruled(self._fields(msgspec.structs.replace(variant, closed=False)), rules)
        taken = {branch.name for branch in union.branches}
        others = {"enum": [value.name for value in enum.values if value.name not in taken]}
        if others["enum"]:
            rules.append(when(tagged(tag, others), self._fields(variant)))
        only = Variant({tag: variant.members[tag]}, closed=False, owners=variant.owners)
        return ruled(self._fields(only), rules)

    def _chosen(self, variant: Variant, union: Definition, branch: Member) -> Variant:
        """Give the members that there are if `branch` is chosen."""
        type_ = type_definition(self._schema, branch.type)
        inner = self._variant(type_) if type_ is not None else Variant(OPEN.members, OPEN.closed)
        return Variant(
            {**variant.members, **inner.members},
            variant.closed and inner.closed,
            {**variant.owners, **inner.owners},
            {**variant.fixed, union.discriminator or "": {"const": branch.name}},
            inner.union,
            variant.passed | {union.name},
        )

    def _fields(self, variant: Variant) -> JsonSchema:
        """Give the schema of an object that has these members, whatever its branches."""
        properties = {
            name: variant.fixed[name] if name in variant.fixed
            else self._member(member, variant.owners.get(name))
            for name, member in variant.members.items()
        }  # fmt: skip
        required = [name for name, member in variant.members.items() if is_required(member)]
        return {
            "type": "object",
            **({"properties": properties} if properties else {}),
            **({"required": required} if required else {}),
            **({"additionalProperties": False} if variant.closed else {}),
        }


def reference(key: str) -> JsonSchema:
    """Refer to an entry of ``$defs``."""
    pointer = key.replace("~", "~0").replace("/", "~1")
    return {"$ref": "#/$defs/" + quote(pointer, safe=":=")}


def when(condition: JsonSchema, then: JsonSchema) -> JsonSchema:
    """Demand `then` of what fits `condition`."""
    return {"if": condition, "then": then}


def one_of_values(values: Sequence[str]) -> JsonSchema:
    """Give the schema of these values, which refuses all if there are none."""
    return {"enum": list(values)} if values else {"not": {}}


def ruled(schema: JsonSchema, rules: Collection[JsonSchema]) -> JsonSchema:
    """Add rules to a schema."""
    return {**schema, "allOf": list(rules)} if rules else schema


def tagged(name: str, value: JsonSchema) -> JsonSchema:
    """Give the schema of objects with a member of this value."""
    return {"properties": {name: value}, "required": [name]}
