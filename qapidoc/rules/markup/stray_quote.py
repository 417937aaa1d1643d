"""A backquote must have its counterpart.

``name`` in single backquotes is a reference, and in double ones a literal.  With one on one side
and two on the other, or a quote of another kind there, rST makes neither of it, and shows the
backquote.  Nor does it see a literal whose backquotes touch a letter outside or a blank inside.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan; 0 means 'off`.
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
    # Set the speed of the fan; 0 means ``off``.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.prose.records import InlineKind
from qapidoc.rules.rule import Context, Rule

_QUOTE = re.compile(r"(?<!\\)`+")


def check(context: Context) -> Iterator[Finding]:
    """Look for backquotes in what is shown as text."""
    for passage in context.passages:
        if "`" not in passage.text:
            continue
        for inline in passage.prose.inlines():
            if inline.kind is not InlineKind.TEXT:
                continue
            for match in _QUOTE.finditer(passage.text, inline.start, inline.end):
                yield Finding(
                    passage.path,
                    passage.span(*match.span()),
                    "this backquote is shown as it is; write '``' on both sides of what is literal",
                    passage.symbol,
                    passage.member,
                )


RULE = Rule(
    name="markup-stray-quote",
    code="MA007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
