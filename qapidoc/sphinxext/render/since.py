"""Since when there is what a definition consists of: as its text says, or as the history proves.

What the doc comment says goes before what the history knows, which is told only of what is younger
than the definition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from qapidoc.releases import Release
from qapidoc.schema.comments import described
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.misspelt import Misspelt, misspelt_sinces
from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.navigate import discriminator_enum
from qapidoc.schema.since import Form, Since, definition_since, section_since, sinces
from qapidoc.source import Source
from qapidoc.sphinxext.doctree.heads import Badge
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.past import NO_PAST, Past
from qapidoc.sphinxext.render.lifted import without
from qapidoc.syntax.nodes import Section, SectionKind

WORDS: Mapping[bool, tuple[str, str]] = {
    False: ("since", _("since %s")),
    True: ("seen", _("first seen in %s")),
}
"""The kind and the words of a badge, by whether its release is computed."""


class Known(msgspec.Struct, frozen=True):
    """The release that brought something; ``computed`` if the history says so, and no text."""

    release: Release
    computed: bool = False

    def badge(self) -> Badge:
        """Tell it in a few words."""
        kind, words = WORDS[self.computed]
        return Badge(kind, words % self.release)


class Sinces:
    """The releases that brought the definitions of a schema, and what is in them."""

    def __init__(self, schema: Schema, past: Past = NO_PAST) -> None:
        self._schema = schema
        self._past = past
        self._said: dict[str, _Said] = {}

    def of_definition(self, definition: Definition) -> Known | None:
        """Tell which release brought a definition, if its doc comment says none."""
        if self._comment(definition).tries:
            return None
        release = self._past.of_definition(definition)
        return Known(release, computed=True) if release is not None else None

    def of_part(
        self, definition: Definition, name: str, kind: SectionKind = SectionKind.MEMBER
    ) -> Known | None:
        """Tell which release brought a member, value or branch, or of that kind, a feature."""
        said = self._comment(definition)
        section = said.section(kind, name)
        told = said.of(section)
        if told is not None:
            return Known(told.release)
        if said.is_general or (section is not None and said.speaks(section)):
            return None
        release = self._past.of_part(definition, name, kind, said.release)
        return Known(release, computed=True) if release is not None else None

    def of_branch(self, union: Definition, name: str) -> Known | None:
        """Tell which release brought a branch of a union: that of the value that chooses it."""
        enum = discriminator_enum(self._schema, union)
        known = self.of_part(enum, name) if enum is not None else None
        since = self._comment(union).release
        return known if known is not None and (since is None or known.release > since) else None

    def shown(self, definition: Definition, section: Section) -> Section:
        """Give a description without what the badge of the part says, if that can be left out."""
        said = self._comment(definition)
        told = said.of(section)
        return without(told, said.source, section) if told is not None else section

    def _comment(self, definition: Definition) -> _Said:
        said = self._said.get(definition.name)
        if said is None or said.definition is not definition:
            said = self._said[definition.name] = _Said(
                definition, self._schema.source(definition.path)
            )
        return said


class _Said:
    """What the doc comment of a definition says of releases."""

    def __init__(self, definition: Definition, source: Source) -> None:
        self.definition = definition
        self.source = source
        self.doc = definition.doc
        self._of: dict[int, Since | None] = {}

    @cached_property
    def release(self) -> Release | None:
        """The release of the definition."""
        since = definition_since(self.source, self.doc) if self.doc is not None else None
        return since.release if since is not None else None

    @cached_property
    def tries(self) -> bool:
        """Whether it says a release of the definition, or was meant to."""
        if self.release is not None or self.is_general:
            return True
        return any(found.definition for found in self._misspelt)

    @cached_property
    def is_general(self) -> bool:
        """Whether it speaks of releases elsewhere than in descriptions and in its tag."""
        return any(since.form is not Form.TAG for since in self._general())

    def section(self, kind: SectionKind, name: str) -> Section | None:
        return self._described[kind].get(name) if self.doc is not None else None

    def of(self, section: Section | None) -> Since | None:
        """Give what dates the thing that a section describes."""
        if section is None:
            return None
        if section.start not in self._of:
            self._of[section.start] = section_since(self.source, section)
        return self._of[section.start]

    def speaks(self, section: Section) -> bool:
        """Tell whether a description speaks of any release, or was meant to."""
        assert section.name is not None
        names = {found.member for found in self._misspelt}
        return section.name.value in names or any(sinces(self.source, section))

    @cached_property
    def _described(self) -> Mapping[SectionKind, Mapping[str, Section]]:
        assert self.doc is not None
        return {kind: described(self.doc, kind) for kind in DESCRIPTIONS}

    @cached_property
    def _misspelt(self) -> tuple[Misspelt, ...]:
        return tuple(misspelt_sinces(self.source, self.doc)) if self.doc is not None else ()

    def _general(self) -> Iterator[Since]:
        for section in self.doc.sections if self.doc is not None else ():
            if section.kind not in DESCRIPTIONS:
                yield from sinces(self.source, section)
