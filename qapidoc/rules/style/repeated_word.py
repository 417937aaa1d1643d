"""A word must not stand twice in a row.

It happens at the ends of lines, where nobody sees it, and no spelling checker complains.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from
    # from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it
    # from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from qapidoc.findings import WORDING, Confidence, Edit, Finding, Fix, Severity
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule

_TWICE = re.compile(r"(?<![\w@.-])(?P<word>[A-Za-z]{2,})(?P<more>\s+(?P=word))(?![\w-])")
_BARE = str.maketrans(dict.fromkeys(".,;:!?()'\"", " "))
_MEANT = frozenset({"had", "that"})
"""Words that may follow themselves."""


def check(context: Context) -> Iterator[Finding]:
    """Look for words that are like the next one."""
    for passage in context.passages:
        words = passage.text.translate(_BARE).split()
        if not any(map(eq, words, words[1:])):
            continue
        for match in passage.matches(_TWICE):
            if match["word"].casefold() in _MEANT:
                continue
            second = match.end() - len(match["word"])
            fix = None
            if "\n" not in match["more"]:
                edit = Edit(passage.path, passage.span(*match.span("more")), "")
                fix = Fix("remove one", "unsafe", (edit,), WORDING)
            message = f"'{match['word']}' stands twice; remove one"
            yield found(passage, second, match.end(), message, fix)


RULE = Rule(
    name="style-repeated-word",
    code="ST017",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
