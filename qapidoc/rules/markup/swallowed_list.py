"""There must be a blank line above a list.

Without it, rST takes the items for the text of the paragraph above, and the manual shows them in
one line, dashes and all.  Where the items are indented, it makes a term of the line above them, and
the list its definition.  A bullet without a blank behind it begins no item either.  The fix adds
the line, and one below the list if it needs one.

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

import msgspec

from qapidoc.findings import LAYOUT, WORDING, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.rules.in_text import blank_above, found, stretch_end
from qapidoc.rules.lists import cramped_items, first_outside, swallowed_lists
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Span


def check(context: Context) -> Iterator[Finding]:
    """Look for lists in paragraphs."""
    for passage in context.marked:
        for start, end in swallowed_lists(passage):
            message = (
                "this list is shown as text of the paragraph above it; put a blank line between"
            )
            yield found(passage, start, start + 1, message, _fix(passage, start, end))
        for start, end in cramped_items(passage):
            at = passage.offset(end)
            edit = Edit(passage.path, Span(at, at), " ")
            fix = Fix("add a blank", "safe", (edit,), LAYOUT | WORDING)
            message = "this item of a list is shown as text; put a blank behind its bullet"
            yield found(passage, start, end, message, fix)


def _fix(passage: Passage, start: int, end: int) -> Fix | None:
    """Put blank lines around the list, unless it is unclear where it ends."""
    text = passage.text
    above = blank_above(passage, start)
    line = text.rfind("\n", 0, start) + 1
    following = first_outside(text, line, start - line, stretch_end(passage, end))
    if following is None:
        return above
    if not text[following].isupper() or text[:following].rstrip()[-1] not in ".!?":
        return None
    edits = above.edits + blank_above(passage, following).edits
    return msgspec.structs.replace(above, edits=edits)


RULE = Rule(
    name="markup-swallowed-list",
    code="MA004",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
