"""A schema with its conditions decided: what does not hold is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import TypeVar

import msgspec

from qapidoc.export.conditions import holds
from qapidoc.schema.model import Definition, EnumValue, Feature, Member, Schema, TypeRef

Part = TypeVar("Part", bound=Definition | Member | EnumValue | Feature)


def decided(schema: Schema, defines: frozenset[str] | None) -> Schema:
    """Give the schema that a QEMU with these defines has; as it is if they are ``None``.

    What is left has no conditions.
    """
    if defines is None:
        return schema
    kept = _Keeper(defines).kept(schema.definitions.values())
    definitions = {definition.name: definition for definition in kept}
    return msgspec.structs.replace(schema, definitions=MappingProxyType(definitions))


class _Keeper:
    def __init__(self, defines: frozenset[str]) -> None:
        self.defines = defines

    def kept(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            if part.condition is None or holds(part.condition, self.defines):
                yield msgspec.structs.replace(part, condition=None, **self.inner(part))

    def inner(self, part: Definition | Member | EnumValue | Feature) -> dict[str, object]:
        """Give the fields of a part that hold parts themselves."""
        match part:
            case Feature():
                return {}
            case EnumValue():
                return {"features": tuple(self.kept(part.features))}
            case Member():
                return {"features": tuple(self.kept(part.features)), "type": self.type(part.type)}
        base_members = part.base_members
        return {
            "features": tuple(self.kept(part.features)),
            "values": tuple(self.kept(part.values)),
            "members": tuple(self.kept(part.members)),
            "branches": tuple(self.kept(part.branches)),
            "base_members": tuple(self.kept(base_members)) if base_members is not None else None,
        }

    def type(self, ref: TypeRef | None) -> TypeRef | None:
        """Give a type; an anonymous struct loses members."""
        if ref is None or not ref.members:
            return ref
        return msgspec.structs.replace(ref, members=tuple(self.kept(ref.members)))
