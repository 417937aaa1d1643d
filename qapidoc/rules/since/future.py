"""A since must not name a release newer than the one that the schema is for.

What the schema defines is there in the release that ships it, so that no part of it can be
dated later. A number that is too high is a typing error, or the date of a change that came in by
a backport. The release that the schema is for is the target: from the configuration, the command
line or the file ``VERSION``, where X.Y.50 and above stand for the release after X.Y.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 99.0
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
    # Since: 9.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import described_name


def check(context: Context) -> Iterator[Finding]:
    """Look for releases that come after the target."""
    target = context.target.base
    for comment, section, since in context.sinces:
        release = since.release
        if release.exists and target < release.base:
            yield Finding(
                comment.path,
                since.span,
                f"this schema is for QEMU {target}, but the text says {release};"
                " write the release that brought it, or raise the target",
                comment.symbol,
                described_name(section),
            )


RULE = Rule(
    name="since-future",
    code="SI004",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
