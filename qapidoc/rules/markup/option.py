"""An option of a command line must be a literal.

Sphinx makes a dash of two hyphens, so that readers see something that they cannot copy.  In a
literal, ``--help``, hyphens stay what they are.  The fix makes it one.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.  With --no-fan, this fails.
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
    # Set the speed of the fan.  With ``--no-fan``, this fails.
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

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.prose.passages import Passage
from qapidoc.rules.in_text import found
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import GUESSES

_OPTION = re.compile(r"(?<![\w`-])--[A-Za-z][\w-]*(?:=[\w.,/:=-]*\w)?")
_ADDED = len("``" * 2)
_QUOTES = {'"', "'"}


def check(context: Context) -> Iterator[Finding]:
    """Look for options in running text."""
    for passage in context.passages:
        if "--" not in passage.text:
            continue
        for number, match in enumerate(passage.matches(_OPTION)):
            option = f"``{match[0]}``"
            message = f"the manual shows a dash here; write {option}"
            fix = _fix(context, passage, match, option) if number < GUESSES else None
            yield found(passage, *match.span(), message, fix)


def _fix(context: Context, passage: Passage, match: re.Match[str], option: str) -> Fix | None:
    """Write a literal in place of the option and the quotes around it, if it has room."""
    before, after = passage.text[: match.start()][-1:], passage.text[match.end() :][:1]
    quoted = before == after and before in _QUOTES
    if not quoted and {before, after} & _QUOTES:
        return None  # more than the option is quoted
    span = passage.span(match.start() - quoted, match.end() + quoted)
    if not has_room(passage.source, span.start, _ADDED, context.target, sign="--"):
        return None
    return Fix(f"write {option}", "safe", (Edit(passage.path, span, option),), WORDING)


RULE = Rule(
    name="markup-option",
    code="MA008",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
