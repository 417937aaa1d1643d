"""Doc comments as the front end of a release reads them.

The syntax tree takes for a section what looks like one. Which of these a release recognises, and
where it lets them end, has changed; `as_read` gives the comment that a release sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

import msgspec

from qapidoc.edition import Usage, allowed
from qapidoc.releases import Release
from qapidoc.schema.indentation import HEADED, adjacent, outdent
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
    before: Section | None = None
    for section in doc.sections:
        if before is not None and _is_crowded(source, before, section):
            yield section
        before = section


class _Reading:
    """One pass over the sections of a comment."""

    def __init__(self, source: Source, target: Release) -> None:
        self.source = source
        self.errors = allowed(Usage.ERRORS_TAG, target)
        self.crowded = allowed(Usage.CROWDED_SECTION, target)
        self.spread = allowed(Usage.SPREAD_SECTION, target)
        self.flush = allowed(Usage.FLUSH_TEXT, target)

    def sections(self, sections: tuple[Section, ...]) -> list[Section]:
        found: list[Section] = []
        for section, following in zip_longest(sections, sections[1:]):
            for part in self.parts(section, following):
                last = found[-1] if found else None
                if last is not None and self.joins(last, part):
                    found[-1] = self.joined(last, part)
                else:
                    found.append(part)
        return found

    def parts(self, section: Section, following: Section | None) -> tuple[Section, ...]:
        """Give a section, or the text that it is, or it and the text that it does not hold."""
        if section.kind is SectionKind.TAG and not self.errors and _is_errors(section):
            return (_plain(section),)
        found = None if self.flush else outdent(self.source, section, following)
        if found is None or found.early or found.index is None:
            return (section,)
        head, rest = section.lines[: found.index], section.lines[found.index :]
        text = Section(rest[0].start, section.end, SectionKind.TEXT, None, rest, inline=False)
        return (msgspec.structs.replace(section, lines=head, end=head[-1].end), text)

    def joins(self, last: Section, section: Section) -> bool:
        """Tell whether a section is a part of the one before it."""
        if section.kind is SectionKind.TEXT:
            tagged = last.kind is SectionKind.TAG and self.spread
            return last.kind is SectionKind.TEXT or tagged or self.holds(last, section)
        return not self.crowded and _is_crowded(self.source, last, section)

    def holds(self, last: Section, text: Section) -> bool:
        """Tell whether text that is not indented belongs to a section all the same."""
        found = None if self.flush else outdent(self.source, last, text)
        return found is not None and found.early and found.index is None

    def joined(self, last: Section, section: Section) -> Section:
        plain = section if section.kind is SectionKind.TEXT else _plain(section)
        gap: tuple[Line, ...] = ()
        if not adjacent(self.source, last, section):
            gap = (Line(last.end, last.end, LineKind.BLANK, 0),)
        lines = (*last.lines, *gap, *plain.lines)
        return msgspec.structs.replace(last, lines=lines, end=plain.end)


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


def _is_crowded(source: Source, before: Section, section: Section) -> bool:
    return section.kind in HEADED and _ends_flush(before) and adjacent(source, before, section)


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
