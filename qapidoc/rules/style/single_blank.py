"""Between two sentences of a doc comment stand two blanks.

QEMU's front end has insisted on it since 10.2. It takes for a new sentence what begins with a
capital, a digit or a parenthesis behind ``.``, ``!`` or ``?`` and a blank; "e.g." and the number
of a list item may have a single one behind them. After another abbreviation, break the line or
write it out.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan. It does not start again by itself.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.  It does not start again by itself.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.prose.sentences import is_abbreviation
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.texts import second_blank
from qapidoc.schema.doc_lines import single_blanks
from qapidoc.source import Source, Span


def check(context: Context) -> Iterator[Finding]:
    """Look for sentences that begin after one blank."""
    if allowed(Usage.SINGLE_BLANK, context.target):
        return
    for path, source, doc in context.doc_comments:
        spans = list(single_blanks(source, doc))
        fixes = second_blank(context, source, path, doc, spans) if spans else {}
        for span in spans:
            if _is_sentence(source, span):
                message = "put a second blank between these sentences"
                yield Finding(path, span, message, doc.about, fix=fixes.get(span))
            else:
                message = "QEMU takes this for the end of a sentence; put a second blank behind it"
                message += " if it is one, or write it in another way"
                yield Finding(path, span, message, doc.about)


def _is_sentence(source: Source, span: Span) -> bool:
    """Tell whether it is a sentence that ends before a blank."""
    line = source.text[source.text.rfind("\n", 0, span.start) + 1 : span.start]
    word = line.rpartition(" ")[2].rstrip(".!?")
    return bool(word) and not is_abbreviation(word)


RULE = Rule(
    name="style-single-blank",
    code="ST002",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    groups=("language",),
)
