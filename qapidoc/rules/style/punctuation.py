"""Blanks stand outside of parentheses, and behind punctuation.

``(since 9.1 )``, ``(default:0)``, ``it ends .`` and ``word(since 9.1)`` are slips that no one
means, and that tools which read sinces and defaults may stumble over.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan .
    #
    # @percent: share of its full speed(default:50)
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { '*percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed (default: 50)
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { '*percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.rules.in_text import found
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule


class Slip(msgspec.Struct, frozen=True):
    """What is too much in the group ``slip`` of ``pattern``, or missing there, and what to do.

    Only texts with one of ``signs`` can have it.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    advice: str


_SLIPS = (
    Slip(
        (" .", " ,", " ;"),
        re.compile(r"(?<=[\w)'\"])(?P<slip>[ ]+)[.,;](?=\s|\Z)"),
        "remove the blank in front of the punctuation",
    ),
    Slip(
        ("( ",),
        re.compile(r"\((?P<slip>[ ]+)(?=\w)"),
        "remove the blank behind the parenthesis",
    ),
    Slip(
        (" )",),
        re.compile(r"(?<=[\w.])(?P<slip>[ ]+)\)"),
        "remove the blank in front of the parenthesis",
    ),
    Slip(
        ("(since", "(Since", "(default", "(Default", "(optional"),
        re.compile(r"(?P<slip>)\((?<=[\w'\"]\()(?=(?:since|default|optional)\b)", re.IGNORECASE),
        "put a blank in front of the parenthesis",
    ),
    Slip(
        ("(default:", "(Default:"),
        re.compile(r"\(default:(?P<slip>)(?=[\w'\"])", re.IGNORECASE),
        "put a blank behind the colon",
    ),
)

_FIRST = Slip(
    (":", ";", ","),
    re.compile(r"\A(?P<slip>[:;,]+[ ]+)(?=\S)"),
    "remove the punctuation that the text begins with",
)
"""What only the first character of a text can be."""


def check(context: Context) -> Iterator[Finding]:
    """Look for blanks that are too many, and for those that are missing."""
    for passage in context.passages:
        text = passage.text
        for slip in (*_SLIPS, _FIRST) if text[:1] in _FIRST.signs else _SLIPS:
            if any(sign in text for sign in slip.signs):
                for match in passage.matches(slip.pattern):
                    yield _finding(context, passage, match, slip.advice)


def _finding(context: Context, passage: Passage, match: re.Match[str], advice: str) -> Finding:
    start, end = match.span("slip")
    span = passage.span(start, end)
    missing = start == end
    fix = None
    if not missing or has_room(passage.source, span.start, 1, context.target):
        edit = Edit(passage.path, span, " " if missing else "")
        fix = Fix("mend the punctuation", "safe", (edit,), WORDING)
    return found(passage, match.start(), match.end(), advice, fix)


RULE = Rule(
    name="style-punctuation",
    code="ST018",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
