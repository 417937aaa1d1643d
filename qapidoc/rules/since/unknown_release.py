"""A since must name a release that QEMU has made, or will make.

QEMU's numbers do not go on as one might think: after 0.15 came 1.0, after 1.7 came 2.0, after
2.12 came 3.0, after 3.1 came 4.0, and from then on each year has X.0, X.1 and X.2. There is no
2.13 and no 4.3, and what is dated so cannot be looked up. Such a date is often the number that
was planned while a patch was under way, and the release got another one.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 2.13
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
    # Since: 3.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import nearest_releases, told_nearest
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name
from qapidoc.schema.since import Since


def check(context: Context) -> Iterator[Finding]:
    """Look for numbers that no release has."""
    for comment, section, since in context.sinces:
        release = since.release
        if not release.exists:
            yield Finding(
                comment.path,
                since.span,
                f"there is no QEMU {release}; {told_nearest(release)}",
                comment.symbol,
                described_name(section),
                fix=_fix(comment, since),
            )


def _fix(comment: Comment, since: Since) -> Fix | None:
    """Write the release that followed, which took the place of one that was only planned."""
    near = nearest_releases(since.release)[-1]
    if near < since.release:
        return None
    edit = Edit(comment.path, since.span, str(near))
    return Fix(f"write '{near}'", "unsafe", (edit,), WORDING)


RULE = Rule(
    name="since-unknown-release",
    code="SI003",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
