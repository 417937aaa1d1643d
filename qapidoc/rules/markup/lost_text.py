"""Text must not be lost in a comment of rST.

A line that begins with two dots and a blank is a directive if it has two colons, and otherwise a
comment, which the manual does not show: ``.. note: text`` is lost as a whole.  Without the blank,
``..note::`` is shown as it stands.  The fix writes the directive.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. note: It may take a while until it is reached.
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
    # Set the speed of the fan.
    #
    # .. note:: It may take a while until it is reached.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import WORDING, Aspect, Edit, Finding, Fix, Severity
from qapidoc.prose.allowed import DIRECTIVES
from qapidoc.prose.passages import Passage
from qapidoc.rules.paragraphs import is_misspelt_example
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import nearest

_COMMENT = re.compile(r"\.\.[ \t]+([A-Za-z][\w-]*)\s*:?(?=\s|\Z)")
_SHOWN = re.compile(r"\.\.\.?[ \t]*([A-Za-z][\w-]*)[ \t]*::?(?=\s|\Z)")


def check(context: Context) -> Iterator[Finding]:
    """Look for comments of rST, and for directives that are shown as text."""
    for passage in context.passages:
        if ".." not in passage.text:
            continue
        for block in passage.prose.walk():
            if is_misspelt_example(passage, block.start):
                continue
            if block.kind == "comment":
                yield _lost(passage, block.start, block.end)
            elif block.kind == "paragraph" and (
                match := _SHOWN.match(passage.text, block.start, block.end)
            ):
                name = _directive(match[1])
                if name is not None:
                    message = f"this is shown as text, and no directive; write '.. {name}::'"
                    yield _finding(passage, block.start, match.end(), message, name)


def _lost(passage: Passage, start: int, end: int) -> Finding:
    match = _COMMENT.match(passage.text, start, end)
    name = _directive(match[1]) if match is not None else None
    if match is None or name is None:
        message = "rST takes this text for a comment, and does not show it; remove the two dots"
        return _finding(passage, start, end, message)
    message = f"without two colons this is a comment, and is lost; write '.. {name}::'"
    return _finding(passage, start, match.end(), message, name)


def _directive(name: str) -> str | None:
    folded = name.lower()
    return folded if folded in DIRECTIVES else nearest(folded, DIRECTIVES)


def _finding(
    passage: Passage, start: int, end: int, message: str, name: str | None = None
) -> Finding:
    span = passage.span(start, end)
    fix = None
    if name is not None:
        edit = Edit(passage.path, span, f".. {name}::")
        changes = WORDING | {Aspect.SECTIONS}
        fix = Fix(f"write '.. {name}::'", "unsafe", (edit,), changes)
    return Finding(passage.path, span, message, passage.symbol, passage.member, fix=fix)


RULE = Rule(
    name="markup-lost-text",
    code="MA003",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
