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

from collections.abc import Iterable, Iterator
from itertools import groupby

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.navigate import bases
from qapidoc.schema.since import Form, Since, definition_since
from qapidoc.syntax.nodes import Section


def check(context: Context) -> Iterator[Finding]:
    """Compare the sinces of descriptions with that of the definition."""
    schema = context.schema
    said = {
        place: list(group) for place, group in groupby(context.sinces, lambda each: _place(each[0]))
    }
    for definition, comment in context.documented:
        found = said.get(_place(comment), [])
        date = next((since.release for _, _, since in found if since.form is Form.TAG), None)
        if date is None:
            continue
        users = (schema.definitions[name] for name in schema.users.get(definition.name, ()))
        if any(_is_older(schema, other, date) for other in (*users, *bases(schema, definition))):
            continue
        dated = list(_dated(found))
        if any(since.release < date for _, since in dated):
            continue
        for section, since in dated:
            if since.release == date and since.whole.start > section.lines[0].start:
                yield _finding(definition, comment, section, since)


def _place(comment: Comment) -> tuple[str, int]:
    return comment.path, comment.doc.start


def _is_older(schema: Schema, definition: Definition, date: Release) -> bool:
    """Tell whether the doc comment of a definition says an earlier release than `date`."""
    doc = definition.doc
    if doc is None or doc.symbol is None or doc.symbol.value != definition.name:
        return False
    since = definition_since(schema.source(definition.path), doc)
    return since is not None and since.release < date


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
