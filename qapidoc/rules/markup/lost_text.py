"""Text must not be lost in a comment of rST.

A line that begins with two dots and a blank is a directive if it has two colons, and otherwise a
comment, which the manual does not show: ``.. note: text`` is lost as a whole.  Without the blank,
``..note::`` is shown as it stands.  The fix writes the directive.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # .. note: It may take a while until it is reached.
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
    # Set the speed of the fan.
    #
    # .. note:: It may take a while until it is reached.
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
from qapidoc.prose.allowed import DIRECTIVES
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.rules.directives import EXAMPLE, UNMISTAKABLE, is_misspelt_example, meant_directive
from qapidoc.rules.in_text import blank_above, found
from qapidoc.rules.rule import Context, Rule

_NAME = r"(?P<name>[A-Za-z][A-Za-z-]*)"
_COMMENT = re.compile(rf"\.\.[ ]+{_NAME}[ ]*(?P<colons>:{{0,3}})(?P<rest>[ ]*\S)?")
_SOUND = re.compile(rf"^ *(?P<start>\.\.[ ]+{_NAME}[ ]?::(?=\s|\Z))", re.MULTILINE)
_SHOWN = re.compile(
    rf"^ *(?P<start>(?:\.{{1,3}}|\u2026)[ ]*{_NAME}[ ]*:{{1,3}}(?!:))", re.MULTILINE
)
_BARE = re.compile(rf"(?P<start>{_NAME}::)(?=\s|\Z)")
_FIELD = re.compile(rf"(?P<start>:{_NAME}:)")
_NO_TEXT = UNMISTAKABLE | {EXAMPLE}
"""Directives that stand in literal text only by mistake."""
_REMARK = re.compile(r"\.\.[ ]+(?:TODO|FIXME|XXX)\b|\.\.\Z")
"""A comment of rST that was meant as one, or an empty one, which only ends what is above it."""

_LOST = "rST takes this text for a comment, and does not show it; remove the two dots"


def check(context: Context) -> Iterator[Finding]:
    """Look for comments of rST, and for directives that are shown as text."""
    for passage in context.marked:
        if "." not in passage.text and ":" not in passage.text:
            continue
        for block in passage.prose.walk():
            if block.kind == "comment":
                yield from _comment(passage, block)
            elif block.kind in {"paragraph", "field_list"}:
                yield from _shown(passage, block)
            elif block.kind == "literal_block":
                yield from _literal(passage, block)


def _comment(passage: Passage, block: Block) -> Iterator[Finding]:
    text = passage.text
    if is_misspelt_example(passage, block.start) or _REMARK.match(text, block.start, block.end):
        return
    match = _COMMENT.match(text, block.start, block.end)
    name = meant_directive(match["name"]) if match is not None else None
    if match is None or name is None or not (match["colons"] or name == match["name"].lower()):
        yield found(passage, block.start, block.end, _LOST)
        return
    message = f"this is a comment of rST, and not shown; write '.. {name}::'"
    end = match.end("colons")
    yield found(passage, block.start, end, message, _fix(passage, block.start, match, name))


def _shown(passage: Passage, block: Block) -> Iterator[Finding]:
    """Look for directives in a paragraph, and for those that became fields."""
    text = passage.text
    first = _BARE.match(text, block.start) or _FIELD.match(text, block.start, block.end)
    if first is not None and first["name"].lower() in UNMISTAKABLE:
        yield _as_text(passage, first, first["name"].lower())
    if block.kind != "paragraph" or ".." not in text:
        return
    for match in _SHOWN.finditer(text, block.start, block.end):
        name = meant_directive(match["name"])
        if name is None or is_misspelt_example(passage, match.start("start")):
            continue
        if _SOUND.match(text, match.start()) is None:
            yield _as_text(passage, match, name)
        elif match.start("start") > block.start:
            message = f"put a blank line above '.. {name}::', which is shown as text otherwise"
            fix = blank_above(passage, match.start("start"))
            yield found(passage, *match.span("start"), message, fix)


def _literal(passage: Passage, block: Block) -> Iterator[Finding]:
    """Look for directives in what is above them, as literal text or a part of a transcript."""
    for match in _SOUND.finditer(passage.text, block.start, block.end):
        if match["name"] in _NO_TEXT and match.start("start") > block.start:
            message = f"'.. {match['name']}::' is literal text here; indent it like the text above"
            yield found(passage, *match.span("start"), message)


def _as_text(passage: Passage, match: re.Match[str], name: str) -> Finding:
    message = f"this is shown as text, and no directive; write '.. {name}::'"
    fix = _fix(passage, match.start("start"), match, name)
    return found(passage, *match.span("start"), message, fix)


def _fix(passage: Passage, start: int, match: re.Match[str], name: str) -> Fix:
    end = match.end("start") if "start" in match.re.groupindex else match.end("colons")
    text = f".. {name}::"
    blank = "" if passage.text[end : end + 1].isspace() or end == len(passage.text) else " "
    edit = Edit(passage.path, passage.span(start, end), text + blank)
    is_certain = match["name"].lower() in DIRECTIVES
    return Fix(f"write '{text}'", "safe" if is_certain else "unsafe", (edit,), WORDING)


RULE = Rule(
    name="markup-lost-text",
    code="MA003",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
