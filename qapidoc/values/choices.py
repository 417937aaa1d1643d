"""Which enum value, branch or alternative to take, so that a value is small and comes to an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

import msgspec

from qapidoc.schema.model import (
    BUILTIN_TYPES,
    SPECIAL_FEATURES,
    Definition,
    EnumValue,
    Kind,
    Member,
    Schema,
    TypeRef,
)
from qapidoc.schema.navigate import discriminator_enum, type_definition
from qapidoc.values.judge import is_required
from qapidoc.values.outlines import Outlines, discriminator
from qapidoc.values.shapes import json_type_of

_DEEPEST = 20
"""So many rounds are made with each care. What is nested deeper than that is taken for endless:
few readers of JSON would read it."""

_LARGEST = 2000
"""Nor have types whose values are larger: two members of the same type each, and so on."""

_NESTED = frozenset({"object", "array", None})
"""JSON types of alternatives that are taken only where there is no other."""


class _Care(IntEnum):
    """What is asked of a choice, besides that it comes to an end."""

    NONE = 0
    LASTING = 1
    """It has no condition, and is neither deprecated nor unstable."""
    BRANCH = 2
    """And where a value of a discriminator is chosen, it has a branch."""


class _Choice(msgspec.Struct, frozen=True):
    """How many values the smallest value of a type is made of, and the name that it takes.

    The name is that of an enum value or of a branch; it is empty where there is no choice.
    """

    size: int
    name: str = ""


class Choices:
    """The choices for all types of one schema.

    They are made with as much care as is possible, and then for the smallest value.
    """

    def __init__(self, schema: Schema, outlines: Outlines) -> None:
        self._schema = schema
        self._outlines = outlines
        self._made: dict[str, _Choice] = {}
        types = [d for d in schema.definitions.values() if d.kind.is_type]
        enums = [d for d in types if d.kind is Kind.ENUM]
        for care in sorted(_Care, reverse=True):
            self._made |= self._ending(enums, care)
            for _ in range(_DEEPEST):
                made = self._ending(types, care)
                if not made:
                    break
                self._made |= made

    def name(self, definition: Definition) -> str | None:
        """Give what a value of an enum, a union or an alternate takes, if it takes anything."""
        choice = self._made.get(definition.name)
        return choice.name or None if choice is not None else None

    def size(self, ref: TypeRef | None) -> int | None:
        """Give the number of values that the smallest value is made of, ``None`` if it has no end.

        An array may be empty, and of a type that is not known anything is a value.
        """
        return 1 if ref is None or ref.array else self.single_size(ref)

    def single_size(self, ref: TypeRef) -> int | None:
        """Give the same for an element of an array."""
        if ref.name in BUILTIN_TYPES:
            return 1
        if type_definition(self._schema, ref) is None:
            return self._sum(ref.members)
        choice = self._made.get(ref.name)
        return choice.size if choice is not None else None

    def branches(self, union: Definition) -> tuple[str, ...]:
        """Give the values of a discriminator whose branches come to an end, the best one first."""
        sizes = self._branch_sizes(union, _Care.NONE)
        best = self.name(union)
        return tuple(sorted(sizes, key=lambda name: name != best))

    def _ending(self, types: Iterable[Definition], care: _Care) -> dict[str, _Choice]:
        """Give the choices of further types, of which it is now known that they come to an end."""
        waiting = [d for d in types if d.name not in self._made]
        found = {d.name: self._choose(d, care) for d in waiting}
        return {n: c for n, c in found.items() if c is not None and c.size <= _LARGEST}

    def _choose(self, definition: Definition, care: _Care) -> _Choice | None:
        """Choose among what is known to come to an end."""
        match definition.kind:
            case Kind.ENUM:
                values = [v.name for v in definition.values if not care or _is_lasting(v)]
                return _Choice(1, values[0]) if values else None
            case Kind.ALTERNATE:
                return self._alternative(definition, care)
            case _:
                return self._object(definition, care)

    def _alternative(self, alternate: Definition, care: _Care) -> _Choice | None:
        best: tuple[bool, int] | None = None
        name = ""
        for branch in alternate.branches:
            size = self.size(branch.type)
            if branch.type is None or size is None or (care and not _is_lasting(branch)):
                continue
            rank = (json_type_of(self._schema, branch.type) in _NESTED, size)
            if best is None or rank < best:
                best, name = rank, branch.name
        return _Choice(best[1], name) if best is not None else None

    def _object(self, definition: Definition, care: _Care) -> _Choice | None:
        shape = self._outlines.shape(definition)
        size = self._sum(shape.members.values())
        if size is None or shape.union is None:
            return _Choice(size) if size is not None else None
        member = shape.members.get(discriminator(shape.union))
        if member is None or not is_required(member):
            return _Choice(size)
        sizes = self._branch_sizes(shape.union, care)
        if not sizes:
            return None
        best = min(sizes, key=sizes.__getitem__)
        return _Choice(size + sizes[best], best)

    def _branch_sizes(self, union: Definition, care: _Care) -> Mapping[str, int]:
        """Give the values of a discriminator, and how large what they add is."""
        enum = discriminator_enum(self._schema, union)
        branches = {branch.name: branch for branch in union.branches}
        sizes: dict[str, int] = {}
        for value in enum.values if enum is not None else union.branches:
            branch = branches.get(value.name)
            if branch is None:
                size = 0 if care < _Care.BRANCH else None
            else:
                size = self.size(branch.type) if not care or _is_lasting(branch) else None
            if size is not None and (not care or _is_lasting(value)):
                sizes.setdefault(value.name, size)
        return sizes

    def _sum(self, members: Iterable[Member]) -> int | None:
        """Give the size of an object with the mandatory ones of `members`."""
        total = 1
        for member in members:
            size = self.size(member.type) if is_required(member) else 0
            if size is None:
                return None
            total += size
        return total


def _is_lasting(part: EnumValue | Member) -> bool:
    """Tell whether an enum value or a branch is there in every QEMU, and meant to stay."""
    return part.condition is None and all(f.name not in SPECIAL_FEATURES for f in part.features)
