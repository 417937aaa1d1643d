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
from collections.abc import Iterator

import msgspec

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.schema.names import did_you_mean
from qapidoc.schema.navigate import SIMPLE_DISCRIMINATOR, discriminator_enum
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Line, LineKind, Section, SectionKind

FEW = 4
"""A list whose intro does not name the discriminator may lack one branch in so many."""

_BULLET = re.compile(r"[-*]\s+")
_NAME = r"[A-Za-z0-9][\w.-]*"
_MARKED = re.compile(rf"(?P<mark>@|'|\"|``|`)(?P<name>{_NAME}?)(?:'|\"|``|`|(?![\w.-]))")
_BARE = re.compile(rf"(?P<name>{_NAME}?)(?=\s*(?::|$)|\s+(?:since|--?)\b)", re.IGNORECASE)


class Item(msgspec.Struct, frozen=True):
    """An item of a list: the name that it begins with, and its place."""

    name: str
    span: Span
    marked: bool


class ItemList(msgspec.Struct, frozen=True):
    """A list of a text, and the text right above it."""

    intro: str
    items: tuple[Item | None, ...]
    span: Span


def check(context: Context) -> Iterator[Finding]:
    """Hold the lists of each union's doc comment against its branches."""
    schema = context.schema
    for union, comment in context.documented:
        if union.kind is not Kind.UNION or not union.branches:
            continue
        discriminator = union.discriminator or SIMPLE_DISCRIMINATOR
        for section in comment.doc.sections:
            told = section.kind is SectionKind.MEMBER and section.name is not None
            if section.kind is SectionKind.TEXT or (
                told and section.name is not None and section.name.value == discriminator
            ):
                for found in _lists(comment.source, section):
                    named = told or _names(found.intro, discriminator)
                    yield from _compare(schema, union, comment, found, named=named)


def _names(text: str, discriminator: str) -> bool:
    return re.search(rf"(?<![\w-])@?{re.escape(discriminator)}(?![\w-])", text) is not None


def _compare(
    schema: Schema, union: Definition, comment: Comment, found: ItemList, *, named: bool
) -> Iterator[Finding]:
    branches = {branch.name: branch for branch in union.branches}
    enum = discriminator_enum(schema, union)
    values = {value.name for value in enum.values} if enum is not None else set()
    items = [item for item in found.items if item is not None]
    right = [item for item in items if item.name in branches or item.name in values]
    listed = {item.name for item in right}
    covered = len(listed & branches.keys())
    if not covered or len(right) * 2 < len(found.items) + (not named):
        return
    what = f"union '{union.name}'"
    uniform = len(items) == len(found.items)
    missing = [branch for name, branch in branches.items() if name not in listed]
    if not named and len(missing) > max(1, len(branches) // FEW):
        return
    for item in items:
        if item not in right and (item.marked or uniform):
            free = [branch.name for branch in missing]
            hint = did_you_mean(item.name, free) or did_you_mean(item.name, branches)
            yield Finding(
                comment.path,
                item.span,
                f"{what} has no branch '{item.name}'{hint or '; remove it from the list'}",
                union.name,
                item.name,
                (Related(union.path, union.name_span, f"{what} is defined here"),),
            )
            missing = [branch for branch in missing if f"'{branch.name}'" not in hint]
    for branch in missing:
        yield Finding(
            union.path,
            branch.name_span,
            f"branch '{branch.name}' of {what} is missing in the list of its doc comment;"
            " add it there",
            union.name,
            branch.name,
            (Related(comment.path, found.span, "the list is here"),),
        )


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
    items = tuple(_item(source, line) for line in bullets)
    return ItemList(" ".join(intro), items, Span(bullets[0].start, bullets[-1].end))


def _item(source: Source, line: Line) -> Item | None:
    bullet = _BULLET.match(source.text, line.start, line.end)
    assert bullet is not None
    begin = bullet.end()
    match = _MARKED.match(source.text, begin, line.end)
    marked = match is not None
    if match is None:
        match = _BARE.match(source.text, begin, line.end)
    if match is None:
        return None
    return Item(match["name"], Span(*match.span("name")), marked)


RULE = Rule(
    name="union-branch-list-drift",
    code="UN009",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
