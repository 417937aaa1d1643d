"""A member's since should not repeat that of its definition.

A member is as old as its definition unless its description says otherwise; a since that says
the same makes readers look for a difference. It is often copied from a neighbour, or stayed
behind when the definition was dated anew. The fix removes it.

Types that are younger than their base, than some of their members, or than what is based on them,
takes or returns them, are left alone: they were split off or renamed, so that only the dates of
their members mean something. So are descriptions that say nothing but a release.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed (since 9.1)
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.navigate import bases
from qapidoc.schema.since import Form, Since
from qapidoc.syntax.nodes import Section


def check(context: Context) -> Iterator[Finding]:
    """Compare the sinces of descriptions with that of the definition."""
    found = {
        place: list(group) for place, group in groupby(context.sinces, lambda each: _place(each[0]))
    }
    dates = {
        definition.name: since.release
        for definition, comment in context.documented
        for _, _, since in found.get(_place(comment), ())
        if since.form is Form.TAG
    }
    users = _oldest_users(context.schema, dates)
    for definition, comment in context.documented:
        date = dates.get(definition.name)
        if date is None or users.get(definition.name, date) < date:
            continue
        dated = list(_dated(found[_place(comment)]))
        older = [since.release for _, since in dated]
        older += [dates.get(base.name, date) for base in bases(context.schema, definition)]
        if any(release < date for release in older):
            continue
        for section, since in dated:
            if since.release == date and since.whole.start > section.lines[0].start:
                yield _finding(definition, comment, section, since)


def _place(comment: Comment) -> tuple[str, int]:
    return comment.path, comment.doc.start


def _oldest_users(schema: Schema, dates: Mapping[str, Release]) -> dict[str, Release]:
    """Give for each type the oldest date of what is based on it, takes it or returns it."""
    oldest: dict[str, Release] = {}
    for definition in schema.definitions.values():
        date = dates.get(definition.name)
        if date is None:
            continue
        for ref in (definition.base, definition.data, definition.returns):
            if ref is not None:
                oldest[ref.name] = min(date, oldest.get(ref.name, date))
    return oldest


def _dated(
    found: Iterable[tuple[Comment, Section, Since]],
) -> Iterator[tuple[Section, Since]]:
    """Give the descriptions with a single date, and that date."""
    for section, group in groupby(found, lambda each: each[1]):
        dates = [since for _, _, since in group if since.dates]
        if section.kind in DESCRIPTIONS and len(dates) == 1:
            yield section, dates[0]


def _finding(definition: Definition, comment: Comment, section: Section, since: Since) -> Finding:
    assert section.name is not None
    name = section.name.value
    message = (
        f"'{name}' is as old as {definition.kind} '{definition.name}' anyway;"
        f" remove its 'since {since.release}'"
    )
    fix = Fix("remove it", "safe", (Edit(comment.path, since.whole, ""),), WORDING)
    return Finding(comment.path, since.span, message, definition.name, name, fix=fix)


RULE = Rule(
    name="since-redundant",
    code="SI005",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
