"""Markup must be rST.

Until 5.1, doc comments went through Texinfo: ``@code{}`` was literal, and so was a line behind a
pipe.  Markdown puts literal text between lines of three backquotes, and HTML has tags.  rST knows
nothing of all that, and shows it as it is, or takes it for something else.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, as <code>fan</code> does.
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
    # Set the speed of the fan, as ``fan`` does.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.foreign import foreign
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    """Look for Texinfo, HTML and Markdown."""
    for passage in context.passages:
        for markup in foreign(passage):
            yield found(passage, markup.start, markup.end, markup.advice)


RULE = Rule(
    name="markup-foreign",
    code="MA013",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
