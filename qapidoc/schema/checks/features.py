"""A schema has room for so many features, since generated C code has a bit for each name."""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.schema.model import SPECIAL_FEATURES, Definition, Feature, Schema
from qapidoc.schema.problems import Problem, SchemaKind

MAX_FEATURES = 64
"""The different names of features that a schema can have, with those that QEMU itself knows."""


def check_features(schema: Schema) -> Iterator[Problem]:
    """Report the first feature that is one too many."""
    names = set(SPECIAL_FEATURES)
    for definition in schema.definitions.values():
        for feature in _features(definition):
            names.add(feature.name)
            if len(names) > MAX_FEATURES:
                yield Problem(
                    SchemaKind.FEATURE,
                    definition.path,
                    feature.name_span,
                    f"with '{feature.name}' this schema has more than {MAX_FEATURES} features,"
                    f" {_special()} included; remove some",
                    definition.name,
                )
                return


def _features(definition: Definition) -> Iterator[Feature]:
    yield from definition.features
    for member in (*definition.own_members, *definition.branches):
        yield from member.features
    for value in definition.values:
        yield from value.features


def _special() -> str:
    return " and ".join(f"'{name}'" for name in sorted(SPECIAL_FEATURES))
