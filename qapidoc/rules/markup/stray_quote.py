"""A quote must have its counterpart.

A name in single backquotes is a reference, and in double ones a literal.  With one on one side and
two on the other, or a quote of another kind there, rST makes neither of it, and shows the
backquote, or goes on to the next one, and makes a literal of all between.  Nor does it see a
literal whose backquotes touch a letter outside or a blank inside.  The fix makes a literal of a
single word.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan; 0 means 'off`.
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
    # Set the speed of the fan; 0 means ``off``.
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

from qapidoc.findings import Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Inline, InlineKind
from qapidoc.rules.foreign import fences
from qapidoc.rules.half_literal import HALF_LITERAL, half_literal, is_uneven
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule

_QUOTE = re.compile(r"(?<!\\)`+")
_CLOSED_BEFORE = re.compile(r"[^\s`]`{1,2}[\s,;.)][^`]*[\s(]`{1,2}[^\s`]|[\s(]``[^\s`]")
"""In a literal: the end of one and the beginning of another."""

_SHOWN = "this backquote is shown as it is; write '``' on both sides of what is literal"
_SWALLOWS = "what is in these backquotes goes too far; close the first literal in it"
_UNEVEN = "these quotes are of two kinds; write the same on both sides"


def check(context: Context) -> Iterator[Finding]:
    """Look for quotes without their counterparts."""
    for passage in context.passages:
        text = passage.text
        if "`" in text or ("'" in text and '"' in text):
            fenced = fences(passage)
            for inline in passage.prose.inlines():
                if not any(start <= inline.start < end for start, end in fenced):
                    yield from _in(passage, inline)


def _in(passage: Passage, inline: Inline) -> Iterator[Finding]:
    if inline.kind is InlineKind.TEXT:
        yield from _in_text(passage, inline)
    elif _goes_too_far(inline):
        yield found(passage, inline.start, inline.end, _SWALLOWS)


def _goes_too_far(inline: Inline) -> bool:
    """Tell whether another literal begins in what is meant to be one."""
    if inline.kind is InlineKind.LITERAL:
        return _CLOSED_BEFORE.search(inline.text) is not None
    is_reference = inline.kind is InlineKind.ROLE and not inline.name
    return is_reference and " " in inline.text and "`" in inline.text


def _in_text(passage: Passage, inline: Inline) -> Iterator[Finding]:
    text = passage.text
    told: set[int] = set()
    for match in HALF_LITERAL.finditer(text, inline.start, inline.end):
        if not is_uneven(match):
            continue
        told.update(range(*match.span()))
        message = _SHOWN if "`" in match[0] else _UNEVEN
        yield found(passage, *match.span(), message, half_literal(passage, match.start()))
    for match in _QUOTE.finditer(text, inline.start, inline.end):
        if match.start() not in told:
            yield found(passage, *match.span(), _SHOWN)


RULE = Rule(
    name="markup-stray-quote",
    code="MA007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
