"""Doc comments beside the definitions that they are about, and how their sections stand.

These are facts; what a release makes of them is up to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from itertools import islice, pairwise, zip_longest

import msgspec

from qapidoc.releases import Release
from qapidoc.schema.definitions import keyword_pairs
from qapidoc.schema.indentation import DESCRIPTIONS, HEADED
from qapidoc.schema.model import Definition, Feature, Module, Schema
from qapidoc.schema.navigate import wire_names
from qapidoc.schema.reading import ERRORS, RETURNS, as_read
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, LineKind, Object, Section, SectionKind

ONCE = frozenset({RETURNS, ERRORS, "Since"})
"""The tags that a doc comment may have once."""

_DESCRIPTION = re.compile(r"@(?P<name>[^:\r\n]*):")

LIKENESS = 0.6
"""From this ratio on, an unknown name is taken for one that is not described."""

GUESSES = 64
"""Unknown names for which this is tried, and names with which each is compared."""


class Comment(msgspec.Struct, frozen=True, dict=True):
    """A doc comment with a symbol, and the file it is in.

    ``doc`` is as it is written, ``read`` as the target release reads it.
    """

    path: str
    source: Source
    doc: DocComment
    read: DocComment

    @property
    def symbol(self) -> str:
        """The name that the comment says it is about."""
        assert self.doc.symbol is not None
        return self.doc.symbol.value

    @cached_property
    def members(self) -> Mapping[str, Section]:
        """The descriptions of members, values and branches as they are read, the first of each."""
        return described(self.read, SectionKind.MEMBER)

    @cached_property
    def features(self) -> Mapping[str, Section]:
        """The descriptions of features as they are read, the first of each."""
        return described(self.read, SectionKind.FEATURE)


def comments(modules: Iterable[Module], target: Release) -> Iterator[Comment]:
    """Give all doc comments with a symbol, whatever follows them."""
    for module in modules:
        source = module.source
        for item in module.tree.items:
            if isinstance(item, DocComment) and item.symbol is not None:
                yield Comment(module.path, source, item, as_read(source, item, target))


def comment_of(schema: Schema, definition: Definition, target: Release) -> Comment | None:
    """Give the doc comment of a definition, if it is about it."""
    doc = definition.doc
    if doc is None or doc.about != definition.name:
        return None
    source = schema.source(definition.path)
    return Comment(definition.path, source, doc, as_read(source, doc, target))


def documented(
    definitions: Iterable[Definition], found: Iterable[Comment]
) -> Iterator[tuple[Definition, Comment]]:
    """Give those of `definitions` whose doc comment, one of `found`, is about them."""
    places = {(comment.path, comment.doc.start): comment for comment in found}
    for definition in definitions:
        doc = definition.doc
        if doc is not None and doc.symbol is not None and doc.symbol.value == definition.name:
            yield definition, places[definition.path, doc.start]


def nameless_above(modules: Iterable[Module]) -> dict[tuple[str, int], DocComment]:
    """Give the free-form comments that a definition follows, by its path and offset."""
    found = {}
    for module in modules:
        for item, following in pairwise(module.tree.items):
            if not isinstance(item, DocComment) or item.symbol is not None:
                continue
            if isinstance(following, Object) and keyword_pairs(following):
                found[module.path, following.start] = item
    return found


def stray_descriptions(
    source: Source, doc: DocComment, *, spread: bool = False
) -> Iterator[tuple[str, Span]]:
    """Give the names that a free-form comment describes as if it were a definition's.

    With `spread`, what stands between ``@`` and the colon may be empty, or hold blanks.
    """
    for section in doc.sections:
        for line in section.lines:
            match = _DESCRIPTION.match(source.text, line.start, line.end)
            if match is None or line.indent or line.kind is LineKind.LITERAL:
                continue
            if spread or len(match["name"].split()) == 1:
                yield match["name"], Span(*match.span())


# --- what is described -----------------------------------------------------------------------


def described(doc: DocComment, kind: SectionKind) -> dict[str, Section]:
    """Give the sections of `kind` by the names that they describe, the first of each."""
    found: dict[str, Section] = {}
    for section in doc.sections:
        if section.kind is kind and section.name is not None and section.name.value.strip():
            found.setdefault(section.name.value, section)
    return found


def tagged(doc: DocComment, tag: str) -> Section | None:
    """Give the first section with a tag."""
    for section in doc.sections:
        name = section.name.value if section.name is not None else ""
        if section.kind is SectionKind.TAG and name == tag:
            return section
    return None


def features(definition: Definition) -> Iterator[Feature]:
    """Give the features of a definition, of its members and of its values."""
    yield from definition.features
    for value in definition.values:
        yield from value.features
    for member in (*definition.own_members, *definition.branches):
        yield from member.features


def name_spans(definition: Definition) -> dict[str, Span]:
    """Give the names that a doc comment describes as members, and where they are defined."""
    spans = dict.fromkeys(wire_names(definition), definition.name_span)
    spans |= {value.name: value.name_span for value in definition.values}
    for member in (*definition.branches, *definition.own_members):
        if member.name in spans:
            spans[member.name] = member.name_span
    return spans


# --- how sections stand ----------------------------------------------------------------------


def head(section: Section) -> str:
    """Write what a section begins with: ``@name:`` or ``Tag:``."""
    name = section.name.value if section.name is not None else ""
    return f"@{name}:" if section.kind in DESCRIPTIONS else f"{name}:"


def head_span(section: Section) -> Span:
    """Give the span of what a section begins with."""
    return Span(section.start, section.name.end if section.name is not None else section.end)


def described_name(section: Section) -> str | None:
    """Give the name of the member, value or feature that a section describes."""
    if section.kind not in DESCRIPTIONS or section.name is None:
        return None
    return section.name.value


def followed(doc: DocComment) -> Iterator[tuple[Section, Section | None]]:
    """Give each section with the one behind it."""
    yield from zip_longest(doc.sections, doc.sections[1:])


def repeated(doc: DocComment) -> Iterator[tuple[Section, Section]]:
    """Give the tags that stand again, each with the first of its name."""
    first: dict[str, Section] = {}
    for section in doc.sections:
        if section.kind is SectionKind.TAG and section.name is not None:
            earlier = first.setdefault(section.name.value, section)
            if earlier is not section and section.name.value in ONCE:
                yield section, earlier


def repeated_features(doc: DocComment) -> Iterator[tuple[Section, Section]]:
    """Give each line ``Features:`` below which features are not described for the first time."""
    first: Section | None = None
    for section, following in followed(doc):
        if section.kind is not SectionKind.FEATURES:
            continue
        if first is not None:
            yield section, first
        elif following is not None and following.kind is SectionKind.FEATURE:
            first = section


def described_again(doc: DocComment) -> Iterator[tuple[Section, Section]]:
    """Give the descriptions of what is already described, each with the first."""
    first: dict[tuple[SectionKind, str], Section] = {}
    for section in doc.sections:
        if section.kind in DESCRIPTIONS and section.name is not None and section.name.value.strip():
            earlier = first.setdefault((section.kind, section.name.value), section)
            if earlier is not section:
                yield section, earlier


def empty(doc: DocComment) -> Iterator[Section]:
    """Give the sections that have a head and nothing else."""
    for section, following in followed(doc):
        if section.kind is SectionKind.FEATURES:
            if following is None or following.kind is not SectionKind.FEATURE:
                yield section
        elif section.kind in HEADED and not section.lines:
            yield section


def misordered(doc: DocComment) -> Iterator[Section]:
    """Give the descriptions of members that follow a section, the overview not counted."""
    after = False
    for index, section in enumerate(doc.sections):
        if section.kind is SectionKind.MEMBER:
            if after:
                yield section
        elif section.kind is not SectionKind.TEXT or index:
            after = True


# --- descriptions against the definition -----------------------------------------------------


class Unmatched(msgspec.Struct, frozen=True):
    """Where a doc comment and its definition differ in names of one kind.

    ``unknown`` are descriptions of what does not exist, each with the undescribed name that it
    is most like; ``undescribed`` are names without a description, less those that an unknown one
    was taken for.
    """

    unknown: tuple[tuple[Section, str | None], ...]
    undescribed: tuple[str, ...]


def unmatched(
    doc: DocComment, names: Collection[str], kind: SectionKind, ignored: Iterable[Section] = ()
) -> Unmatched:
    """Hold the descriptions of `kind` against the `names` of a definition."""
    skipped = {section.start for section in ignored}
    sections = {
        name: section
        for name, section in described(doc, kind).items()
        if section.start not in skipped
    }
    free = dict.fromkeys(name for name in names if name not in sections)
    unknown: list[tuple[Section, str | None]] = []
    for name, section in sections.items():
        if name in names:
            continue
        near: list[str] = []
        if len(unknown) < GUESSES:
            folded = {other.casefold(): other for other in islice(free, GUESSES)}
            found = get_close_matches(name.casefold(), folded, n=1, cutoff=LIKENESS)
            near = [folded[other] for other in found]
        if near:
            free.pop(near[0])
        unknown.append((section, near[0] if near else None))
    return Unmatched(tuple(unknown), tuple(free))


def undescribed(definition: Definition, comment: Comment) -> tuple[str, ...]:
    """Give the members, values and branches that `comment` does not describe, and should.

    One that is described below ``Features:``, and is no feature, counts as described.
    """
    names = wire_names(definition)
    if comment.members.keys() >= frozenset(names):
        return ()
    missing = unmatched(comment.read, dict.fromkeys(names), SectionKind.MEMBER).undescribed
    as_features = comment.features.keys() - {feature.name for feature in features(definition)}
    return tuple(name for name in missing if name not in as_features)
