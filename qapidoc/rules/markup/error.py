"""The text of a doc comment must be rST that docutils can read.

QEMU's manual is built so that a complaint of docutils ends the build.  A literal that is not closed
swallows what follows, or nothing; an indentation that nothing asks for makes a quotation of it.
The text of every section is read as the manual does it, and what docutils complains of is told
with its place.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, as ``percent of the full one.
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
    # Set the speed of the fan, as ``percent`` of the full one.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qapidoc.findings import Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import InlineKind, Level, Message
from qapidoc.rules.paragraphs import swallowed_lists
from qapidoc.rules.rule import Context, Rule

_ADVICE: Mapping[str, str] = {
    r"Inline literal start-string": "this literal is not closed; write '``' behind it too",
    r"Inline emphasis start-string": "this '*' begins an emphasis that is not closed; close it,"
    r" or write '\*'",
    r"Inline strong start-string": "this '**' begins an emphasis that is not closed; close it,"
    r" or write '\*\*'",
    r"Inline interpreted text": "this '`' is not closed; close it, or make '``' of both",
    r"Inline substitution_reference": "this '|' begins a substitution that is not closed;"
    r" write '\|'",
    r"Inline target": "this '_`' begins a target that is not closed; write '\\_`'",
    r"Mismatch: both interpreted text role prefix": "there is a role on both sides; remove one",
    r"Unexpected indentation": "this line is indented, but nothing above it asks for that; put it"
    " below the text above, or a blank line between them",
    r"(.+) ends without a blank line": "put a blank line above this line, or indent it like"
    " the text above",
    r"Title underline too short": "make the line below the title as long as the title",
    r"Title overline too short": "make the lines above and below the title as long as the title",
    r"Title overline & underline mismatch": "make the lines above and below the title alike",
    r"Missing matching underline": "underline the title as it is overlined",
    r"Incomplete section title": "write a title below this line, and the same line below that",
    r"(?:Inconsistent title style|Title level inconsistent)": "underline this title as others of"
    " its level are underlined",
    r"Possible title underline, too short": "make the line below the title as long as the title,"
    " or it is no title",
    r"Malformed table": "the lines and columns of this table do not fit together",
    r"Blank line required after table": "put a blank line below the table",
    r"Literal block expected; none found": "indent the literal text below '::', or write ':'",
    r"Duplicate explicit target name": "this target has a name that another one has; rename it",
    r"Explicit markup ends without": "put a blank line above this line, or indent it like the"
    " text of the directive",
    r"Document or section may not begin with a transition": "remove this line of punctuation",
    r"Content block expected for": "the directive has no content; indent the text that is to be"
    " its content",
}
"""What to do, by how docutils words its complaint."""

_TABLE = tuple((re.compile(pattern), advice) for pattern, advice in _ADVICE.items())
_ELSEWHERE = re.compile(
    r"Unknown (?:directive|interpreted text role)|Enumerated list start value"
    r'|Error in "qmp-example" directive'
)
"""What rules of their own tell."""

_ARROW = re.compile(r"(?:->|<-)\s")

_TOLD_LEVELS = frozenset({Level.WARNING, Level.ERROR, Level.SEVERE})
_TOLD_INFO = re.compile(r"Possible title underline")
_RULE = re.compile(r"([^\w\s])\1+")


def check(context: Context) -> Iterator[Finding]:
    """Show what docutils complains of."""
    for passage in context.passages:
        if passage.prose.unread:
            yield _finding(passage, 0, 1, f"docutils cannot read this text: {passage.prose.unread}")
        lists = [end for _, end in swallowed_lists(passage)] if passage.prose.messages else []
        for message in passage.prose.messages:
            if any(_is_below(passage, end, message) for end in lists):
                continue
            if _is_told(passage, message):
                yield _finding(passage, message.start, message.end, _worded(message))
    yield from _nowhere(context)


def _is_told(passage: Passage, message: Message) -> bool:
    if _ELSEWHERE.match(message.text) or _ARROW.match(passage.text, message.start):
        return False  # or it is a transcript that is not below '::', which is told of examples
    if message.level in _TOLD_LEVELS:
        return True
    # a single dot or parenthesis on a line of its own is no underline
    line = passage.text[message.start : message.end].strip()
    return _TOLD_INFO.match(message.text) is not None and _RULE.fullmatch(line) is not None


def _is_below(passage: Passage, end: int, message: Message) -> bool:
    """Tell whether a complaint is of the line right below a list that a paragraph swallowed."""
    return end <= message.start and not passage.text[end : message.start].strip()


def _worded(message: Message) -> str:
    for pattern, advice in _TABLE:
        if pattern.match(message.text):
            return advice
    first = message.text.partition("\n")[0].strip().rstrip(".")
    return f"docutils complains: {first[:1].lower()}{first[1:]}"


def _nowhere(context: Context) -> Iterator[Finding]:
    """Look for references of rST to what is nowhere in the module."""
    found = [
        (passage, inline)
        for passage in context.passages
        if "_" in passage.text
        for inline in passage.prose.inlines()
        if inline.kind is InlineKind.REFERENCE
    ]
    if not found:
        return
    targets = {name for passage in context.passages for name in passage.prose.targets}
    for passage, inline in found:
        if inline.name.lower() not in targets:
            written = passage.text[inline.start : inline.end]
            message = f"'{written}' is a link to '{inline.name}', which is nowhere"
            message += "; make a literal of it, or write '\\_'"
            yield _finding(passage, inline.start, inline.end, message)


def _finding(passage: Passage, start: int, end: int, message: str) -> Finding:
    return Finding(passage.path, passage.span(start, end), message, passage.symbol, passage.member)


RULE = Rule(
    name="markup-error",
    code="MA001",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
