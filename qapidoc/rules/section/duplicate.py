"""A doc comment must have each section once.

A second ``Returns:``, ``Errors:`` or ``Since:`` contradicts the first, or was meant to be something
else; of two lines ``Features:`` the second is not needed. QEMU's front end refuses them.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.0
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

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import head_span, repeated, repeated_features


def check(context: Context) -> Iterator[Finding]:
    """Look for tags that stand again."""
    target = context.target
    if allowed(Usage.UNCHECKED_DOC_COMMENT, target):
        return
    several = allowed(Usage.REPEATED_FEATURES, target)
    for comment in context.comments:
        pairs = [*repeated(comment.read), *(() if several else repeated_features(comment.read))]
        for section, earlier in pairs:
            assert section.name is not None
            name = section.name.value
            yield Finding(
                comment.path,
                head_span(section),
                f"the doc comment of '{comment.symbol}' has a second '{name}:';"
                " join the two, or remove one",
                comment.symbol,
                related=(Related(comment.path, head_span(earlier), "the first one is here"),),
            )


RULE = Rule(
    name="section-duplicate",
    code="SE001",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
