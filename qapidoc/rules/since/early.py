"""A since must not be earlier than what is possible.

The history knows which release lacks which name. What was not there yet cannot have been there
since then: the release that a patch was written for has often come and gone when the patch is
taken. In a tree that is under way to a release, what the last release lacks must be dated with
the coming one.

Types are looked at as well, if commands or events lead to them. One that took the place of
another, be it by a new name, as a part of it, or around it, may be dated as the other was.
Names count that are on the wire, in all places in which they can be. Where the history may have
a gap, nothing is said: until 2.7, some commands were not part of the schema.

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
    # @smooth: whether it takes its time (since 9.0)
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

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
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.2
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.dated import wrong_since
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Compare what is said with the last release that lacks the name."""
    for subject in context.subjects:
        dates, since = subject.history, subject.since
        if since is None:
            continue
        if not subject.is_younger and not dates.lacked(since.release, subject.definition):
            continue
        if not subject.on_wire or not all(
            dates.is_early(since.release, date) for date in subject.dates
        ):
            continue
        if subject.name is None and dates.succeeds(subject.definition):
            continue
        what = f"was not there in {since.release}"
        if subject.name is None and subject.definition.kind.is_type:
            # A part of it may have had another name, so that the text means that.
            yield wrong_since(subject, dates, subject.dates, what, applicability="unsafe")
        else:
            yield wrong_since(subject, dates, subject.telling, what)


RULE = Rule(
    name="since-early",
    code="SI011",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    dated=True,
    whole_schema=True,
)
