"""The since of a type, and of what is known by its type only, should fit its history.

The names of types are not on the wire. They are changed, types are split and put together, so
that their history says less than that of commands, and an older or younger date than that of
the name can be meant: a struct that used to be part of another one may say since when that was
so. This rule tells of dates that fit neither the name of the type nor its use, and of members
and values of types to which no command or event leads, such as those of command line options.

Before::

    # release: 9.0.0

    { 'enum': 'FanMode', 'data': [ 'slow', 'fast' ] }

Bad::

    # target: 9.1

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # @turbo: faster than it should
    #
    # Since: 9.0
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast', 'turbo' ] }

Good::

    # target: 9.1

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @slow: hardly to be heard
    #
    # @fast: as fast as it can
    #
    # @turbo: faster than it should (since 9.1)
    #
    # Since: 9.0
    ##
    { 'enum': 'FanMode', 'data': [ 'slow', 'fast', 'turbo' ] }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.history.dates import Date, Dates
from qapidoc.releases import Release
from qapidoc.rules.dated import undated, wrong_since
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.subjects import Subject


def check(context: Context) -> Iterator[Finding]:
    """Compare what is said with the names of types, and with what types had."""
    for subject in context.subjects:
        if not subject.definition.kind.is_type:
            continue
        if subject.name is None:
            yield from _of_type(subject)
        elif not subject.on_wire:
            yield from _of_name(context, subject)


def _of_type(subject: Subject) -> Iterator[Finding]:
    dates, since = subject.history, subject.since
    if since is None:
        return
    named = dates.of_entry(subject.definition)
    if all(dates.is_late(since.release, date) for date in (named, *subject.on_wire)):
        what = f"was there before {since.release}"
    elif subject.on_wire or dates.succeeds(subject.definition):
        return  # since-early tells of the former, and the latter may be dated as what it succeeds
    elif dates.is_early(since.release, subject.dates[0]):
        what = f"was not there in {since.release}"
    else:
        return
    yield wrong_since(subject, dates, (named,), what, applicability="unsafe")


def _of_name(context: Context, subject: Subject) -> Iterator[Finding]:
    dates, found = subject.history, subject.dates
    if subject.since is not None:
        what = _wrong(dates, subject.since.release, found[0])
        if what is not None:
            yield wrong_since(subject, dates, found, what, applicability="unsafe")
        return
    since = subject.since_of_definition
    if since is None or subject.told:
        return
    if dates.is_early(since, found[0]) and not found[0].along:
        yield undated(subject, found, context.target)


def _wrong(dates: Dates, said: Release, date: Date) -> str | None:
    if dates.is_late(said, date) and not date.along:
        return f"was there before {said}"
    if dates.is_early(said, date):
        return f"was not there in {said}"
    return None


RULE = Rule(
    name="since-type",
    code="SI014",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    default=False,
    page=__doc__,
    check=check,
    dated=True,
    whole_schema=True,
)
