"""A sentence must begin with a capital.

Descriptions may begin in lower case; a further sentence begins like all others. Names, and what
follows an abbreviation, are left alone.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed.  defaults to half of it.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { '*percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed.  Defaults to half of it.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { '*percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import WORDING, Confidence, Edit, Finding, Fix, Severity
from qapidoc.prose.sentences import is_abbreviation
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.navigate import part_names, type_definition

LONGEST = 40
"""Characters of a word that are looked at."""

_BEGINNING = re.compile(r"[.?!]\s+(?P<word>[a-z]+)(?=[\s,]|\.(?!\w))")
_NAMES = frozenset({"libvirt", "qemu", "systemd", "udev"})
"""Names that some write in lower case wherever they stand."""

_LAST = re.compile(r"[\w.)'\"]*[\w)'\"]\Z")


def check(context: Context) -> Iterator[Finding]:
    """Look for small letters behind full stops."""
    for passage in context.passages:
        for match in passage.matches(_BEGINNING):
            word = match["word"]
            last = _LAST.search(passage.text, max(0, match.start() - LONGEST), match.start())
            if last is None or len(last.group()) == 1 or is_abbreviation(last.group()):
                continue
            if _is_name(context, passage.symbol, word):
                continue
            start, end = match.span("word")
            edit = Edit(passage.path, passage.span(start, start + 1), word[0].upper())
            yield found(
                passage,
                start,
                end,
                f"begin this sentence with a capital: '{word.capitalize()}'",
                Fix(f"write '{word.capitalize()}'", "unsafe", (edit,), WORDING),
            )


def _is_name(context: Context, symbol: str | None, word: str) -> bool:
    """Tell whether a word may be the name of a definition, or of a part of the one at hand."""
    definitions = context.shapes.definitions
    if word in definitions or word in _NAMES:
        return True
    definition = definitions.get(symbol) if symbol is not None else None
    data = type_definition(context.shapes, definition.data) if definition is not None else None
    return any(word in part_names(each) for each in (definition, data) if each is not None)


RULE = Rule(
    name="style-lower-case",
    code="ST016",
    severity=Severity.INFO,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
