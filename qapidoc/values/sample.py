"""Make a small valid value of a type."""

from __future__ import annotations

from typing import Any

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Schema, TypeRef
from qapidoc.schema.navigate import type_definition
from qapidoc.values.choices import Choices
from qapidoc.values.judge import is_required
from qapidoc.values.outlines import Outlines
from qapidoc.values.plausible import has_text, plausible
from qapidoc.values.shapes import Shape, shape_of_members

_ELEMENT_SIZES = (60, 12)
"""How large elements may be, by how many arrays are around theirs; deeper, there are none."""


class Sampler:
    """Makes values of the types of one schema, always the same ones.

    They have mandatory members only, those with conditions left out. Of a type whose values have no
    end (it needs another of itself), an empty object is made.
    """

    def __init__(self, schema: Schema, outlines: Outlines | None = None) -> None:
        self._schema = schema
        self._outlines = outlines or Outlines(schema)
        self._choices = Choices(schema, self._outlines)

    def value(self, ref: TypeRef | None, name: str = "") -> Any:
        """Make a value of a type, for a member of that name."""
        return self._value(ref, name, 0)

    def data(self, definition: Definition) -> dict[str, Any]:
        """Make the data of a command or an event."""
        return self._object(self._outlines.shape(definition), 0)

    def object(self, shape: Shape) -> dict[str, Any]:
        """Make an object of a shape."""
        return self._object(shape, 0)

    def ends(self, ref: TypeRef | None) -> bool:
        """Tell whether a type has a value that comes to an end."""
        return self._choices.size(ref) is not None

    def branches(self, union: Definition) -> tuple[str, ...]:
        """Give the values that the discriminator of a union may have here, the best one first."""
        return self._choices.branches(union)

    def _value(self, ref: TypeRef | None, name: str, depth: int) -> Any:
        if ref is None:
            return {}
        if not ref.array:
            return self._single(ref, name, depth)
        most = _ELEMENT_SIZES[depth] if depth < len(_ELEMENT_SIZES) else 0
        size = self._choices.single_size(ref)
        fits = size is not None and size <= most
        return [self._single(ref, name, depth + 1)] if fits else []

    def _single(self, ref: TypeRef, name: str, depth: int) -> Any:
        """Make a value of a type, or an element of an array."""
        if ref.name in BUILTIN_TYPES:
            return plausible(ref.name, name)
        definition = type_definition(self._schema, ref)
        if definition is None:
            return self._object(shape_of_members(ref.members), depth)
        if self._choices.single_size(ref) is None:
            return {}
        choice = self._choices.name(definition)
        match definition.kind:
            case Kind.ENUM:
                return choice or ""
            case Kind.ALTERNATE:
                taken = next(b for b in definition.branches if b.name == choice)
                return self._value(taken.type, taken.name if has_text(taken.name) else name, depth)
            case _:
                return self._object(self._outlines.shape(definition), depth)

    def _object(self, shape: Shape, depth: int) -> dict[str, Any]:
        outline = self._outlines.outline(shape, self._choices.name)
        return {
            name: outline.chosen.get(name) or self._value(member.type, name, depth)
            for name, member in outline.members.items()
            if is_required(member)
        }
