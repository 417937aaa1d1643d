"""What QEMU's introspection tells: an entry for each command, event and type on the wire.

Source: ``qapi/introspect.json`` and the replies of QEMU. Types are there if a command or an
event leads to them, whether conditions leave that command in or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from qapidoc.releases import Release
from qapidoc.schema.model import (
    BUILTIN_TYPES,
    Condition,
    Definition,
    Feature,
    Kind,
    Member,
    Schema,
    TypeRef,
)
from qapidoc.schema.navigate import (
    SIMPLE_DISCRIMINATOR,
    discriminator_enum,
    members,
    type_definition,
)
from qapidoc.values.builtins import QTYPE_VALUES, json_type


class Meta(StrEnum):
    """What an entry is of, as ``SchemaMetaType`` has it."""

    BUILTIN = "builtin"
    ENUM = "enum"
    ARRAY = "array"
    OBJECT = "object"
    ALTERNATE = "alternate"
    COMMAND = "command"
    EVENT = "event"

    @property
    def is_message(self) -> bool:
        """Whether clients and QEMU call it by its name."""
        return self in {Meta.COMMAND, Meta.EVENT}


class Role(StrEnum):
    """What a part is to its entry."""

    MEMBER = "member"
    VARIANT = "branch"
    ALTERNATIVE = "alternative"
    VALUE = "value"
    ARGUMENTS = "arguments"
    RETURNS = "return value"
    ELEMENT = "element"


class Mark(msgspec.Struct, frozen=True):
    """A feature, by its name."""

    name: str
    condition: Condition | None = None


class Part(msgspec.Struct, frozen=True):
    """A part of an entry. Values have no ``type``; only members, variants and values a ``name``."""

    role: Role
    name: str = ""
    type: str = ""
    optional: bool = False
    condition: Condition | None = None
    features: tuple[Mark, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What introspection tells of a command, an event or a type.

    ``members_of_values`` says of an enum that it has the key ``members`` besides ``values``.
    """

    meta: Meta
    name: str
    condition: Condition | None = None
    features: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    json_type: str = ""
    tag: str = ""
    allow_oob: bool = False
    members_of_values: bool = False

    @property
    def conditions(self) -> Iterator[Condition]:
        """The conditions of the entry and of all that is in it."""
        inner = [feature for part in self.parts for feature in part.features]
        things: tuple[Entry | Mark | Part, ...] = (self, *self.features, *self.parts, *inner)
        for thing in things:
            if thing.condition is not None:
                yield thing.condition

    def parts_of(self, role: Role) -> tuple[Part, ...]:
        """Give the parts with that role."""
        return tuple(part for part in self.parts if part.role is role)


# --- what a release tells ------------------------------------------------------------------


class Detail(StrEnum):
    """Something that introspection has not told from the beginning."""

    ALLOW_OOB = "'allow-oob' of commands"
    OBJECT_FEATURES = "features of objects"
    COMMAND_FEATURES = "features of commands"
    FEATURES = "features of all that can have them, but values"
    VALUE_FEATURES = "enum values as 'members', with features"


TOLD_SINCE: Mapping[Detail, Release] = {
    Detail.ALLOW_OOB: Release(2, 12),
    Detail.OBJECT_FEATURES: Release(4, 1),
    Detail.COMMAND_FEATURES: Release(4, 2),
    Detail.FEATURES: Release(5, 0),
    Detail.VALUE_FEATURES: Release(6, 2),
}
"""The first release with each. Source: ``SchemaInfo`` in the ``qapi/introspect.json`` of each."""

_FEATURES: Mapping[Meta, Detail] = {
    Meta.OBJECT: Detail.OBJECT_FEATURES,
    Meta.COMMAND: Detail.COMMAND_FEATURES,
}


def tells(detail: Detail, target: Release) -> bool:
    """Tell whether the introspection of a release has a detail."""
    return target >= TOLD_SINCE[detail]


# --- entries of a schema -------------------------------------------------------------------

EMPTY = "q_empty"
"""The name of the object without members, which stands for data that a definition lacks."""

_ANYTHING = "any"


def entries(schema: Schema, target: Release) -> tuple[Entry, ...]:
    """Give the entries of a schema without problems, as `target` tells them.

    Commands and events come in the order of the schema, and types behind them in the order of
    their first use. Types have their names in the schema, arrays those of their elements in
    brackets, implicit types names that begin with ``q_``.
    """
    return _Collector(schema, target).collect()


class _Implicit(msgspec.Struct, frozen=True):
    """A type that no definition names: an object with members, or an enum."""

    condition: Condition | None = None
    members: tuple[Member, ...] = ()
    values: tuple[Part, ...] | None = None


class _Collector:
    """Follows what commands and events use; ``used`` has the types in the order of first use."""

    def __init__(self, schema: Schema, target: Release) -> None:
        self.schema = schema
        self.target = target
        self.used: list[str] = []
        self.known: set[str] = set()
        self.implicit: dict[str, _Implicit] = {
            EMPTY: _Implicit(),
            "QType": _Implicit(values=tuple(Part(Role.VALUE, name) for name in QTYPE_VALUES)),
        }

    def collect(self) -> tuple[Entry, ...]:
        messages = [self.message(d) for d in self.definitions() if not d.kind.is_type]
        types = [self.type(name) for name in self.used]  # grows while it is walked
        return (*messages, *types)

    def definitions(self) -> Iterator[Definition]:
        for module in self.schema.modules.values():
            for item in module.contents:
                if isinstance(item, str):
                    yield self.schema.definitions[item]

    # --- uses of types -----------------------------------------------------------------

    def use(self, name: str) -> str:
        """Note the use of a type by its name here."""
        if name not in self.known:
            self.known.add(name)
            self.used.append(name)
        return name

    def ref(self, ref: TypeRef | None, owner: str) -> str:
        """Note a use; all integers are ``int``. `owner` leads to it, if it has no name."""
        name = _ANYTHING
        if ref is not None and ref.members:
            name = self.object(owner, ref.members, None)
        elif ref is not None and (
            ref.name == "QType" or type_definition(self.schema, ref) is not None
        ):
            name = ref.name
        elif ref is not None and ref.name in BUILTIN_TYPES:
            name = _builtin(ref.name)
        if ref is not None and ref.array:
            self.use(f"[{name}]")
            self.use(name)
            return f"[{name}]"
        return self.use(name)

    def object(self, name: str, own: Sequence[Member], condition: Condition | None) -> str:
        """Give the name of an implicit object, the empty one if it has no members."""
        if not own:
            return EMPTY
        self.implicit.setdefault(f"q_obj_{name}", _Implicit(condition, tuple(own)))
        return f"q_obj_{name}"

    # --- entries -----------------------------------------------------------------------

    def message(self, definition: Definition) -> Entry:
        """Give the entry of a command or an event."""
        name = definition.name
        is_command = definition.kind is Kind.COMMAND
        if definition.data is not None:
            data = self.ref(definition.data, f"{name}-arg")
        else:
            data = self.use(self.object(f"{name}-arg", definition.members, definition.condition))
        parts = [Part(Role.ARGUMENTS, type=data)]
        if is_command:
            returns = definition.returns
            type_ = self.ref(returns, f"{name}-ret") if returns is not None else self.use(EMPTY)
            parts.append(Part(Role.RETURNS, type=type_))
        meta = Meta(definition.kind.value)
        return Entry(
            meta=meta,
            name=name,
            condition=definition.condition,
            features=self.features(definition.features, _FEATURES.get(meta, Detail.FEATURES)),
            parts=tuple(parts),
            allow_oob=definition.allow_oob and tells(Detail.ALLOW_OOB, self.target),
        )

    def type(self, name: str) -> Entry:
        """Give the entry of a type by its name here."""
        if name.startswith("["):
            element = name[1:-1]
            parts = (Part(Role.ELEMENT, type=element),)
            return Entry(meta=Meta.ARRAY, name=name, condition=self.condition(element), parts=parts)
        implicit = self.implicit.get(name)
        if implicit is not None and implicit.values is not None:
            return self.enum(name, implicit.values, implicit.condition)
        if implicit is not None:
            return Entry(
                meta=Meta.OBJECT,
                name=name,
                condition=implicit.condition,
                parts=self.members(implicit.members, name),
            )
        if name in BUILTIN_TYPES:
            return Entry(meta=Meta.BUILTIN, name=name, json_type=json_type(name))
        return self.defined(self.schema.definitions[name])

    def condition(self, name: str) -> Condition | None:
        """Give the condition of a type by its name here."""
        if name in self.implicit:
            return self.implicit[name].condition
        definition = self.schema.definitions.get(name)
        return definition.condition if definition is not None else None

    def defined(self, definition: Definition) -> Entry:
        """Give the entry of a type that a definition makes."""
        name, condition = definition.name, definition.condition
        features = self.features(definition.features, Detail.FEATURES)
        match definition.kind:
            case Kind.ENUM:
                values = tuple(
                    Part(
                        Role.VALUE,
                        value.name,
                        condition=value.condition,
                        features=self.features(value.features, Detail.VALUE_FEATURES),
                    )
                    for value in definition.values
                )
                return self.enum(name, values, condition, features)
            case Kind.ALTERNATE:
                meta, tag = Meta.ALTERNATE, ""
                parts = self.branches(definition, Role.ALTERNATIVE)
            case Kind.UNION if definition.simple:
                meta, tag = Meta.OBJECT, SIMPLE_DISCRIMINATOR
                parts = self.simple_union(definition)
            case Kind.UNION:
                meta, tag = Meta.OBJECT, definition.discriminator or ""
                parts = (*self.shared(definition), *self.variants(definition))
            case _:
                meta, tag = Meta.OBJECT, ""
                parts = self.shared(definition)
        if meta is Meta.OBJECT:
            features = self.features(definition.features, Detail.OBJECT_FEATURES)
        return Entry(
            meta=meta, name=name, condition=condition, features=features, parts=parts, tag=tag
        )

    def enum(
        self,
        name: str,
        values: tuple[Part, ...],
        condition: Condition | None,
        features: tuple[Mark, ...] = (),
    ) -> Entry:
        """Give the entry of an enum."""
        return Entry(
            meta=Meta.ENUM,
            name=name,
            condition=condition,
            features=features,
            parts=values,
            members_of_values=tells(Detail.VALUE_FEATURES, self.target),
        )

    # --- parts -------------------------------------------------------------------------

    def members(self, own: Sequence[Member], owner: str) -> tuple[Part, ...]:
        """Give the members of an object."""
        return tuple(
            Part(
                Role.MEMBER,
                member.name,
                self.ref(member.type, f"{owner}-{member.name}"),
                member.optional,
                member.condition,
                self.features(member.features, Detail.FEATURES),
            )
            for member in own
        )

    def shared(self, definition: Definition) -> tuple[Part, ...]:
        """Give the members of a struct or a union, those of its bases first."""
        own = [owned.member for owned in members(self.schema, definition)]
        return self.members(own, definition.name)

    def branches(self, definition: Definition, role: Role) -> tuple[Part, ...]:
        """Give the branches that a union or an alternate is written with."""
        return tuple(
            Part(
                role,
                branch.name if role is Role.VARIANT else "",
                self.ref(branch.type, f"{definition.name}-{branch.name}"),
                condition=branch.condition,
            )
            for branch in definition.branches
        )

    def variants(self, union: Definition) -> Iterator[Part]:
        """Give the branches of a union; values without one have the empty object."""
        yield from self.branches(union, Role.VARIANT)
        written = {branch.name for branch in union.branches}
        enum = discriminator_enum(self.schema, union)
        for value in enum.values if enum is not None else ():
            if value.name not in written:
                type_ = self.use(EMPTY)
                yield Part(Role.VARIANT, value.name, type_, condition=value.condition)

    def simple_union(self, union: Definition) -> tuple[Part, ...]:
        """Give ``type``, of an implicit enum, and branches that wrap what they hold in ``data``."""
        kind = f"{union.name}Kind"
        values = tuple(
            Part(Role.VALUE, branch.name, condition=branch.condition) for branch in union.branches
        )
        self.implicit.setdefault(kind, _Implicit(union.condition, values=values))
        parts = [Part(Role.MEMBER, SIMPLE_DISCRIMINATOR, self.use(kind))]
        for branch in union.branches:
            ref = branch.type
            held = f"{ref.name}List" if ref is not None and ref.array else str(ref or _ANYTHING)
            condition = self.condition(ref.name) if ref is not None else None
            data = Member("data", ref, False, branch.span, branch.name_span)
            wrapper = self.use(self.object(f"{held}-wrapper", [data], condition))
            parts.append(Part(Role.VARIANT, branch.name, wrapper, condition=branch.condition))
        return tuple(parts)

    def features(self, features: Sequence[Feature], detail: Detail) -> tuple[Mark, ...]:
        """Give features, if the target tells them."""
        if not tells(detail, self.target):
            return ()
        return tuple(Mark(feature.name, feature.condition) for feature in features)


def _builtin(name: str) -> str:
    """Give the built-in type that introspection knows for a built-in type of the schema."""
    return {"int": "int", "value": _ANYTHING}.get(json_type(name), name)
