"""There must be a blank line above a list.

Without it, rST takes the items for the text of the paragraph above, and the manual shows them in
one line, dashes and all.  The fix adds the line.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, if:
    # - it is there
    # - it can be set
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, if:
    #
    # - it is there
    # - it can be set
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.rules.paragraphs import swallowed_lists
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Span


def check(context: Context) -> Iterator[Finding]:
    """Look for lists in paragraphs."""
    for passage in context.passages:
        for start, _ in swallowed_lists(passage):
            at = passage.offset(start)
            yield Finding(
                passage.path,
                Span(at, at + 1),
                "this list is shown as text of the paragraph above it; put a blank line between",
                passage.symbol,
                passage.member,
                fix=_fix(passage, at),
            )


def _fix(passage: Passage, at: int) -> Fix:
    source = passage.source
    start = source.line_starts[source.position(at).line - 1]
    margin = source.text[start : source.text.index("#", start) + 1]
    edit = Edit(passage.path, Span(start, start), f"{margin}\n")
    return Fix("add a blank line", "safe", (edit,), LAYOUT)


RULE = Rule(
    name="markup-swallowed-list",
    code="MA004",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
