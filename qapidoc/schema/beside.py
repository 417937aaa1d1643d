"""Schemas that are looked at together: what one has, texts of another may speak of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from qapidoc.schema.model import Schema
from qapidoc.schema.navigate import part_names
from qapidoc.schema.surroundings import Around, asked_for_definition, asked_for_part


class Beside:
    """Several schemas that are looked at together, and what is `around` them."""

    def __init__(self, schemas: Sequence[Schema], around: Around) -> None:
        self._schemas = schemas
        self._around = around

    def defines(self, name: str) -> bool:
        """Tell whether one of them, or another schema of the tree, defines `name`."""
        return any(name in schema.definitions for schema in self._schemas) or (
            self._around.defines(name)
        )

    def has_part(self, name: str) -> bool:
        """Tell whether a definition of theirs has a member, value or feature `name`."""
        return name in self._parts

    def lacks(self, path: str) -> bool:
        """Tell whether the tree has the first folder of `path`, but nothing at `path`."""
        return self._around.lacks(path)

    def decides(self, question: str) -> bool:
        """Tell whether the schemas themselves answer a question that was noted."""
        name = asked_for_definition(question)
        if name is not None:
            return any(name in schema.definitions for schema in self._schemas)
        return asked_for_part(question)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(
            name
            for schema in self._schemas
            for definition in schema.definitions.values()
            for name in part_names(definition)
        )
