"""Doc comments as the front end of a release reads them.

The syntax tree takes for a section what looks like one. Which of these a release recognises, and
where it lets them end, has changed; `as_read` gives the comment that a release sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, zip_longest

import msgspec

from qapidoc.edition import Usage, allowed
from qapidoc.releases import Release
from qapidoc.schema.indentation import adjacent, empty_lines, outdent
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind

RETURNS = "Returns"
ERRORS = "Errors"


ADMONITIONS: Mapping[str, str] = {
    "Note": ".. note::",
    "Notes": ".. note::",
    "Example": ".. qmp-example::",
    "Examples": ".. qmp-example::",
}
"""Tags of earlier releases, and the directives that took their place."""


def given_up(section: Section, target: Release) -> str | None:
    """Give the directive to write for a section that the release `target` no longer has."""
    if section.kind is not SectionKind.TAG or section.name is None:
        return None
    instead = ADMONITIONS.get(section.name.value)
    return None if allowed(Usage.ADMONITION_TAG, target) else instead


def as_read(source: Source, doc: DocComment, target: Release) -> DocComment:
    """Give `doc` as the release `target` reads it."""
    sections = tuple(_Reading(source, target).sections(doc.sections))
    if sections == doc.sections:
        return doc
    return msgspec.structs.replace(doc, sections=sections)


def crowded(source: Source, doc: DocComment) -> Iterator[Section]:
    """Give the sections whose head stands directly below a line of ordinary text."""
    swallowed = False
    for before, section in pairwise(doc.sections):
        flush = swallowed or _ends_flush(before)
        headed = section.kind is not SectionKind.TEXT
        swallowed = headed and flush and adjacent(source, before.end, section.start)
        if swallowed:
            yield section


class _Growing:
    """A section, and what is added to it."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.added: list[Line] = []
        self.end = section.end

    def add(self, section: Section, blank_lines: int) -> None:
        plain = section if section.kind is SectionKind.TEXT else _plain(section)
        self.added += [Line(self.end, self.end, LineKind.BLANK, 0)] * blank_lines
        self.added.extend(plain.lines)
        self.end = plain.end

    def grown(self) -> Section:
        if not self.added:
            return self.section
        lines = (*self.section.lines, *self.added)
        return msgspec.structs.replace(self.section, lines=lines, end=self.end)


class _Reading:
    """One pass over the sections of a comment."""

    def __init__(self, source: Source, target: Release) -> None:
        self.source = source
        self.bare = allowed(Usage.FREE_DOC_COMMENT, target)
        self.errors = allowed(Usage.ERRORS_TAG, target)
        self.crowded = allowed(Usage.CROWDED_SECTION, target)
        self.spread = allowed(Usage.SPREAD_SECTION, target)
        self.flush = allowed(Usage.FLUSH_TEXT, target)

    def sections(self, sections: tuple[Section, ...]) -> Iterator[Section]:
        last: _Growing | None = None
        swallowed = False
        for section, following in zip_longest(sections, sections[1:]):
            for found in self.parts(section, following):
                joined = last is not None and self.joins(last, found)
                if found.kind is SectionKind.FEATURES:
                    swallowed = joined
                part = _of_member(found) if swallowed else found
                if last is not None and joined:
                    last.add(part, empty_lines(self.source, last.end, part.start))
                    continue
                if last is not None:
                    yield last.grown()
                last = _Growing(part)
        if last is not None:
            yield last.grown()

    def parts(self, section: Section, following: Section | None) -> tuple[Section, ...]:
        """Give a section, or the text that it is, or it and the text that it does not hold."""
        if section.kind is SectionKind.TAG and not self.is_tag(section):
            return (_plain(section),)
        found = None if self.flush else outdent(self.source, section, following)
        if found is None or found.early or found.index is None:
            return (section,)
        head, rest = section.lines[: found.index], section.lines[found.index :]
        text = Section(rest[0].start, section.end, SectionKind.TEXT, None, rest, inline=False)
        return (msgspec.structs.replace(section, lines=head, end=head[-1].end), text)

    def is_tag(self, section: Section) -> bool:
        """Tell whether the release knows the tag, and takes it without a colon if it has none."""
        if section.name is None or (_is_errors(section) and not self.errors):
            return False
        return self.bare or self.source.text.startswith(":", section.name.end)

    def joins(self, last: _Growing, section: Section) -> bool:
        """Tell whether a section is a part of the one before it."""
        kind = last.section.kind
        if section.kind is not SectionKind.TEXT:
            flush = bool(last.added) or _ends_flush(last.section)
            return not self.crowded and flush and adjacent(self.source, last.end, section.start)
        if kind is SectionKind.TEXT or (kind is SectionKind.TAG and self.spread):
            return True
        return not last.added and self.holds(last.section, section)

    def holds(self, last: Section, text: Section) -> bool:
        """Tell whether text that is not indented belongs to a section all the same."""
        found = None if self.flush else outdent(self.source, last, text)
        return found is not None and found.early and found.index is None


def _of_member(section: Section) -> Section:
    """Let the description of a feature be that of a member."""
    if section.kind is not SectionKind.FEATURE:
        return section
    return msgspec.structs.replace(section, kind=SectionKind.MEMBER)


def _is_errors(section: Section) -> bool:
    return section.name is not None and section.name.value == ERRORS


def _plain(section: Section) -> Section:
    """Make ordinary text of a section and its head."""
    if section.name is None:
        return section
    end = section.lines[0].end if section.inline else section.name.end + len(":")
    head = Line(section.start, end, LineKind.PROSE, 0)
    lines = (head, *section.lines[section.inline :])
    return Section(section.start, section.end, SectionKind.TEXT, None, lines, inline=False)


def _ends_flush(section: Section) -> bool:
    """Tell whether the last paragraph of a section is ordinary text."""
    if section.kind is SectionKind.TEXT:
        return True
    flush = False
    for index, line in enumerate(section.lines):
        if line.kind is LineKind.BLANK:
            flush = False
        elif not line.indent and not (section.inline and not index):
            flush = True
    return flush
