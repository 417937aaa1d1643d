"""What a JSON Schema tells besides what is valid: texts of doc comments, features, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from qapidoc.export.conditions import condition_json
from qapidoc.export.options import Options
from qapidoc.schema.comments import described
from qapidoc.schema.model import Definition, EnumValue, Feature, Member, Schema
from qapidoc.schema.reading import RETURNS, as_read
from qapidoc.schema.since import Since, definition_since, section_since
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, LineKind, Section, SectionKind
from qapidoc.syntax.text import section_text

Note = dict[str, Any]

OPTIONAL = "#optional"
"""How the text of a member began, if it was optional (until 2.8)."""

_TOLD = frozenset({LineKind.PROSE, LineKind.BLANK})
_LITERAL_FOLLOWS = re.compile(r"::$", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")


class Texts(msgspec.Struct, frozen=True):
    """The sections of a definition's doc comment, and the file that it is in."""

    source: Source
    doc: DocComment
    members: Mapping[str, Section]
    features: Mapping[str, Section]


class Notes:
    """Makes annotations: standard ones where there are such, others with ``x-``."""

    def __init__(self, schema: Schema, options: Options) -> None:
        self._schema = schema
        self._options = options
        self._texts: dict[str, Texts | None] = {}

    def definition(self, definition: Definition) -> Note:
        """Give the annotations of a definition."""
        texts = self._of(definition)
        first = since = None
        if texts is not None:
            first = next((s for s in texts.doc.sections if s.kind is SectionKind.TEXT), None)
            since = definition_since(texts.source, texts.doc)
        return self._note(texts, first, since, definition)

    def member(self, member: Member, owner: Definition | None) -> Note:
        """Give the annotations of a member or a branch that `owner` writes."""
        return self._part(member, owner)

    def value(self, value: EnumValue, owner: Definition) -> Note:
        """Give the annotations of a value of an enum."""
        return self._part(value, owner)

    def returned(self, command: Definition) -> Note:
        """Give the annotations of what a command returns."""
        texts = self._of(command)
        if texts is None:
            return {}
        section = described(texts.doc, SectionKind.TAG).get(RETURNS)
        return self._described(texts, section)

    def _part(self, part: Member | EnumValue, owner: Definition | None) -> Note:
        texts = self._of(owner) if owner is not None else None
        section = since = None
        if texts is not None:
            section = texts.members.get(part.name)
            since = section_since(texts.source, section) if section is not None else None
        return self._note(texts, section, since, part)

    def _note(
        self,
        texts: Texts | None,
        section: Section | None,
        since: Since | None,
        thing: Definition | Member | EnumValue,
    ) -> Note:
        note = self._described(texts, section)
        names = {feature.name for feature in thing.features}
        if "deprecated" in names:
            note["deprecated"] = True
        if "unstable" in names:
            note["x-unstable"] = True
        if since is not None:
            note["x-since"] = str(since.release)
        if thing.features:
            note["x-features"] = {f.name: self._feature(f, texts) for f in thing.features}
        if thing.condition is not None:
            note["x-if"] = condition_json(thing.condition)
        return note

    def _feature(self, feature: Feature, texts: Texts | None) -> Note:
        section = texts.features.get(feature.name) if texts is not None else None
        note = self._described(texts, section)
        if feature.condition is not None:
            note["x-if"] = condition_json(feature.condition)
        return note

    def _described(self, texts: Texts | None, section: Section | None) -> Note:
        if texts is None or section is None:
            return {}
        found = plain(texts.source, section)
        return {"description": found} if found else {}

    def _of(self, definition: Definition) -> Texts | None:
        """Give the texts of a definition, as the target release reads them."""
        if definition.name not in self._texts:
            self._texts[definition.name] = self._read(definition)
        return self._texts[definition.name]

    def _read(self, definition: Definition) -> Texts | None:
        doc = definition.doc
        if doc is None or doc.symbol is None or doc.symbol.value != definition.name:
            return None
        source = self._schema.source(definition.path)
        read = as_read(source, doc, self._options.target)
        return Texts(
            source,
            read,
            described(read, SectionKind.MEMBER),
            described(read, SectionKind.FEATURE),
        )


def plain(source: Source, section: Section) -> str:
    """Give the prose of a section: its lines without directives and literal blocks."""
    text = section_text(source, section)
    kinds = [line.kind for line in section.lines]
    told = "\n".join(
        line.rstrip() for line, kind in zip(text.lines, kinds, strict=True) if kind in _TOLD
    )
    told = told.strip("\n").removeprefix(OPTIONAL).lstrip()
    told = _BLANKS.sub("\n\n", _LITERAL_FOLLOWS.sub(":", told))
    return told.encode("utf-8", "replace").decode("utf-8")
