"""A sentence must end before the next one begins.

Where a full stop is missing at the end of a line, the manual shows two sentences as one, since rST
joins lines. What is told are words that begin sentences, such as "It" or "Currently", in the
middle of one.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #     It must not be zero.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed.
    #     It must not be zero.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import WORDING, Confidence, Edit, Finding, Fix, Severity
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule

FAR = 20
"""Blanks and indentation that may stand between two words."""

_BEGINNINGS = (
    "All|Also|An|Any|As|At|But|By|Can|Currently|Defaults?|Does|Each|For|Has|If|In|Is|It|May|Must|"
    "No|Not|Note|On|Only|Optional|Otherwise|Requires?|See|Setting|Should|The|There|These|They|"
    "This|Those|To|Use|Used|When|Whether|Will|With|You"
)
_BEGINNING = re.compile(rf"(?:{_BEGINNINGS})\s+(?=[a-z@])")
_UNENDED = re.compile(r"(?:[a-z0-9]|[^.!?]\))(?P<gap>\s+)\Z")


def check(context: Context) -> Iterator[Finding]:
    """Look for words with a capital that no full stop precedes."""
    for passage in context.passages:
        for match in passage.matches(_BEGINNING):
            start = match.start()
            before = _UNENDED.search(passage.text, max(0, start - FAR), start)
            if before is None or passage.text.count("\n", before.start(), start) > 1:
                continue
            word, end = match.group().rstrip(), before.start("gap")
            if "\n" in before["gap"]:
                edit = Edit(passage.path, passage.span(end - 1, end), f"{passage.text[end - 1]}.")
            else:
                edit = Edit(passage.path, passage.span(end, start), ".  ")
            yield found(
                passage,
                start,
                start + len(word),
                f"a new sentence seems to begin with '{word}'; end the one before it",
                Fix("add a full stop", "unsafe", (edit,), WORDING),
            )


RULE = Rule(
    name="style-missing-stop",
    code="ST015",
    severity=Severity.INFO,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
