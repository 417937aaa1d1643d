"""A line of a doc comment must not be longer than 70 columns.

Doc comments are read side by side in patches and mails. QEMU's front end has refused longer lines
since 10.2, literal blocks below a line of ``::`` or ``.. qmp-example::`` and addresses on
a line of their own left out. The ``#`` and the blank after it count. The fix wraps the paragraph
anew from that line on; tables, literal blocks and titles are left to their authors.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, whatever its speed is, and keep it from starting by itself.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, whatever its speed is, and keep it from starting by
    # itself.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.texts import Paragraphs
from qapidoc.schema.doc_lines import MAX_COLUMNS, long_lines


def check(context: Context) -> Iterator[Finding]:
    """Look for lines that go on beyond the last column."""
    if allowed(Usage.LONG_LINE, context.target):
        return
    for path, source, doc in context.doc_comments:
        spans = list(long_lines(source, doc))
        fixes = Paragraphs(context, path, doc).rewrapping(spans) if spans else {}
        for span in spans:
            columns = source.position(span.end).column - 1
            message = f"this line has {columns} columns; break it before column {MAX_COLUMNS + 1}"
            yield Finding(path, span, message, doc.about, fix=fixes.get(span))


RULE = Rule(
    name="style-long-line",
    code="ST001",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
