"""Places and text as people may see them."""

from __future__ import annotations

from collections.abc import Mapping

from qapidoc.source import Position, Source, Span


def position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Give line and column of an offset of a file that was read."""
    source = sources.get(path)
    return source.position(offset) if source is not None else Position(1, 1)


def shown(text: str) -> str:
    """Escape what would not show, or would move a terminal's cursor."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def marked_line(source: Source, span: Span) -> tuple[int, str, int, int]:
    """Give the number and text of the line where `span` begins, and where to mark it.

    The last two are offsets into the text given, which has its tabs and control characters
    replaced.
    """
    line = source.position(span.start).line
    whole = source.line_span(line)
    before = _plain(source.text[whole.start : span.start])
    inside = _plain(source.text[span.start : max(min(span.end, whole.end), span.start)])
    after = _plain(source.text[max(min(span.end, whole.end), span.start) : whole.end])
    return line, before + inside + after, len(before), len(before) + max(len(inside), 1)


def _plain(text: str) -> str:
    return shown(text.replace("\t", "    "))
