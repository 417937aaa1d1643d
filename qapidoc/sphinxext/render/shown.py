"""What a page shows of which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.navigate import bases, discriminator_enum, type_definition
from qapidoc.schema.outline import Entry, pieces


def files_of_module(schema: Schema, path: str) -> set[str]:
    """Give the paths of the modules that the page of a module takes something from."""
    definitions = (p.definition for p in pieces(schema, path) if isinstance(p, Entry))
    return {path, *files_of_definitions(schema, definitions)}


def files_of_definitions(schema: Schema, definitions: Iterable[Definition]) -> set[str]:
    """Give the paths of the modules that have these, and the members that are shown with them."""
    return {path for definition in definitions for path in _files(schema, definition)}


def _files(schema: Schema, definition: Definition) -> Iterator[str]:
    data = type_definition(schema, definition.data)
    for origin in (definition, data):
        if origin is None:
            continue
        enum = discriminator_enum(schema, origin)
        if enum is not None:
            yield enum.path
        branches = (type_definition(schema, branch.type) for branch in origin.branches)
        for each in (origin, *(branch for branch in branches if branch is not None)):
            yield each.path
            yield from (base.path for base in bases(schema, each))
