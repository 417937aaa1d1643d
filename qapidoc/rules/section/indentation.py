"""The lines of a description must be indented alike.

Indentation is what holds a description, or the text of a section, together. Since 8.1 QEMU's style
is four blanks, and what counts is that no later line is indented less than the second; from
5.2 to 8.0 the text had to line up with its beginning beside ``@name:`` or ``Tag:``. Since 10.0,
text that begins below its head must be indented too. Before 5.2 nothing of this was checked.

Since 9.0 QEMU's front end notices a wrong line only right behind the second one, and silently takes
later ones for paragraphs of their own. Those are what ``section-outdented`` finds.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed, which is
    #     the one that the fan has when it is
    #  cooling as well as it can
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
    # @percent: share of its full speed, which is
    #     the one that the fan has when it is
    #     cooling as well as it can
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.misindented import misindented
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import described_name


def check(context: Context) -> Iterator[Finding]:
    """Look for lines that stick out to the left."""
    for comment in context.comments:
        for section, at, message in misindented(comment, context.target):
            name = described_name(section)
            yield Finding(comment.path, at, message, comment.symbol, name)


RULE = Rule(
    name="section-indentation",
    code="SE004",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
