"""A paragraph that begins with "Note:" should be a directive.

``.. note::`` and ``.. warning::`` set a paragraph apart, so that readers see it. Until 9.2 the tag
``Note:`` did; since then a word and a colon are like all others.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # IMPORTANT: it gets hot without it.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # .. important:: It gets hot without it.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import WORDING, Finding, Severity
from qapidoc.rules.directives import ADMONITION_WORDS
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.to_directive import Head, as_directive
from qapidoc.source import Span


def check(context: Context) -> Iterator[Finding]:
    """Look at paragraphs that begin with such a word."""
    if allowed(Usage.ADMONITION_TAG, context.target):
        return
    for path, source, doc, found in context.tag_likes:
        name = ADMONITION_WORDS.get(found.words.casefold())
        if name is None or found.alone or not found.written[0].isalpha():
            continue
        if found.written.endswith("::"):
            continue  # a directive without its dots
        span = Span(found.line.start, found.head_end)
        head = Head(path, source, span, found.line, found.rest)
        directive = f".. {name}::"
        yield Finding(
            path,
            found.span,
            f"'{found.written}' is read as text; write '{directive}'",
            doc.about,
            fix=as_directive(head, directive, context.target, WORDING),
        )


RULE = Rule(
    name="section-admonition",
    code="SE012",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
