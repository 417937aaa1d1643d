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
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Inline, InlineKind, Message
from qapidoc.rules.complaints import advice, is_complaint
from qapidoc.rules.foreign import fences
from qapidoc.rules.half_literal import half_literal
from qapidoc.rules.in_text import found, stretch_end
from qapidoc.rules.lists import swallowed_lists
from qapidoc.rules.rule import Context, Rule

_ELSEWHERE = re.compile(
    r"Unknown (?:directive|interpreted text role)|Enumerated list start value"
    r'|Error in "qmp-example" directive'
)
"""What rules of their own tell."""

_ARROW = re.compile(r"(?:->|<-)\s")
_FOLLOWS = re.compile(r"(?:Block quote|Definition list) ends without a blank line")
_BLOCKS = re.compile(r"Unexpected indentation|.+ ends without a blank line")
_INDENTED = "Unexpected indentation"
_SUBSTITUTIONS = frozenset({"version", "release", "today", "CONFDIR", "I2C", "I2S", "qemu_system"})
"""Substitutions that Sphinx has, and the documentation of QEMU."""


def check(context: Context) -> Iterator[Finding]:
    """Show what docutils complains of."""
    for passage in context.marked:
        if passage.prose.unread:
            yield found(passage, 0, 1, f"docutils cannot read this text: {passage.prose.unread}")
        if passage.prose.messages:
            yield from _complaints(passage)
    yield from _nowhere(context)


def _complaints(passage: Passage) -> Iterator[Finding]:
    """Give one finding for what follows from one mistake."""
    lists = [(start, stretch_end(passage, start)) for start, _ in swallowed_lists(passage)]
    fenced = fences(passage)
    indented = -1
    for message in passage.prose.messages:
        told = fenced + (lists if _BLOCKS.match(message.text) else [])
        if any(start <= message.start <= end for start, end in told):
            continue
        if not _is_told(passage, message):
            continue
        if message.text.startswith(_INDENTED):
            indented = stretch_end(passage, message.start)
        elif message.start < indented and _FOLLOWS.match(message.text):
            continue
        fix = half_literal(passage, message.start)
        yield found(passage, message.start, message.end, advice(message), fix)


def _is_told(passage: Passage, message: Message) -> bool:
    if _ELSEWHERE.match(message.text) or _ARROW.match(passage.text, message.start):
        return False  # or it is a transcript that is not below '::', which is told of examples
    return is_complaint(message, passage.text[message.start : message.end])


def _nowhere(context: Context) -> Iterator[Finding]:
    """Look for references of rST to what is nowhere in the module."""
    used = [
        (passage, inline)
        for passage in context.passages
        if "_" in passage.text or "|" in passage.text
        for inline in passage.prose.inlines()
        if inline.kind in {InlineKind.REFERENCE, InlineKind.OTHER}
    ]
    if not used:
        return
    targets = {name for passage in context.passages for name in passage.prose.targets}
    for passage, inline in used:
        message = _missing(passage, inline, targets)
        if message is not None:
            yield found(passage, inline.start, inline.end, message)


def _missing(passage: Passage, inline: Inline, targets: set[str]) -> str | None:
    written = passage.text[inline.start : inline.end]
    if written.startswith("|"):
        if inline.name in _SUBSTITUTIONS:
            return None
        return f"'{written}' is a substitution, and nothing defines it; write '\\|', or a literal"
    name = inline.name.lower()
    is_known = not name or name.startswith(("#", "*")) or name in targets
    if is_known or not written.endswith("_"):
        return None
    return (
        f"'{written}' is a link to '{inline.name}', which is nowhere; make a literal of it,"
        " or write '\\_'"
    )


RULE = Rule(
    name="markup-error",
    code="MA001",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
