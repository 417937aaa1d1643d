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

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.comments import Comment
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.model import Definition
from qapidoc.schema.navigate import bases
from qapidoc.schema.since import Since, definition_since, section_since
from qapidoc.syntax.nodes import Section


def check(context: Context) -> Iterator[Finding]:
    """Compare the sinces of descriptions with that of the definition."""
    dates = {
        definition.name: since.release
        for definition, comment in context.documented
        if (since := definition_since(comment.source, comment.doc)) is not None
    }
    users = _oldest_users(context.definitions, dates)
    for definition, comment in context.documented:
        date = dates.get(definition.name)
        if date is None or users.get(definition.name, date) < date:
            continue
        if any(dates.get(base.name, date) < date for base in bases(context.schema, definition)):
            continue
        dated = list(_dated(comment))
        if any(since.release < date for _, since in dated):
            continue
        for section, since in dated:
            if since.release == date and since.whole.start > section.lines[0].start:
                yield _finding(definition, comment, section, since)


def _oldest_users(
    definitions: Iterable[Definition], dates: Mapping[str, Release]
) -> dict[str, Release]:
    """Give for each type the oldest date of what is based on it, takes it or returns it."""
    oldest: dict[str, Release] = {}
    for definition in definitions:
        date = dates.get(definition.name)
        if date is None:
            continue
        for ref in (definition.base, definition.data, definition.returns):
            if ref is not None:
                oldest[ref.name] = min(date, oldest.get(ref.name, date))
    return oldest


def _dated(comment: Comment) -> Iterator[tuple[Section, Since]]:
    """Give the descriptions with a single date, and that date."""
    for section in comment.doc.sections:
        if section.kind in DESCRIPTIONS:
            since = section_since(comment.source, section)
            if since is not None:
                yield section, since


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
    scope=Scope.SCHEMA,  # types are as old as their oldest users, wherever these are
)
