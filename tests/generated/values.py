"""JSON values of the types of a schema."""

from __future__ import annotations

import random
from typing import Any

from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Member, Schema, TypeRef
from qapidoc.schema.navigate import members, type_definition
from qapidoc.values.builtins import RANGES

DEPTH = 4
"""From here on, optional members and elements are left out."""

OTHERS: tuple[Any, ...] = (None, True, 7, -1, 2**64, 1.5, "zz", "", [], {}, [None], {"zz": 1})
"""What is put in the place of a value."""


class Maker:
    """Makes random valid values."""

    def __init__(self, schema: Schema, rng: random.Random) -> None:
        self.schema = schema
        self.rng = rng

    def value(self, ref: TypeRef, depth: int = 0) -> Any:
        if not ref.array:
            return self.single(ref, depth)
        count = self.rng.randint(0, 2) if depth < DEPTH else 0
        return [self.single(ref, depth + 1) for _ in range(count)]

    def single(self, ref: TypeRef, depth: int) -> Any:
        if ref.name in BUILTIN_TYPES:
            return self.builtin(ref.name)
        definition = type_definition(self.schema, ref)
        assert definition is not None
        if definition.kind is Kind.ENUM:
            return self.rng.choice(definition.values).name
        if definition.kind is Kind.ALTERNATE:
            return self.value(self.branch(definition.branches, depth), depth + 1)
        return self.object(definition, depth)

    def builtin(self, name: str) -> Any:
        if name in RANGES:
            return self.rng.choice([*RANGES[name], self.rng.randint(*RANGES[name])])
        choices: dict[str, tuple[Any, ...]] = {
            "number": (0, 1.5, -2.5e-10),
            "bool": (True, False),
            "null": (None,),
            "QType": ("qnum", "none"),
            "any": OTHERS,
            "**": OTHERS,
        }
        return self.rng.choice(choices.get(name, ("", "zz", "\u00e4 \n")))

    def branch(self, branches: tuple[Member, ...], depth: int) -> TypeRef:
        refs = [branch.type for branch in branches if branch.type is not None]
        plain = [ref for ref in refs if ref.array or ref.name in BUILTIN_TYPES]
        return self.rng.choice(plain if plain and depth >= DEPTH else refs)

    def object(self, definition: Definition, depth: int) -> dict[str, Any]:
        if definition.data is not None:
            data = type_definition(self.schema, definition.data)
            assert data is not None
            return self.object(data, depth)
        if definition.simple:
            chosen = self.rng.choice(definition.branches)
            assert chosen.type is not None
            return {"type": chosen.name, "data": self.value(chosen.type, depth + 1)}
        found = {
            owned.member.name: self.value(owned.member.type, depth + 1)
            for owned in members(self.schema, definition)
            if owned.member.type is not None
            and (not owned.member.optional or (depth < DEPTH and self.rng.random() < 0.4))
        }
        taken = {branch.name: branch for branch in definition.branches}
        chosen_name = found.get(definition.discriminator or "")
        if depth >= DEPTH and set(taken) and definition.discriminator:
            chosen_name = found[definition.discriminator] = self.shallow(definition)
        if chosen_name in taken:
            inner = type_definition(self.schema, taken[chosen_name].type)
            assert inner is not None
            found |= self.object(inner, depth + 1)
        return found

    def shallow(self, union: Definition) -> str:
        """Give a branch that needs few objects, so that values come to an end."""

        def weight(branch: Member) -> int:
            definition = type_definition(self.schema, branch.type)
            assert definition is not None
            needed = [o.member for o in members(self.schema, definition) if not o.member.optional]
            return sum(m.type is not None and m.type.name not in BUILTIN_TYPES for m in needed)

        return self.rng.choice(sorted(union.branches, key=weight)[:2]).name
