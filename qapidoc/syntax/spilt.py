"""Lines of a message that stand below the block it begins in, for want of indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qapidoc.source import Span

_NEXT_LINE = re.compile(
    r"[ \t]*(?P<blank>(?:(?:\r\n?|\n)[ \t]*#[ \t]*(?=[\r\n]))*)"
    r"(?:\r\n?|\n)[ \t]*#?(?P<indent>[ \t]*)(?P<text>[^\s#][^\r\n]*)"
)
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*#[ \t#]*[\r\n]")
"""A line with nothing on it, or the end of the comment; nearly every block is above one."""

_PART = re.compile(
    r"""(?:->|<-)[ \t]*\{         # a message
      | [}\]]                     # its end
      | "[^"]*"[ \t]*(?:[:,\]}]|\Z)   # a name or a string
      | [{\[][ \t]*["{\[]         # an object or an array
    """,
    re.VERBOSE,
)

_REST = re.compile(r"(?:-?\d[\w.+-]*|true|false|null)[ \t]*(?:[\]}]|,\Z)|\.{3}|…")
"""What, besides, only goes on with a message."""


def spilt(text: str, end: int) -> Sequence[Span]:
    """Give the lines that go on with a transcript though its block ends at `end`.

    The first of them is directly below it, is indented no deeper than the text around, and
    looks like a part of a message, as no prose does.
    """
    if _BLANK_LINE.match(text, end):
        return ()
    run: list[Span] = []
    margin = 0
    while match := _NEXT_LINE.match(text, end):
        is_part = _PART.match(match["text"]) is not None
        if not run:
            margin = len(match["indent"])
        is_part = is_part or (bool(run) and _REST.match(match["text"]) is not None)
        is_deeper = len(match["indent"]) > margin
        goes_on = is_part and (is_deeper or not match["blank"])
        if not goes_on and (match["blank"] or not run or not is_deeper):
            break
        run.append(Span(match.start("text"), match.start("text") + len(match["text"].rstrip())))
        end = run[-1].end
    return run
