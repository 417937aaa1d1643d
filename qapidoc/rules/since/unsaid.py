"""What is younger than its definition should say so.

A member, a value or a feature without a since is taken to be as old as its definition. The
history knows which are not: a release had the definition, and not yet the name. Applications
that go by the text would use it with a QEMU that does not have it.

The name must be younger in all places in which the definition is used. If any text that may be
about it says a release, as in "all values below since 2.4", nothing is said here. The features
``deprecated`` and ``unstable`` need no since.

Before::

    # release: 9.0.0

    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Bad::

    # target: 9.1

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @smooth: whether it takes its time
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }

Good::

    # target: 9.1

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
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.dated import undated
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Look for names that an older release of their definition lacks."""
    for subject in context.subjects:
        dates, since = subject.history, subject.since_of_definition
        if subject.section is None or since is None or subject.told:
            continue
        found = subject.on_wire
        if not found or not all(
            dates.is_early(since, date) and not date.along for date in subject.dates
        ):
            continue
        yield undated(subject, found, context.target)


RULE = Rule(
    name="since-unsaid",
    code="SI012",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    dated=True,
    whole_schema=True,
)
