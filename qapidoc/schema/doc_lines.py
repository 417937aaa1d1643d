"""The lines of doc comments whose length and blanks QEMU's front end checks, since 10.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment

MAX_COLUMNS = 70
"""How long a line may be, with the ``#`` and the blank after it."""

_LONG_LINE = re.compile(rf"[\r\n][^\r\n]{{{MAX_COLUMNS + 1}}}")
_MARK = "# "
_LITERAL = re.compile(r"(?:\.\. +qmp-example)? *::")
_ADDRESS = re.compile(r" *(?:https?|ftp)://[^ ]*")
_NEXT_SENTENCE = re.compile(r"[.!?] (?=[A-Z0-9(])")
_ABBREVIATION = re.compile(r"\be\.g\.")
_ITEM_NUMBER = re.compile(r" *\d\.")
"""What follows the dot of an abbreviation, or of a list item's number, begins no sentence."""


def has_long_line(source: Source, doc: DocComment) -> bool:
    """Tell whether any line of a doc comment goes on beyond the last column."""
    return _LONG_LINE.search(source.text, doc.start, doc.end) is not None


def long_lines(source: Source, doc: DocComment) -> Iterator[Span]:
    """Give the part of each line that is beyond its last column; addresses may be long."""
    if not has_long_line(source, doc):
        return
    for start, line in _checked_lines(source, doc):
        if len(_MARK) + len(line) > MAX_COLUMNS and not _ADDRESS.fullmatch(line):
            yield Span(start + MAX_COLUMNS - len(_MARK), start + len(line))


def single_blanks(source: Source, doc: DocComment) -> Iterator[Span]:
    """Give the single blanks between a sentence's end and what looks like another's beginning."""
    if not _NEXT_SENTENCE.search(source.text, doc.start, doc.end):
        return
    for start, line in _checked_lines(source, doc):
        number = _ITEM_NUMBER.match(line)
        dots = {match.end() for match in _ABBREVIATION.finditer(line)}
        if number is not None:
            dots.add(number.end())
        for match in _NEXT_SENTENCE.finditer(line):
            if match.start() + 1 not in dots:
                yield Span(start + match.start() + 1, start + match.end())


def _checked_lines(source: Source, doc: DocComment) -> Iterator[tuple[int, str]]:
    """Give the offset and text of each line that is checked, without mark and trailing blanks.

    Those of a literal block are not, from a line of ``::`` or ``.. qmp-example::`` alone on as
    long as they are indented like the first of them.
    """
    literal: int | None = None
    first, last = source.position(doc.start).line, source.position(doc.end).line
    for number in range(first + 1, last + 1):
        span = source.line_span(number)
        text = source.slice(span)
        start = text.find(_MARK) + len(_MARK)
        line = text[start:].rstrip() if text.lstrip().startswith(_MARK) else ""
        if _LITERAL.fullmatch(line):
            literal = 0
        elif literal is not None and line:
            indent = len(line) - len(line.lstrip())
            if literal == 0:
                literal = indent
            elif indent < literal:
                literal = None
        if literal is None and line:
            yield span.start + start, line
