"""A since must not be later than the first release that had the thing dated.

The history knows which release had which name on the wire: commands, events, arguments,
returned members, values of enums, features. What was there before the release that a doc
comment says, has been there for longer. The number is often that of the release that a patch
was written for, or the one in which the text was.

A later date can be meant. What was experimental dates from when it became stable, so the time
in which it had the feature ``unstable``, a name beginning with ``x-``, or a comment that called
it experimental, does not count. Nor does what a command was before all of its arguments were
replaced. Types are not looked at: their names are not on the wire. Where a type is used in
several places, the name must have been in all of them for longer; ``since-shared`` tells of the
others.

Before::

    # release: 9.0.0

    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Before::

    # release: 9.1.0

    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }

Bad::

    # target: 9.2

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @smooth: whether it takes its time (since 9.2)
    #
    # Since: 9.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }

Good::

    # target: 9.2

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @smooth: whether it takes its time (since 9.1)
    #
    # Since: 9.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.dated import wrong_since
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Compare what is said with the first release that was seen."""
    for subject in context.subjects:
        dates, since = subject.history, subject.since
        if since is None or since.release > context.target:
            continue
        if subject.definition.kind.is_type if subject.name is None else not subject.is_younger:
            continue
        found = subject.on_wire
        if all(date.along for date in found):
            continue
        if all(dates.is_late(since.release, date) for date in subject.dates):
            what = f"was there before {since.release}"
            yield wrong_since(subject, dates, subject.telling, what)


RULE = Rule(
    name="since-late",
    code="SI010",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    dated=True,
    whole_schema=True,
)
