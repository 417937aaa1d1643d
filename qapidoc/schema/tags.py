"""Lines that look like the beginning of a section, and are read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind

TAGS = ("Returns", "Errors", "TODO")
"""The tags of today whose names may be missed; ``Since`` is for `misspelt`."""

LONGEST = 12
"""Characters that a tag has at most."""

FAR = 40
"""Characters within which the colon of a head stands."""

_HEAD = re.compile(
    r"(?:[-*+]\s+|\*\*)?(?P<words>[A-Za-z]+(?: [A-Za-z]+)?)(?:\*\*)?\s*"
    r"(?::(?:\*\*)?(?![:\w/])|::(?=[ \t]+\S))\s*"
)
_BARE = re.compile(r"(?P<words>TODO|FIXME|XXX|Returns)\s+(?=[^\s:])")
"""A tag without its colon; others begin sentences, too."""
_ALONE = re.compile(r"(?P<words>[A-Z][a-z]+)\s*$")


class TagLike(msgspec.Struct, frozen=True):
    """A line that begins like a section.

    ``words`` are what would be its tag, and ``written`` is that with the colon, and with what
    marks it. The text begins at ``head_end``, and ``rest`` are the further lines of the paragraph.
    ``alone`` tells that there is no colon, and nothing else on the line, ``bare`` that there is no
    colon before the text, and ``late`` that it stands below what is no text.
    """

    words: str
    written: str
    head_end: int
    line: Line
    rest: tuple[Line, ...]
    alone: bool
    bare: bool
    late: bool

    @property
    def span(self) -> Span:
        """Where ``written`` is in the file."""
        return Span(self.line.start, self.line.start + len(self.written))


def tag_likes(source: Source, doc: DocComment) -> Iterator[TagLike]:
    """Give the paragraphs of a comment that begin with a word or two and a colon.

    Those that are a word alone above an indented line, or an empty one, are given, too.
    """
    late = False
    for section in doc.sections:
        late = late or section.kind is not SectionKind.TEXT
        for index, line in enumerate(section.lines):
            above = section.lines[index - 1].kind if index else LineKind.BLANK
            starts = above is LineKind.BLANK and not (index == 0 and section.inline)
            if line.kind is LineKind.PROSE and starts:
                found = _tag_like(source, section, index, line, late)
                if found is not None:
                    yield found


def _tag_like(
    source: Source, section: Section, index: int, line: Line, late: bool
) -> TagLike | None:
    alone = line.end - line.start <= LONGEST and ":" not in source.text[line.start : line.end]
    bare = _BARE.match(source.text, line.start, line.end)
    if not alone and not bare and source.text.find(":", line.start, line.start + FAR) < 0:
        return None
    match = bare or (_ALONE if alone else _HEAD).match(source.text, line.start, line.end)
    if match is None:
        return None
    rest = []
    for following in section.lines[index + 1 :]:
        if following.kind is not LineKind.PROSE:
            break
        rest.append(following)
    alone = alone and not bare
    if alone and rest and not rest[0].indent > line.indent:
        return None
    written = match.group().rstrip()
    return TagLike(
        match["words"], written, match.end(), line, tuple(rest), alone, bare is not None, late
    )
