"""The checks of QEMU's front end that need the whole schema."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.schema.checks.alternates import check_alternate
from qapidoc.schema.checks.clashes import check_clashes
from qapidoc.schema.checks.features import check_features
from qapidoc.schema.checks.types import check_types
from qapidoc.schema.checks.unions import check_union
from qapidoc.schema.model import BUILTIN_TYPES, Kind, Schema
from qapidoc.schema.names import Guesses
from qapidoc.schema.problems import Problem


def check_schema(schema: Schema) -> Iterator[Problem]:
    """Give what is wrong with the definitions of a schema, taken together."""
    yield from check_features(schema)
    types = [d.name for d in schema.definitions.values() if d.kind.is_type]
    guesses = Guesses((*types, *BUILTIN_TYPES))
    for definition in schema.definitions.values():
        yield from check_types(schema, definition, guesses)
        yield from check_clashes(schema, definition)
        if definition.kind is Kind.UNION:
            yield from check_union(schema, definition)
        elif definition.kind is Kind.ALTERNATE:
            yield from check_alternate(schema, definition)
