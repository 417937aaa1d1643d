"""Words should stand one blank apart, and sentences two.

More blanks are what is left when a line was filled up, or a word was taken out. docutils ignores
them, and readers of the schema stumble. Tables, literals and texts whose columns are lined up are
not looked at, nor is a colon with two blanks behind it, nor a sentence that begins behind brackets.
Where a capital follows, a full stop may be missing instead.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan  until it is started again.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan until it is started again.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import BLANKS, Edit, Finding, Fix, Severity
from qapidoc.prose.paragraphs import Gap, Paragraph, paragraphs
from qapidoc.prose.sentences import closes, has_wide_gap
from qapidoc.rules.rule import Context, Rule

_LINED_UP = 4
"""So many blanks, or two gaps in one paragraph, are there on purpose."""


def check(context: Context) -> Iterator[Finding]:
    """Look for blanks that separate nothing."""
    for passage in context.passages:
        if "  " not in passage.text or not has_wide_gap(passage.text):
            continue
        for paragraph in paragraphs(passage):
            found = list(_too_wide(paragraph))
            if len(found) != 1 or found[0].end - found[0].start >= _LINED_UP:
                continue
            gap = found[0]
            ended = closes(passage.text, gap.start)
            message = "write two blanks between sentences" if ended else _advice(paragraph, gap)
            fix = None
            if ended or not _may_begin(paragraph, gap):
                edit = Edit(passage.path, passage.span(gap.start, gap.end), "  " if ended else " ")
                fix = Fix(message, "safe", (edit,), BLANKS)
            span = passage.span(gap.start, gap.end)
            yield Finding(passage.path, span, message, passage.symbol, passage.member, fix=fix)


def _too_wide(paragraph: Paragraph) -> Iterator[Gap]:
    """Give the gaps that are too wide; what follows the first words of items may be lined up."""
    text = paragraph.passage.text
    for gap in paragraph.gaps[bool(paragraph.before.strip()) :]:
        blanks = gap.end - gap.start
        if gap.is_line_end or blanks == 1 or text[gap.start - 1] == ":":
            continue
        is_behind_brackets = text[gap.start - 1] == ")" and _may_begin(paragraph, gap)
        if blanks > 2 or not (is_behind_brackets or closes(text, gap.start)):
            yield gap


def _may_begin(paragraph: Paragraph, gap: Gap) -> bool:
    return paragraph.passage.text[gap.end].isupper()


def _advice(paragraph: Paragraph, gap: Gap) -> str:
    if _may_begin(paragraph, gap):
        return "write a single blank here, or end the sentence before it"
    return "write a single blank"


RULE = Rule(
    name="style-wide-gap",
    code="ST005",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
