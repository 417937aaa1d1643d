"""A since on a type that several definitions use should be true for all of them.

Types are not on the wire, but their members and values are, at every place in which the type is
used. If a member has come to these places at different times, one since is wrong for some of
them: as when a type took the place of another that had the member before. The finding names
them; what to write is up to the author, for instance the date of each.

Places that are as young as the name there do not count: who uses these cannot have used them
before. Nor do those of a command whose arguments were all replaced at that time.

Before::

    # release: 8.2.0

    { 'struct': 'Fan', 'data': { 'percent': 'int' } }
    { 'struct': 'Pump', 'data': { 'percent': 'int' } }
    { 'command': 'set-fan', 'data': 'Fan' }
    { 'command': 'set-pump', 'data': 'Pump' }

Before::

    # release: 9.0.0

    { 'struct': 'Fan', 'data': { 'percent': 'int' } }
    { 'struct': 'Pump', 'data': { 'percent': 'int', '*smooth': 'bool' } }
    { 'command': 'set-fan', 'data': 'Fan' }
    { 'command': 'set-pump', 'data': 'Pump' }

Bad::

    # target: 9.1

    ##
    # @Motor:
    #
    # How a motor runs.
    #
    # @percent: share of its full speed
    #
    # @smooth: whether it takes its time (since 9.1)
    #
    # Since: 8.2
    ##
    { 'struct': 'Motor', 'data': { 'percent': 'int', '*smooth': 'bool' } }

    ##
    # @set-fan:
    #
    # Set the speed of the fan.
    #
    # Since: 8.2
    ##
    { 'command': 'set-fan', 'data': 'Motor' }

    ##
    # @set-pump:
    #
    # Set the speed of the pump.
    #
    # Since: 8.2
    ##
    { 'command': 'set-pump', 'data': 'Motor' }

Good::

    # target: 9.1

    ##
    # @Motor:
    #
    # How a motor runs.
    #
    # @percent: share of its full speed
    #
    # @smooth: whether it takes its time (since 9.1 for the fan, 9.0 for
    #     the pump)
    #
    # Since: 8.2
    ##
    { 'struct': 'Motor', 'data': { 'percent': 'int', '*smooth': 'bool' } }

    ##
    # @set-fan:
    #
    # Set the speed of the fan.
    #
    # Since: 8.2
    ##
    { 'command': 'set-fan', 'data': 'Motor' }

    ##
    # @set-pump:
    #
    # Set the speed of the pump.
    #
    # Since: 8.2
    ##
    { 'command': 'set-pump', 'data': 'Motor' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.history.dates import Date, Dates
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.subjects import Subject

MOST = 3
"""Of the places that date a name otherwise, so many are named."""


def check(context: Context) -> Iterator[Finding]:
    """Compare what is said with the dates at all places."""
    for subject in context.subjects:
        dates, since = subject.history, subject.since
        if since is None or subject.name is None:
            continue
        wrong = [date for date in subject.on_wire if _differs(dates, subject, date)]
        right = [date for date in subject.on_wire if date not in wrong]
        if wrong and any(not _is_wrong(dates, subject, date) for date in right):
            told = "; ".join(f"{_user(date)}: {dates.evidence(date)}" for date in wrong[:MOST])
            yield Finding(
                subject.comment.path,
                since.span,
                f"{subject.noun} is since {since.release} for {_user(right[0])}, but not for all"
                f" that use {subject.definition.kind} '{subject.definition.name}' ({told}):"
                " date it for each of them",
                subject.definition.name,
                subject.member,
            )


def _is_wrong(dates: Dates, subject: Subject, date: Date) -> bool:
    since = subject.since
    assert since is not None
    return dates.is_late(since.release, date) or dates.is_early(since.release, date)


def _differs(dates: Dates, subject: Subject, date: Date) -> bool:
    new = date.along or dates.came_with_remade(date)
    return not new and _is_wrong(dates, subject, date)


def _user(date: Date) -> str:
    """Name the definition that leads to a place."""
    assert date.place is not None
    step, name = date.place.entry
    return f"{step} '{name}'"


RULE = Rule(
    name="since-shared",
    code="SI013",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    default=False,
    page=__doc__,
    check=check,
    dated=True,
    whole_schema=True,
)
