"""What is worked out once for the checks of all definitions."""

from __future__ import annotations

import msgspec

from qapidoc.schema.loops import Ways, ways
from qapidoc.schema.model import BUILTIN_TYPES, Definition, Kind, Schema, TypeRef
from qapidoc.schema.names import Guesses
from qapidoc.schema.navigate import type_definition


class Survey(msgspec.Struct, frozen=True):
    """What the checks ask of a whole schema.

    ``guesses`` are at the names of types. ``bases`` are the ways from definitions to their bases,
    ``branches`` those from unions to unions in their branches.
    """

    bases: Ways
    branches: Ways
    guesses: Guesses


def survey(schema: Schema) -> Survey:
    """Look over a schema."""

    def union(ref: TypeRef | None) -> Definition | None:
        inner = type_definition(schema, ref)
        return inner if inner is not None and inner.kind is Kind.UNION else None

    bases, branches, types = {}, {}, []
    for definition in schema.definitions.values():
        base = type_definition(schema, definition.base)
        if base is not None:
            bases[definition.name] = [base.name]
        if definition.kind is Kind.UNION:
            inner = [union(branch.type) for branch in definition.branches]
            branches[definition.name] = dict.fromkeys(u.name for u in inner if u is not None)
        if definition.kind.is_type:
            types.append(definition.name)
    return Survey(ways(bases), ways(branches), Guesses((*types, *BUILTIN_TYPES)))
