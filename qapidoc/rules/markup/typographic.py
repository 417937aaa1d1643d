"""Quotes, dashes and blanks must be those of ASCII.

Sphinx sets plain quotes and hyphens as it should, in each language.  Those that come with text
from a word processor cannot be searched for, and blanks that only look like one keep rST from
seeing markup beside them.  The fix writes the plain character.  Letters of names and signs of
measures are fine.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan, which is “silent” then.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan, which is "silent" then.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.releases import Release
from qapidoc.rules.mend import has_room
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Source, Span

_PLAIN: Mapping[str, str] = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u00b4": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "--",
    "\u2212": "-",
    "\u2026": "...",
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u00ad": "",
    "\u200b": "",
    "\u2060": "",
    "\ufeff": "",
}
"""What to write for each character."""

_FANCY = re.compile(f"[{''.join(_PLAIN)}]")


def check(context: Context) -> Iterator[Finding]:
    """Look for characters that have a plain counterpart."""
    for path, source, doc in context.doc_comments:
        if source.text.isascii():
            continue
        for match in _FANCY.finditer(source.text, doc.start, doc.end):
            plain = _PLAIN[match[0]]
            span = Span(*match.span())
            fix = _fix(path, source, span, plain, context.target)
            yield Finding(path, span, _message(plain), doc.about, fix=fix)


def _message(plain: str) -> str:
    if not plain:
        return "remove this character, which nobody sees"
    return f"write {plain if plain.strip() else 'a blank'} in place of this character"


def _fix(path: str, source: Source, span: Span, plain: str, target: Release) -> Fix | None:
    if len(plain) > 1 and not has_room(source, span.start, len(plain) - 1, target):
        return None
    return Fix("write it in ASCII", "safe", (Edit(path, span, plain),), WORDING)


RULE = Rule(
    name="markup-typographic",
    code="MA016",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
