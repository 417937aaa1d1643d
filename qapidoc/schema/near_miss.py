"""Lines that were meant to begin a description, and are read as text.

``@name text`` without a colon, ``name: text`` without the ``@``, ``@name : text``, a head that is
indented, quoted or made an item of a list: readers of the source see a description, and QEMU's
front end sees none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Section, SectionKind

_LINE = re.compile(
    r"""(?P<bullet>[-*+\u2022]\s+)?
        (?P<open>["'`*\u201c\u2018:]*)(?P<at>@?)\s?["'`*]*
        (?P<name>\w+(?:[.-]\w+)*)
        ["'`*\u201d\u2019]*
        (?P<tail>\s*[:\uff1a;=]+\s* | \s+[-\u2013\u2014]{1,2}\s+ | \s* $ | \s+ | [.,]\s+)""",
    re.VERBOSE,
)
_SPREAD = re.compile(r"@(?P<name>[^:@\r\n]{1,60}):\s*")
_FINITE = re.compile(
    r"(?:and|are|can|cannot|could|does|exists?|has|have|if|is|may|means|must|needs?|not|only|or|"
    r"should|specif\w+|was|were|will|would)\b"
)
"""What follows the subject of a sentence, rather than a head."""

_COLONS = frozenset(":\uff1a")
_SEPARATORS = frozenset(";=-\u2013\u2014")
_DESCRIPTIONS = frozenset({SectionKind.MEMBER, SectionKind.FEATURE})


class NearMiss(msgspec.Struct, frozen=True):
    """A line that was meant to begin the description of `name`, and does not.

    ``kind`` is that of the description, ``head`` what stands for ``@name:``, with blanks and
    indentation around it, and ``section`` what the line is read as a part of. ``crowded`` tells
    that text stands right above it, and ``goes_on`` that text stands right below.
    """

    name: str
    head: Span
    line: Line
    kind: SectionKind
    section: Section
    crowded: bool
    goes_on: bool


def near_misses(
    source: Source, doc: DocComment, names: Collection[str], kind: SectionKind
) -> Iterator[NearMiss]:
    """Give the first such line for each of `names`, which have no description of `kind`."""
    waiting = {_key(name): name for name in names}
    below_features = False
    for section in doc.sections:
        if section.kind in {SectionKind.FEATURES, SectionKind.TAG}:
            below_features = section.kind is SectionKind.FEATURES
        if waiting and below_features is (kind is SectionKind.FEATURE):
            for miss in _in_section(source, section, kind, waiting):
                del waiting[_key(miss.name)]
                yield miss


def _in_section(
    source: Source, section: Section, kind: SectionKind, names: Mapping[str, str]
) -> Iterator[NearMiss]:
    """Look at each line; one that begins a paragraph, or follows a head, may be less explicit."""
    kinds = (LineKind.BLANK, *(line.kind for line in section.lines), LineKind.BLANK)
    after_head = False
    for line, above, below in zip(section.lines, kinds, kinds[2:], strict=False):
        if line.kind is not LineKind.PROSE:
            continue
        crowded = above is not LineKind.BLANK
        goes_on = below is LineKind.PROSE
        if section.inline and line is section.lines[0]:
            continue
        text = source.text[line.start : line.end]
        found = _spread(text, names) or _head(
            text, names, section, line, begins=after_head or not crowded, goes_on=goes_on
        )
        if found is not None:
            key, end = found
            head = Span(line.start - line.indent, line.start + end)
            yield NearMiss(names[key], head, line, kind, section, crowded, goes_on)
        after_head = found is not None or (after_head and line.indent > 0)


def _spread(text: str, names: Mapping[str, str]) -> tuple[str, int] | None:
    """Give the key of a name with blanks in it, between ``@`` and ``:``, and where that ends."""
    found = _SPREAD.match(text)
    if found is None:
        return None
    keys = (_key(glue.join(found["name"].split())) for glue in ("", "-"))
    key = next((key for key in keys if key in names), None)
    return (key, found.end()) if key is not None else None


def _head(
    text: str,
    names: Mapping[str, str],
    section: Section,
    line: Line,
    *,
    begins: bool,
    goes_on: bool,
) -> tuple[str, int] | None:
    """Give the key of the name that a line was meant to describe, and where its head ends."""
    found = _LINE.match(text)
    if found is None or _key(found["name"]) not in names:
        return None
    tail, marked = frozenset(found["tail"]), bool(found["at"])
    described = section.kind in _DESCRIPTIONS
    if _COLONS & tail:
        is_head = marked or (not described and not line.indent and begins)
    elif described or not begins:
        is_head = False
    elif _SEPARATORS & tail:
        is_head = marked or bool(found["bullet"] or found["open"])
    elif found.end() == len(text):
        is_head = goes_on
    else:
        is_head = marked and _FINITE.match(text, found.end()) is None
    return (_key(found["name"]), found.end()) if is_head else None


def _key(name: str) -> str:
    return name.casefold().replace("_", "-")
