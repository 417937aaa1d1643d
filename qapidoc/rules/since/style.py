"""A since should be written as QEMU's schemas write it in most places.

These say ``(since 9.1)`` in the description of a member, value or feature, or ``(Since 9.1)``:
without a colon, without a word such as ``QEMU`` before the number, and with one blank. The same
goes for a description that ends with a sentence ``Since 9.1.``, which belongs into parentheses.
A release is called by two numbers, ``9.1`` rather than ``9.1.0``, both there and in a section
``Since:``; for releases before 6.0, which often had three, they are left alone. So are
descriptions that say nothing but a release, as in ``@f13: since 8.0``.

All of these are understood, so nothing is wrong with them, and the rule is off by default: QEMU
10.2.2 has 89 of them, and its maintainers would call it churn to change them. It is for schemas
that should be of one style.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: whether to get there slowly (since: 9.1)
    #
    # Since: 9.0.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'bool' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: whether to get there slowly (since 9.1)
    #
    # Since: 9.0
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'bool' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.since import Form, Since
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section

TWO_NUMBERS = Release(6, 0)
"""The first release whose schemas have ``6.0`` rather than ``6.0.0`` nearly everywhere."""

_EXTRA = re.compile(r"\s?:|(?:QEMU|version|release)\s+|v\Z", re.IGNORECASE)
_BLANKS = re.compile(r"(?<=[\w:]) {2,}|(?<=[\w:])\Z")
_LONG = re.compile(r"\d+\.\d+\.0")


def check(context: Context) -> Iterator[Finding]:
    """Look for sinces that could be written as most others are."""
    short = context.target >= TWO_NUMBERS
    for comment, section, since in context.sinces:
        if since.release.exists:
            edits = tuple(_edits(comment, section, since, short=short))
            if edits:
                yield _finding(comment, section, since, edits)


def _edits(comment: Comment, section: Section, since: Since, *, short: bool) -> Iterator[Edit]:
    """Give what to change, in order."""
    source, form = comment.source, since.form
    lead, number = source.slice(since.lead), source.slice(since.span)
    sentence = form is Form.SENTENCE and section.kind in DESCRIPTIONS
    enclosed = sentence and since.lead.start > section.lines[0].start
    if form is Form.TAG:
        plain = _BLANKS.sub(" ", lead)
    elif form is Form.PARENTHESIS or sentence:
        plain = _BLANKS.sub(" ", _EXTRA.sub("", lead))
    else:
        return
    plain = "(" * enclosed + plain
    if lead and plain != lead:
        yield Edit(comment.path, since.lead, plain)
    if short and _LONG.fullmatch(number):
        yield Edit(comment.path, since.span, number.removesuffix(".0"))
    if enclosed:
        yield Edit(comment.path, Span(since.span.end, since.whole.end), ")")
    elif source.slice(since.padding):
        yield Edit(comment.path, since.padding, "")


def _finding(comment: Comment, section: Section, since: Since, edits: tuple[Edit, ...]) -> Finding:
    """Say how the text is, and how it should be."""
    source = comment.source
    span = Span(since.lead.start, max(since.padding.end, edits[-1].span.end))
    old, start, new = source.slice(span), span.start, ""
    for edit in edits:
        new += source.text[start : edit.span.start] + edit.text
        start = edit.span.end
    new += source.text[start : span.end]
    message = f"write '{_shown(new)}', not '{_shown(old)}'"
    if _shown(new) == _shown(old):
        message = f"remove the blanks that are too many from '{_shown(old)}'"
    fix = Fix(f"write '{_shown(new)}'", "safe", edits, WORDING)
    return Finding(
        comment.path, since.span, message, comment.symbol, described_name(section), fix=fix
    )


def _shown(text: str) -> str:
    """Write a text that may go over the end of a line in one."""
    return " ".join(word for word in text.split() if word != "#")


RULE = Rule(
    name="since-style",
    code="SI006",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    default=False,
)
