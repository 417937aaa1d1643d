"""Two blanks should stand between sentences, whatever they end and begin with.

That is QEMU's style since 8.1. Its front end has insisted on it since 10.2, but only sees sentences
that end with a mere ``.``, ``!`` or ``?``, or a bracket behind it at most, and begin with
a capital, a digit or a parenthesis. This rule reads paragraphs as docutils does: it also finds
sentences that end within brackets or quotes, or begin with a name, a literal or a quote. What
``style-single-blank`` tells, it does not tell again.

Abbreviations such as "e.g." end no sentence.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan. ``start-fan`` starts it again.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.  ``start-fan`` starts it again.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.prose.paragraphs import paragraphs
from qapidoc.prose.passages import Passage
from qapidoc.prose.sentences import has_end, sentence_ends
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.texts import second_blank
from qapidoc.schema.doc_lines import single_blanks
from qapidoc.source import Span


def check(context: Context) -> Iterator[Finding]:
    """Look for sentences that begin after one blank."""
    if allowed(Usage.FREE_LAYOUT, context.target):
        return
    for passage in context.passages:
        spans = list(_single(passage)) if has_end(passage.text) else []
        if spans and not allowed(Usage.SINGLE_BLANK, context.target):
            told = set(single_blanks(passage.source, passage.doc))
            spans = [span for span in spans if span not in told]
        if not spans:
            continue
        fixes = second_blank(context, passage.source, passage.path, passage.doc, spans)
        for span in spans:
            message = "put a second blank between these sentences"
            yield Finding(
                passage.path, span, message, passage.symbol, passage.member, fix=fixes.get(span)
            )


def _single(passage: Passage) -> Iterator[Span]:
    for paragraph in paragraphs(passage):
        for gap in sentence_ends(paragraph):
            if not gap.is_line_end and gap.end - gap.start == 1:
                yield passage.span(gap.start, gap.end)


RULE = Rule(
    name="style-sentence-end",
    code="ST004",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
