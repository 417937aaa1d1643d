"""The checks of QEMU's front end that need the whole schema."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.schema.checks.alternates import check_alternate
from qapidoc.schema.checks.clashes import find_clashes
from qapidoc.schema.checks.features import check_features
from qapidoc.schema.checks.survey import survey
from qapidoc.schema.checks.types import check_types
from qapidoc.schema.checks.unions import check_union
from qapidoc.schema.model import Kind, Schema
from qapidoc.schema.problems import Problem


def check_schema(schema: Schema) -> Iterator[Problem]:
    """Give what is wrong with the definitions of a schema, taken together."""
    yield from check_features(schema)
    known = survey(schema)
    clashes = find_clashes(schema, known)
    for definition in schema.definitions.values():
        yield from check_types(schema, known, definition)
        yield from clashes.get(definition.name, ())
        if definition.kind is Kind.UNION:
            yield from check_union(schema, known, definition)
        elif definition.kind is Kind.ALTERNATE:
            yield from check_alternate(schema, definition)
