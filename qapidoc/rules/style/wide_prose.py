"""Running text should be wrapped at 70 columns.

That is QEMU's style since 8.1, when all doc comments were laid out anew; its front end insists
on it since 10.2 only, where ``style-long-line`` takes over. Paragraphs are looked at, as docutils
sees them, and the items of lists; tables, literal blocks, titles, and lines that cannot be broken,
such as addresses, are not.

Bad::

    # target: 9.0

    ##
    # @stop-fan:
    #
    # Stop the fan, whatever its speed is, and keep it from starting by itself.
    #
    # Since: 9.0
    ##
    { 'command': 'stop-fan' }

Good::

    # target: 9.0

    ##
    # @stop-fan:
    #
    # Stop the fan, whatever its speed is, and keep it from starting by
    # itself.
    #
    # Since: 9.0
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.prose.paragraphs import Paragraph, paragraphs
from qapidoc.rules.mend import rewrapped
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.doc_lines import MAX_COLUMNS, has_long_line
from qapidoc.source import Span


def check(context: Context) -> Iterator[Finding]:
    """Look for lines of paragraphs that go on beyond the last column."""
    target = context.target
    if allowed(Usage.FREE_LAYOUT, target) or not allowed(Usage.LONG_LINE, target):
        return
    for path, source, doc in context.doc_comments:
        if not has_long_line(source, doc):
            continue
        found = (paragraphs(passage) for passage in context.passages_of(path, doc))
        for paragraph in chain.from_iterable(found):
            passage = paragraph.passage
            spans = list(_too_long(paragraph))
            fix = rewrapped(paragraph) if spans else None
            for span in spans:
                columns = source.position(span.end).column - 1
                message = f"this line has {columns} columns; wrap the text at {MAX_COLUMNS}"
                yield Finding(path, span, message, passage.symbol, passage.member, fix=fix)


def _too_long(paragraph: Paragraph) -> Iterator[Span]:
    """Give what is beyond the last column, of lines that can be broken."""
    passage = paragraph.passage
    for line in range(paragraph.first, paragraph.last + 1):
        span = paragraph.line_span(line)
        end = span.start + len(passage.source.slice(span).rstrip())
        if end - span.start > MAX_COLUMNS:
            start = passage.lines.offsets[line]
            if any(start < passage.offset(gap.start) < end for gap in paragraph.gaps):
                yield Span(span.start + MAX_COLUMNS, end)


RULE = Rule(
    name="style-wide-prose",
    code="ST003",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
