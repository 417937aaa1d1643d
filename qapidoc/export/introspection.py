"""``--format introspection``: what QEMU answers to ``query-qmp-schema``.

The keys are those of ``SchemaInfo`` in ``qapi/introspect.json``. Unless conditions are decided,
what has one has it as the key ``if`` besides; features and values, which are strings, become
objects with ``name`` and ``if``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from qapidoc.export.conditions import condition_json, holds
from qapidoc.export.entries import Entry, Mark, Meta, Part, Role, entries
from qapidoc.export.masking import masks
from qapidoc.export.options import Options
from qapidoc.releases import Release
from qapidoc.schema.model import Condition, Schema

_REQUIRED_OOB = Release(2, 12)
"""The one release in which each command has ``allow-oob``, be it false."""


def export(schema: Schema, options: Options) -> Any:
    """Give the array of ``SchemaInfo``: commands and events as in the schema, then types."""
    found = entries(schema, options.target)
    writer = _Writer(masks(found) if options.mask else {}, options.target)
    if options.defines is not None:
        found = tuple(left(found, options.defines))
    return [writer.entry(entry) for entry in found]


def left(found: Iterable[Entry], defines: frozenset[str]) -> Iterable[Entry]:
    """Give what the conditions leave where `defines` are the names that are defined."""
    for entry in found:
        if holds(entry.condition, defines):
            yield msgspec.structs.replace(
                entry,
                condition=None,
                features=_marks_left(entry.features, defines),
                parts=tuple(
                    msgspec.structs.replace(
                        part, condition=None, features=_marks_left(part.features, defines)
                    )
                    for part in entry.parts
                    if holds(part.condition, defines)
                ),
            )


def _marks_left(marks: Iterable[Mark], defines: frozenset[str]) -> tuple[Mark, ...]:
    return tuple(Mark(mark.name) for mark in marks if holds(mark.condition, defines))


class _Writer:
    """Entries to JSON, with the names of types in `names`."""

    def __init__(self, names: Mapping[str, str], target: Release) -> None:
        self.names = names
        self.all_oob = target.base == _REQUIRED_OOB

    def entry(self, entry: Entry) -> dict[str, Any]:
        return {
            "name": entry.name if entry.meta.is_message else self.name(entry.name),
            "meta-type": entry.meta.value,
            **self.details(entry),
            **_features(entry.features),
            **_condition(entry.condition),
        }

    def name(self, type_: str) -> str:
        return self.names.get(type_, type_)

    def details(self, entry: Entry) -> dict[str, Any]:
        """Give what only entries of its kind have."""
        match entry.meta:
            case Meta.BUILTIN:
                return {"json-type": entry.json_type}
            case Meta.ENUM:
                members = {"members": [self.part(part) for part in entry.parts]}
                values = [_string(part.name, part.condition) for part in entry.parts]
                return (members if entry.members_of_values else {}) | {"values": values}
            case Meta.ARRAY:
                return {"element-type": self.name(entry.parts[0].type)}
            case Meta.ALTERNATE:
                return {"members": [self.part(part) for part in entry.parts]}
            case Meta.OBJECT:
                return self.object(entry)
            case Meta.COMMAND | Meta.EVENT:
                types = {_TYPE_KEYS[part.role]: self.name(part.type) for part in entry.parts}
                if entry.allow_oob or (self.all_oob and entry.meta is Meta.COMMAND):
                    return types | {"allow-oob": entry.allow_oob}
                return types

    def object(self, entry: Entry) -> dict[str, Any]:
        found: dict[str, Any] = {"members": [self.part(p) for p in entry.parts_of(Role.MEMBER)]}
        if entry.tag:
            found["tag"] = entry.tag
            found["variants"] = [self.part(part) for part in entry.parts_of(Role.VARIANT)]
        return found

    def part(self, part: Part) -> dict[str, Any]:
        """Give a member, a variant, an alternative or a value."""
        return {
            **({_NAME_KEYS.get(part.role, "name"): part.name} if part.name else {}),
            **({"type": self.name(part.type)} if part.type else {}),
            **({"default": None} if part.optional else {}),
            **_features(part.features),
            **_condition(part.condition),
        }


_TYPE_KEYS: Mapping[Role, str] = {Role.ARGUMENTS: "arg-type", Role.RETURNS: "ret-type"}
_NAME_KEYS: Mapping[Role, str] = {Role.VARIANT: "case"}


def _features(marks: Iterable[Mark]) -> dict[str, Any]:
    written = [_string(mark.name, mark.condition) for mark in marks]
    return {"features": written} if written else {}


def _string(name: str, condition: Condition | None) -> Any:
    return {"name": name, "if": condition_json(condition)} if condition is not None else name


def _condition(condition: Condition | None) -> dict[str, Any]:
    return {"if": condition_json(condition)} if condition is not None else {}
