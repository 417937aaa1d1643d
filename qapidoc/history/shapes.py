"""What can stand at a place on the wire, in one release.

A place is an argument, a returned value, the data of an event, and what is in them: members, values
of enums, branches. Which types bring it about does not matter: what a base, a branch, an alternate
or an array of a type adds, belongs to the place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

import msgspec

from qapidoc.schema.model import (
    BUILTIN_TYPES,
    Condition,
    Definition,
    EnumValue,
    Feature,
    Kind,
    Member,
    TypeRef,
)
from qapidoc.schema.navigate import MAX_INHERITANCE, SIMPLE_DISCRIMINATOR

MAX_SHAPES = 100_000
"""Places of one release that are told apart; QEMU's have some thousands."""

MAX_UNIONS = 16
"""Unions within branches of unions that are looked into; QEMU has two."""


class Step:
    """What leads from one place to the next, or names something there.

    These are plain strings: names are looked up too often for an enum, which hashes slowly.
    """

    COMMAND = "command"
    EVENT = "event"
    TYPE = "type"
    """A type by its name, which is no place: it says less than the other steps."""
    ARGUMENTS = "arguments"
    """Of a command; the data of an event, too."""
    RETURNS = "returns"
    MEMBER = "member"
    BRANCH = "branch"
    """A value of a discriminator, and what an object with this value can have."""
    VALUE = "value"
    FEATURE = "feature"


Name = tuple[str, str]
"""A step, and the name that it has; that of arguments and returned values is empty."""

ARGUMENTS: Name = (Step.ARGUMENTS, "")
RETURNS: Name = (Step.RETURNS, "")


UNKNOWN = "?"


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What a release says of a name besides that it is there.

    ``type`` is a built-in type, or the kind of a type, in brackets if there is an array of it. It
    is `UNKNOWN` for what branches of a union may have in different ways. ``on_trial`` tells that
    the comment of a definition says it is experimental.
    """

    type: str = ""
    optional: bool = False
    condition: str = ""
    features: tuple[str, ...] = ()
    on_trial: bool = False

    @property
    def unstable(self) -> bool:
        """Whether it may change without notice."""
        return self.on_trial or "unstable" in self.features


Part = Definition | Member | EnumValue | Feature

Key = str | tuple[str, ...]
"""What a place is, in one release: the name of a type, or a definition and what of it is meant."""

NOTHING: Key = ""
"""A value without parts: a number, a truth value."""
OPEN: Key = "any"
"""A value of which the schema does not say what it may be."""
TEXT: Key = "str"
"""Any string."""


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A name at a place: the part of the schema that brings it, where it leads, and who writes it.

    ``part`` is ``None`` for what the language brings. What is in ``several`` branches of a union
    may be something else in each.
    """

    part: Part | None
    target: Key = NOTHING
    owner: str = ""
    several: bool = False


class Shape(msgspec.Struct, frozen=True, dict=True):
    """What there is at a place.

    Among the names are those that only some branches of a union have, at the union, and those that
    the union has whatever its branch, at the branch; ``own`` are the others. ``types`` are the
    definitions that bring these. ``forks`` tells that its objects have
    branches, ``open_members`` and ``open_values`` that they may have other members, or be other
    strings.
    """

    slots: Mapping[Name, Slot]
    own: Collection[Name] = ()
    types: tuple[str, ...] = ()
    forks: bool = False
    open_members: bool = False
    open_values: bool = False

    @cached_property
    def ways(self) -> tuple[tuple[Name, Key], ...]:
        """The own names that lead on, and where to."""
        slots = self.slots
        found = ((name, slots[name].target) for name in self.own)
        return tuple((name, target) for name, target in found if target != NOTHING)

    @property
    def has_features(self) -> bool:
        """Whether any of the own names is a feature."""
        return any(step == Step.FEATURE for step, _ in self.own)


_ITSELF = ""
"""Of a command or event: what it has; of a simple union: the values of its discriminator."""
_DATA = "data"

_EMPTY = Shape({})
_OPEN = Shape({}, open_members=True, open_values=True)
_TEXT = Shape({}, open_values=True)


class Shapes:
    """The shapes of one release, worked out when they are asked for.

    `lookup` gives a definition by its name. Where it has none, the place is open.
    """

    def __init__(self, lookup: Callable[[str], Definition | None]) -> None:
        self._lookup = lookup
        self._known: dict[Key, Shape] = {NOTHING: _EMPTY, OPEN: _OPEN, TEXT: _TEXT}

    def shape(self, key: Key) -> Shape:
        """Give what there is at the place that `key` stands for."""
        known = self._known.get(key)
        if known is None:
            self._known[key] = _OPEN  # for types that contain themselves without end
            if len(self._known) <= MAX_SHAPES:
                known = self._known[key] = self._shape(key)
            else:
                known = _OPEN
        return known

    # --- keys --------------------------------------------------------------------------------

    def entry(self, definition: Definition) -> Key:
        """Give the key of a definition itself."""
        return definition.name if definition.kind.is_type else (definition.name, _ITSELF)

    def type_key(self, ref: TypeRef | None) -> Key:
        """Give the key of what a type says; arrays are what they hold."""
        if ref is None:
            return OPEN
        if ref.members:
            return OPEN  # anonymous structs (until 2.3), which were not looked into
        json_type = BUILTIN_TYPES.get(ref.name)
        if json_type is not None:
            return {"string": TEXT, "value": OPEN}.get(json_type, NOTHING)
        definition = self._lookup(ref.name)
        if definition is None or not definition.kind.is_type:
            return OPEN
        return ref.name

    def narrowed(self, key: Key, value: str) -> Key | None:
        """Give the key of the objects at a place whose discriminator has this value.

        Where objects have no branches, all are meant; ``None`` stands for no object at all.
        """
        shape = self.shape(key)
        if shape.forks:
            slot = shape.slots.get((Step.BRANCH, value))
            return slot.target if slot is not None else None
        if shape.open_members or any(step == Step.MEMBER for step, _ in shape.slots):
            return key
        return None

    # --- facts -------------------------------------------------------------------------------

    def facts(self, step: str, part: Part | None) -> Facts:
        """Give what is said of a name, by the part of the schema that brings it."""
        if part is None:
            return Facts()
        condition = written(part.condition)
        if isinstance(part, Feature):
            return Facts(condition=condition)
        features = tuple(sorted(feature.name for feature in part.features))
        if isinstance(part, EnumValue) or step == Step.BRANCH:
            return Facts("", False, condition, features)
        if isinstance(part, Member):
            return Facts(self.told(part.type), part.optional, condition, features)
        if step == Step.RETURNS:
            return Facts(self.told(part.returns))
        if step == Step.ARGUMENTS:
            return Facts()
        return Facts(KINDS[part.kind], False, condition, features)

    def told(self, ref: TypeRef | None) -> str:
        """Write a type as `Facts` has it."""
        if ref is None:
            return ""
        kind = ref.name
        if kind not in BUILTIN_TYPES:
            definition = self._lookup(kind)
            kind = KINDS[definition.kind] if definition is not None else UNKNOWN
        return f"[{kind}]" if ref.array else kind

    # --- shapes ------------------------------------------------------------------------------

    def _shape(self, key: Key) -> Shape:
        name, *rest = (key,) if isinstance(key, str) else key
        definition = self._lookup(name)
        if definition is None:
            return _OPEN
        if not definition.kind.is_type:
            return self._entry(definition) if rest == [_ITSELF] else self._data(definition)
        if rest == [_ITSELF]:
            return _closed({(Step.VALUE, b.name): Slot(None) for b in definition.branches})
        if definition.kind is Kind.ENUM:
            slots = {**_features(definition), **_values(definition)}
            return Shape(slots, slots.keys(), (name,))
        if definition.kind is Kind.ALTERNATE:
            return self._alternate(definition)
        return self._object(definition, tuple(rest))

    def _entry(self, definition: Definition) -> Shape:
        """Give what there is of a command or event: arguments, returned value, features.

        They have arguments even if these are none, so that the first argument is younger.
        """
        data = definition.data
        named = data is not None and definition.gen
        target = self.type_key(data) if named else (definition.name, _DATA)
        slots = _features(definition)
        slots[ARGUMENTS] = Slot(definition, target)
        if definition.kind is Kind.COMMAND:
            returns = definition.returns
            slots[RETURNS] = Slot(definition, self.type_key(returns) if returns else NOTHING)
        return _closed(slots)

    def _data(self, definition: Definition) -> Shape:
        """Give the arguments of a command, or the data of an event, that are no named type.

        A command without generated code may take more than it says.
        """
        inner = self.shape(self.type_key(definition.data)) if definition.data else _EMPTY
        slots = dict(inner.slots)
        for member in definition.members:
            slots[Step.MEMBER, member.name] = self._slot(member, definition)
        open_members = inner.open_members or not definition.gen
        own = [name for name in slots if name in inner.own or name not in inner.slots]
        return Shape(slots, own, (definition.name, *inner.types), inner.forks, open_members)

    def _object(self, definition: Definition, values: tuple[str, ...]) -> Shape:
        """Give what objects of a struct or union have, with these values of its discriminators."""
        slots = _features(definition)
        whole = self._add_members(slots, definition)
        unions = [definition]
        common: Collection[Name] = ()
        for value in values:
            union = unions[-1]
            common = set(slots)
            branch = self._branches(union).get(value)
            if branch is None:
                return Shape(slots, open_members=not whole)
            if union.simple:
                slots[Step.MEMBER, "data"] = self._slot(branch, union)
                return Shape(slots, (list(slots)[-1],), open_members=not whole)
            inner = self._lookup(branch.type.name) if branch.type is not None else None
            if inner is None or inner in unions:
                return Shape(slots, open_members=True)
            whole = self._add_members(slots, inner) and whole
            for name, slot in _features(inner).items():
                slots.setdefault(name, slot)
            unions.append(inner)
        own = [name for name in slots if name not in common]
        types = tuple(owner.name for owner in self._lineage(unions[-1]))
        if unions[-1].kind is not Kind.UNION:
            return Shape(slots, own, types, open_members=not whole)
        whole = self._add_branches(slots, own, (definition.name, *values), unions[-1]) and whole
        return Shape(slots, own, types, forks=True, open_members=not whole)

    def _add_members(self, slots: dict[Name, Slot], definition: Definition) -> bool:
        """Add the members that a definition writes or inherits; tell whether these are all."""
        whole = True
        for owner in self._lineage(definition):
            for member in owner.own_members:
                slots.setdefault((Step.MEMBER, member.name), self._slot(member, owner))
            if owner.base is not None and self._lookup(owner.base.name) is None:
                whole = False
        if definition.simple:
            discriminator = Slot(None, (definition.name, _ITSELF), definition.name)
            slots.setdefault((Step.MEMBER, SIMPLE_DISCRIMINATOR), discriminator)
        return whole

    def _lineage(self, definition: Definition) -> Iterator[Definition]:
        """Give a definition, its base, that one's base, and so on."""
        seen = set[str]()
        following: Definition | None = definition
        while following is not None and following.name not in seen and len(seen) < MAX_INHERITANCE:
            yield following
            seen.add(following.name)
            base = following.base
            following = self._lookup(base.name) if base is not None else None

    def _slot(self, member: Member, owner: Definition) -> Slot:
        return Slot(member, self.type_key(member.type), owner.name)

    def _branches(self, union: Definition) -> Mapping[str, Member | None]:
        """Give the values of a union's discriminator, each with its branch, if it has one."""
        values: dict[str, Member | None] = {}
        if union.discriminator is not None:
            members = (m for owner in self._lineage(union) for m in owner.own_members)
            teller = next((m for m in members if m.name == union.discriminator), None)
            ref = teller.type if teller is not None else None
            enum = self._lookup(ref.name) if ref is not None else None
            if enum is not None:
                values = {value.name: None for value in enum.values}
        return values | {branch.name: branch for branch in union.branches}

    def _add_branches(
        self, slots: dict[Name, Slot], own: list[Name], key: tuple[str, ...], union: Definition
    ) -> bool:
        """Add the branches of a union, and what only they have; tell whether all is known."""
        whole = True
        for value, branch in self._branches(union).items():
            slots[Step.BRANCH, value] = Slot(branch, (*key, value), union.name)
            own.append((Step.BRANCH, value))
            if len(key) > MAX_UNIONS:
                whole = False
                continue
            inner = self.shape((*key, value))
            whole = whole and not inner.open_members
            for name, slot in inner.slots.items():
                if name[0] == Step.MEMBER and name not in slots:
                    slots[name] = Slot(slot.part, slot.target, slot.owner, several=True)
        return whole

    def _alternate(self, definition: Definition) -> Shape:
        """Give what the branches of an alternate have together."""
        slots = own = _features(definition)
        keys = [self.type_key(branch.type) for branch in definition.branches]
        inner = [self.shape(key) for key in keys if not self._is_alternate(key)]
        for shape in inner:
            slots = {**shape.slots, **slots}
        return Shape(
            slots,
            {**own, **{name: None for shape in inner for name in shape.own}},
            (definition.name, *(name for shape in inner for name in shape.types)),
            any(shape.forks for shape in inner),
            any(shape.open_members for shape in inner),
            any(shape.open_values for shape in inner),
        )

    def _is_alternate(self, key: Key) -> bool:
        """Tell whether a key is that of an alternate, which cannot be part of another one."""
        definition = self._lookup(key) if isinstance(key, str) else None
        return definition is not None and definition.kind is Kind.ALTERNATE


KINDS: Mapping[Kind, str] = {
    Kind.ENUM: "enum",
    Kind.STRUCT: "object",
    Kind.UNION: "object",
    Kind.ALTERNATE: "alternate",
    Kind.COMMAND: "",
    Kind.EVENT: "",
}
"""What facts call the kinds of definitions: a union is an object like a struct on the wire."""


def written(condition: Condition | None) -> str:
    """Write a condition; C text is written as what took its place in 6.2, if it can be."""
    if condition is None:
        return ""
    if condition.operator == "text" and condition.operands:
        return str(condition.operands[0])
    return str(condition)


def _closed(slots: Mapping[Name, Slot]) -> Shape:
    """Give a shape that has nothing but these names of its own."""
    return Shape(slots, slots.keys())


def _features(definition: Definition) -> dict[Name, Slot]:
    owner = definition.name
    return {(Step.FEATURE, f.name): Slot(f, NOTHING, owner) for f in definition.features}


def _values(definition: Definition) -> dict[Name, Slot]:
    owner = definition.name
    return {(Step.VALUE, v.name): Slot(v, NOTHING, owner) for v in definition.values}
