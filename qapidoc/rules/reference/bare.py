"""A reference to a definition must be marked as one, not left bare or in quotes.

Since 10.1 what is in single backquotes becomes a link to a definition. A name that stands bare, or
in straight quotes, is plain text, and when what it names goes or is renamed, nothing finds it.
Looked at are names that can be nothing else: of types in capitals and small letters, and of
commands and events with a dash or an underscore.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan start again after stop-fan.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, and keep it from starting.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

    ##
    # @start-fan:
    #
    # Let the fan start again after `stop-fan`.
    #
    # Since: 9.1
    ##
    { 'command': 'start-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import WORDING, Finding, Fix, Severity, replacement
from qapidoc.prose.passages import Passage
from qapidoc.rules.in_text import found
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule

_NAME = re.compile(r"\b[A-Za-z][A-Za-z0-9]*(?:[-_][\w-]*\w|(?<=[a-z0-9])[A-Z]\w*)")
"""A word that has dashes, underscores, or a capital behind a small letter."""

_QUOTES = ("'", '"')
_PART_BEFORE = frozenset("@`/.$\\<&-_'\"#{")
_PART_BEHIND = frozenset("`/\\(=>-'\"")
"""What stands right beside a part of something else, or of markup."""


def check(context: Context) -> Iterator[Finding]:
    """Look for names of definitions in running text."""
    if not allowed(Usage.NAME_REFERENCE, context.target):
        return
    for passage in context.passages:
        for match in passage.matches(_NAME):
            name = match.group()
            definition = context.shapes.definitions.get(name)
            if definition is None or name == passage.symbol or _is_symbol(passage, match):
                continue
            place = _place(passage.text, *match.span())
            if definition.kind.is_type is not name.isalnum() or place is None:
                continue
            message = f"{definition.kind} '{name}' is not linked to; write `{name}`"
            yield found(passage, *place, message, _fix(context, passage, place, name))


def _is_symbol(passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether a name was meant as what the whole comment is about."""
    is_first = passage.symbol is None and match.start() == 0
    return is_first and passage.text[match.end() :].partition("\n")[0].strip() == ":"


def _place(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give where a name stands, with quotes around it; nothing if it is a part of more."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before == behind and before in _QUOTES:
        line = text.rfind("\n", 0, start) + 1
        return None if "{" in text[line:start] else (start - 1, end + 1)
    if before in _PART_BEFORE or behind in _PART_BEHIND:
        return None
    is_file = behind == "." and text[end + 1 : end + 2].isalnum()
    return None if is_file else (start, end)


def _fix(context: Context, passage: Passage, place: tuple[int, int], name: str) -> Fix | None:
    span = passage.span(*place)
    added = len(name) + len("``") - (place[1] - place[0])
    if not has_room(passage.source, span.start, added, context.target):
        return None
    return replacement(passage.path, span, f"`{name}`", WORDING)


RULE = Rule(
    name="reference-bare",
    code="RE009",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
