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

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.releases import nearest_releases
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.since import sinces


def check(context: Context) -> Iterator[Finding]:
    """Look for numbers that no release has."""
    for comment in context.comments:
        for section in comment.doc.sections:
            for since in sinces(comment.source, section):
                release = since.release
                if release.exists:
                    continue
                near = nearest_releases(release)
                told = " and ".join(str(other) for other in near)
                verb = "are" if len(near) > 1 else "is"
                fix = None
                if len(near) > 1:
                    edit = Edit(comment.path, since.span, str(near[-1]))
                    fix = Fix(f"write '{near[-1]}', the release that followed", "unsafe", (edit,))
                yield Finding(
                    comment.path,
                    since.span,
                    f"there is no QEMU {release}; the nearest releases {verb} {told}",
                    comment.symbol,
                    section.name.value if section.name is not None else None,
                    fix=fix,
                )


RULE = Rule(
    name="since-unknown-release",
    code="SI003",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
