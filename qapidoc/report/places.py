"""Places and text as people may see them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from qapidoc.findings import Finding
from qapidoc.source import Position, Source, Span

_MAX_SHOWN = 400
"""Of a longer line, so many characters are shown."""


def position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Give line and column of an offset of a file that was read."""
    source = sources.get(path)
    return source.position(offset) if source is not None else Position(1, 1)


def spot(finding: Finding) -> Span:
    """Give the exact place of a finding, where an editor or a forge should point at."""
    return finding.exact or finding.span


def shown(text: str) -> str:
    """Escape what would not show, or would move a terminal's cursor."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def json_shown(document: str) -> str:
    """Escape the same in a JSON document, which stays the same JSON."""
    import json

    return "\n".join(
        line
        if line.isprintable()
        else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
        for line in document.split("\n")
    )


def width(text: str) -> int:
    """Give the columns of a terminal that `text` takes; it has no control characters."""
    return sum(_cells(character) for character in text) if not text.isascii() else len(text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def marked_line(source: Source, span: Span) -> tuple[int, str, int, int]:
    """Give the number and text of the line where `span` begins, and where to mark it.

    The last two are offsets into the text given, which has its tabs and control characters
    replaced, and of a very long line only the part around the mark.
    """
    line = source.position(span.start).line
    whole = source.line_span(line)
    before = _plain(source.text[whole.start : span.start])
    inside = _plain(source.text[span.start : max(min(span.end, whole.end), span.start)])
    after = _plain(source.text[max(min(span.end, whole.end), span.start) : whole.end])
    start, end = len(before), len(before) + max(len(inside), 1)
    return (line, *_clipped(before + inside + after, start, end))


def _clipped(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Leave out what is far from the stretch from `start` to `end`, and move the two along."""
    if len(text) <= _MAX_SHOWN:
        return text, start, end
    first = max(0, start - _MAX_SHOWN // 4)
    last = first + _MAX_SHOWN
    before = "…" if first else ""
    after = "…" if last < len(text) else ""
    moved = len(before) - first
    return before + text[first:last] + after, start + moved, min(end, last) + moved


def _plain(text: str) -> str:
    return shown(text.replace("\t", "    "))
