"""Text that goes on must be indented like the text above it.

In rST a line that is indented more than the one above makes a term of that, and the definition of
the term of itself; an indented paragraph is a quotation.  Both look odd in the manual, and are
rarely meant: where the text just goes on, it should begin where the text above does.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan to a share
    #   of its full speed.
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
    # Set the speed of the fan to a share
    # of its full speed.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.findings import LAYOUT, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.rules.in_text import found, stretch_end
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.unmeant import Shown, Unmeant, unmeant
from qapidoc.schema.indentation import outdent
from qapidoc.source import Span

_MESSAGES: Mapping[Shown, str] = {
    Shown.DEFINITION: "this line is shown as the definition of the one above it;"
    " indent it like that, or put a blank line between",
    Shown.QUOTATION: "this paragraph is shown as a quotation; indent it like the text above it",
    Shown.OUTSIDE_ITEM: "this paragraph is shown as a quotation below the list;"
    " indent it like the text of the item that it belongs to",
}


def check(context: Context) -> Iterator[Finding]:
    """Look for definition lists and quotations that nobody meant."""
    for passage in context.marked:
        if not any(passage.lines.indents) or outdent(passage.source, passage.section, None):
            continue
        for text in unmeant(passage):
            if not _is_error(passage, text):
                message = _MESSAGES[text.shown]
                yield found(passage, text.start, text.end, message, _fix(passage, text))


def _is_error(passage: Passage, text: Unmeant) -> bool:
    """Tell whether docutils complains of where the text ends."""
    end = stretch_end(passage, text.end)
    return any(text.start <= message.start < end for message in passage.prose.messages)


def _fix(passage: Passage, unmeant: Unmeant) -> Fix | None:
    """Take the blanks that are too many from each line."""
    if unmeant.blanks <= 0 or unmeant.shown is Shown.OUTSIDE_ITEM:
        return None
    text = passage.text
    line = text.rfind("\n", 0, unmeant.start) + 1
    edits = []
    while line < unmeant.end:
        blanks = text[line : line + unmeant.blanks]
        if blanks.strip(" "):
            return None
        if blanks:
            at = passage.offset(line + unmeant.blanks)
            edits.append(Edit(passage.path, Span(at - unmeant.blanks, at), ""))
        line = text.find("\n", line, unmeant.end) + 1 or unmeant.end
    return Fix("indent it less", "unsafe", tuple(edits), LAYOUT)


RULE = Rule(
    name="markup-indentation",
    code="MA005",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
