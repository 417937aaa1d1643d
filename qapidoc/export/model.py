"""The model as JSON, for those who write programs about schemas.

``docs/model.schema.json`` describes it. All lists are in the order of the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from qapidoc.export.options import Options
from qapidoc.releases import Release
from qapidoc.schema.model import (
    BUILTIN_TYPES,
    Condition,
    Definition,
    EnumValue,
    Feature,
    Kind,
    Member,
    Module,
    Pragma,
    Schema,
    TypeRef,
)
from qapidoc.schema.reading import as_read
from qapidoc.schema.since import Since, definition_since, section_since
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, LineKind, Section, SectionKind
from qapidoc.syntax.text import section_text
from qapidoc.values.builtins import QTYPE_VALUES

VERSION = 1

OVERVIEW = "overview"
"""The kind of the text above all other sections of a comment with a symbol."""

_DESCRIPTIONS = frozenset({SectionKind.MEMBER, SectionKind.FEATURE})

Json = dict[str, Any]


def export(schema: Schema, options: Options) -> Json:
    """Give the schema; doc comments are as the target release reads them."""
    writers = {
        path: _Writer(module.source, options.target) for path, module in schema.modules.items()
    }
    document: Json = _encodable(
        {
            "version": VERSION,
            "target": str(options.target),
            "root": schema.root,
            "pragma": _pragma(schema.pragma),
            "builtins": [_builtin(name, json_type) for name, json_type in BUILTIN_TYPES.items()],
            "modules": [writers[path].module(module) for path, module in schema.modules.items()],
            "definitions": [
                writers[definition.path].definition(definition)
                for definition in schema.definitions.values()
            ],
        }
    )
    return document


def _builtin(name: str, json_type: str) -> Json:
    values = {"values": list(QTYPE_VALUES)} if name == "QType" else {}
    return {"name": name, "json_type": json_type, **values}


def _pragma(pragma: Pragma) -> Json:
    settings = {name: getattr(pragma, name) for name in pragma.__struct_fields__}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in settings.items()
    }


def _condition(condition: Condition | None) -> Json | None:
    if condition is None:
        return None
    match condition.operator:
        case "all" | "any":
            operands = [_condition(operand) for operand in condition.operands]
            return {condition.operator: operands}
        case "not":
            return {"not": _condition(condition.operands[0])}
        case _:
            return {condition.operator: condition.name}


def _name(ref: TypeRef | None) -> str | None:
    return ref.name if ref is not None else None


def _release(since: Since | None) -> str | None:
    return str(since.release) if since is not None else None


class _Writer:
    """Writes what one file says."""

    def __init__(self, source: Source, target: Release) -> None:
        self.source = source
        self.target = target

    def module(self, module: Module) -> Json:
        """Write what is not in definitions: includes, and comments that are about none."""
        free_form = [item for item in module.contents if isinstance(item, DocComment)]
        comments = sorted((*free_form, *module.detached), key=lambda doc: doc.start)
        return {
            "path": module.path,
            "includes": [
                {"name": include.name, **self.place(include.span.start), "path": include.path}
                for include in module.includes
            ],
            "comments": [self.doc(comment) for comment in comments],
        }

    # --- definitions -------------------------------------------------------------------

    def definition(self, definition: Definition) -> Json:
        """Write a definition, with the keys that its kind has."""
        return {
            "kind": definition.kind.value,
            "name": definition.name,
            "module": definition.path,
            **self.place(definition.name_span.start),
            **self.conditions(definition),
            **self.body(definition),
            "doc": self.doc(definition.doc) if definition.doc is not None else None,
        }

    def body(self, definition: Definition) -> Json:
        """Write what only definitions of this kind have."""
        match definition.kind:
            case Kind.ENUM:
                return {
                    "prefix": definition.prefix,
                    "values": [self.value(value) for value in definition.values],
                }
            case Kind.STRUCT:
                return {
                    "base": _name(definition.base),
                    "members": self.members(definition.members),
                }
            case Kind.UNION:
                inline = definition.base_members
                return {
                    "base": _name(definition.base),
                    "base_members": None if inline is None else self.members(inline),
                    "discriminator": definition.discriminator,
                    "simple": definition.simple,
                    "branches": self.branches(definition.branches),
                }
            case Kind.ALTERNATE:
                return {"branches": self.branches(definition.branches)}
            case Kind.EVENT:
                return self.data(definition)
            case Kind.COMMAND:
                return {
                    **self.data(definition),
                    "returns": self.type(definition.returns),
                    "gen": definition.gen,
                    "success_response": definition.success_response,
                    "allow_oob": definition.allow_oob,
                    "allow_preconfig": definition.allow_preconfig,
                    "coroutine": definition.coroutine,
                }

    def data(self, definition: Definition) -> Json:
        """Write what a command or an event takes along."""
        return {
            "data": _name(definition.data),
            "members": self.members(definition.members),
            "boxed": definition.boxed,
        }

    # --- parts of definitions ----------------------------------------------------------

    def value(self, value: EnumValue) -> Json:
        """Write a value of an enum."""
        return {
            "name": value.name,
            **self.place(value.name_span.start),
            **self.conditions(value),
        }

    def members(self, members: Iterable[Member]) -> list[Json]:
        """Write members."""
        return [
            {
                "name": member.name,
                **self.place(member.name_span.start),
                "type": self.type(member.type),
                "optional": member.optional,
                **self.conditions(member),
            }
            for member in members
        ]

    def branches(self, branches: Iterable[Member]) -> list[Json]:
        """Write branches, which are never optional and have no features."""
        return [
            {
                "name": branch.name,
                **self.place(branch.name_span.start),
                "type": self.type(branch.type),
                "condition": _condition(branch.condition),
            }
            for branch in branches
        ]

    def type(self, ref: TypeRef | None) -> Json | None:
        """Write a type by its name, or the members of one that has none."""
        if ref is None:
            return None
        if not ref.name:
            return {"members": self.members(ref.members)}
        return {"name": ref.name, "array": ref.array}

    def conditions(self, part: Definition | Member | EnumValue) -> Json:
        """Write when something is there, and its features."""
        return {
            "condition": _condition(part.condition),
            "features": [self.feature(feature) for feature in part.features],
        }

    def feature(self, feature: Feature) -> Json:
        """Write a feature."""
        return {
            "name": feature.name,
            **self.place(feature.name_span.start),
            "condition": _condition(feature.condition),
        }

    # --- doc comments ------------------------------------------------------------------

    def doc(self, doc: DocComment) -> Json:
        """Write a doc comment as the target release reads it."""
        return {
            "symbol": doc.about,
            **self.place(doc.start),
            "since": _release(definition_since(self.source, doc)),
            "sections": list(self.sections(as_read(self.source, doc, self.target))),
        }

    def sections(self, doc: DocComment) -> Iterator[Json]:
        """Write sections; a line ``Features:`` says nothing that its features do not."""
        for index, section in enumerate(doc.sections):
            if section.kind is not SectionKind.FEATURES:
                first = not index and section.kind is SectionKind.TEXT
                overview = first and doc.symbol is not None
                yield self.section(section, OVERVIEW if overview else section.kind.value)

    def section(self, section: Section, kind: str) -> Json:
        """Write a section, and where its text begins."""
        dated = section.kind in _DESCRIPTIONS
        lines = [line for line in section.lines if line.kind is not LineKind.BLANK]
        return {
            "kind": kind,
            "name": section.name.value if section.name is not None else None,
            **self.place(section.start),
            "since": _release(section_since(self.source, section) if dated else None),
            "text": str(section_text(self.source, section)).strip("\n"),
            "text_place": self.place(lines[0].start) if lines else None,
            "indent": min((line.indent for line in lines[section.inline :]), default=0),
        }

    def place(self, offset: int) -> Json:
        """Write the line and the column of an offset."""
        at = self.source.position(offset)
        return {"line": at.line, "column": at.column}


def _encodable(value: Any) -> Any:
    """Replace bytes that are no UTF-8, which JSON cannot hold."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_encodable(item) for item in value]
        case dict():
            return {key: _encodable(item) for key, item in value.items()}
        case _:
            return value
