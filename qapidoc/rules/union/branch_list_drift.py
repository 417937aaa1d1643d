"""A list of branches in a union's doc comment must be that of its branches.

Some unions list in their text what the discriminator can be, often with the release that
brought each branch. Nobody is reminded of such a list when a branch comes, goes or is renamed,
so that readers are told of branches that do not exist, or miss those that do. This rule holds
the list against the branches: each item must name a branch, or a value of the discriminator
that has none, and each branch must be an item.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Circle', 'data': { 'radius': 'int' } }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    ##
    # @Shape:
    #
    # Something to draw.  Its @kind can be:
    #
    # - @circle: since 9.0
    # - @rectangle: since 9.1
    # - @square: since 9.1
    #
    # @kind: what to draw
    #
    # Since: 9.0
    ##
    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'circle': 'Circle', 'square': 'Square' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Circle', 'data': { 'radius': 'int' } }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    ##
    # @Shape:
    #
    # Something to draw.  Its @kind can be:
    #
    # - @circle: since 9.0
    # - @square: since 9.1
    #
    # @kind: what to draw
    #
    # Since: 9.0
    ##
    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'circle': 'Circle', 'square': 'Square' } }
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice

import msgspec

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name
from qapidoc.schema.model import Definition, Kind
from qapidoc.schema.navigate import SIMPLE_DISCRIMINATOR, discriminator_enum
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Line, LineKind, Section, SectionKind

FEW = 4
"""A list whose intro does not name the discriminator may lack one branch in so many."""

GUESSES = 64
"""Missing branches that a wrong name is compared with."""

_BULLET = re.compile(r"[-*]\s+")
_NAME = r"(?P<name>[A-Za-z0-9][\w-]*)"
_MARKED = re.compile(rf"(?:@|(?P<quote>['\"`]+)){_NAME}(?(quote)(?P=quote))")
_BARE = re.compile(rf"{_NAME}(?=\s*:|\s*$|\s+since\b|\s+--?\s)", re.IGNORECASE)


class Item(msgspec.Struct, frozen=True):
    """An item of a list: the name that it begins with, and its place.

    ``certain`` tells that it must be a name, by its markup or that of the whole list.
    """

    name: str
    span: Span
    certain: bool


class ItemList(msgspec.Struct, frozen=True):
    """A list of a text, and the text right above it.

    ``items`` are `None` where they do not begin with a name. ``about`` tells that the list is
    said to be of what the discriminator can be.
    """

    intro: str
    items: tuple[Item | None, ...]
    span: Span
    about: bool = False

    @property
    def named_items(self) -> Iterator[Item]:
        """The items that begin with a name."""
        return (item for item in self.items if item is not None)


def check(context: Context) -> Iterator[Finding]:
    """Hold the lists of each union's doc comment against its branches."""
    for union, comment in context.documented:
        if union.kind is not Kind.UNION or not union.branches:
            continue
        enum = discriminator_enum(context.schema, union)
        known = {branch.name for branch in union.branches}
        known |= {value.name for value in (enum.values if enum is not None else ())}
        found = list(_branch_lists(union, comment, known))
        if found:
            yield from _compare(union, comment, found, known)


def _branch_lists(
    union: Definition, comment: Comment, known: Collection[str]
) -> Iterator[ItemList]:
    """Give the lists in a union's own text, and at its discriminator, that are of branches."""
    branches = {branch.name for branch in union.branches}
    discriminator = union.discriminator or SIMPLE_DISCRIMINATOR
    for section in comment.doc.sections:
        told = section.kind is SectionKind.MEMBER and described_name(section) == discriminator
        if section.kind is not SectionKind.TEXT and not told:
            continue
        for found in _lists(comment.source, section):
            right = [item.name for item in found.named_items if item.name in known]
            about = told or _names(found.intro, discriminator)
            enough = 2 * len(right) >= len(found.items) + (not about)
            if enough and branches & set(right):
                yield msgspec.structs.replace(found, about=about)


def _names(text: str, discriminator: str) -> bool:
    return re.search(rf"(?<![\w-])@?{re.escape(discriminator)}(?![\w-])", text) is not None


def _compare(
    union: Definition, comment: Comment, found: Sequence[ItemList], known: Collection[str]
) -> Iterator[Finding]:
    items = [item for each in found for item in each.named_items]
    listed = {item.name for item in items}
    missing = {branch.name: branch for branch in union.branches if branch.name not in listed}
    what = f"union '{union.name}'"
    for item in items:
        if item.name in known or not item.certain:
            continue
        near = get_close_matches(item.name, list(islice(missing, GUESSES)), n=1)
        if near:
            missing.pop(near[0])
        hint = f"did you mean '{near[0]}'?" if near else "remove it from the list"
        related = Related(union.path, union.name_span, f"{what} is defined here")
        message = f"{what} has no branch '{item.name}'; {hint}"
        yield Finding(comment.path, item.span, message, union.name, item.name, (related,))
    if not any(each.about for each in found) and len(missing) > max(1, len(union.branches) // FEW):
        return
    for name, branch in missing.items():
        message = (
            f"branch '{name}' of {what} is missing in the list of its doc comment; add it there"
        )
        related = Related(comment.path, found[0].span, "the list is here")
        yield Finding(union.path, branch.name_span, message, union.name, name, (related,))


# --- lists in text ---------------------------------------------------------------------------


def _lists(source: Source, section: Section) -> Iterator[ItemList]:
    """Give the bulleted lists of a section."""
    intro: list[str] = []
    bullets: list[Line] = []
    for line in section.lines:
        text = source.text[line.start : line.end]
        bullet = line.kind is LineKind.PROSE and _BULLET.match(text) is not None
        if bullet and (not bullets or line.indent == bullets[0].indent):
            bullets.append(line)
        elif bullets and line.kind is not LineKind.BLANK and line.indent <= bullets[0].indent:
            yield _item_list(source, intro, bullets)
            intro, bullets = [text], []
        elif not bullets:
            if line.kind is not LineKind.BLANK and intro and not intro[-1]:
                intro = []
            intro.append(text)
    if bullets:
        yield _item_list(source, intro, bullets)


def _item_list(source: Source, intro: list[str], bullets: list[Line]) -> ItemList:
    matches = [_name(source, line) for line in bullets]
    uniform = all(match is not None for match in matches)
    items = tuple(
        Item(match["name"], Span(*match.span("name")), uniform or match.re is _MARKED)
        if match is not None
        else None
        for match in matches
    )
    return ItemList(" ".join(intro), items, Span(bullets[0].start, bullets[-1].end))


def _name(source: Source, line: Line) -> re.Match[str] | None:
    """Find the name that an item begins with."""
    bullet = _BULLET.match(source.text, line.start, line.end)
    assert bullet is not None
    marked = _MARKED.match(source.text, bullet.end(), line.end)
    return marked or _BARE.match(source.text, bullet.end(), line.end)


RULE = Rule(
    name="union-branch-list-drift",
    code="UN009",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
