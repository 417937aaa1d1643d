"""What is worked out once for the checks of all definitions."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from qapidoc.schema.loops import loops
from qapidoc.schema.model import BUILTIN_TYPES, Kind, Schema
from qapidoc.schema.names import Guesses
from qapidoc.schema.navigate import type_definition


class Survey(msgspec.Struct, frozen=True):
    """What the checks ask of a whole schema.

    ``types`` are the names of all types. ``base_loops`` are the definitions that are their own
    base, ``union_loops`` the unions that are in a branch of theirs, each beside the first on
    the same loop.
    """

    types: tuple[str, ...]
    base_loops: Mapping[str, str]
    union_loops: Mapping[str, str]
    guesses: Guesses


def survey(schema: Schema) -> Survey:
    """Look over a schema."""
    definitions = schema.definitions.values()
    bases = {
        d.name: [d.base.name]
        for d in definitions
        if d.base is not None and type_definition(schema, d.base) is not None
    }
    branches = {
        d.name: [branch.type.name for branch in d.branches if branch.type is not None]
        for d in definitions
        if d.kind is Kind.UNION
    }
    types = tuple(d.name for d in definitions if d.kind.is_type)
    return Survey((*types, *BUILTIN_TYPES), loops(bases), loops(branches), Guesses())
