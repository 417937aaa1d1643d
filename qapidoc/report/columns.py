"""Columns in the units of other programs; `places` has those of our own, code points."""

from __future__ import annotations

from collections.abc import Mapping

from qapidoc.report.places import position
from qapidoc.source import BYTE_ORDER_MARK, Position, Source


def utf16_position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Give line and column of an offset, both from 1, columns in UTF-16 code units.

    As editors have it, a byte order mark takes no column.
    """
    line, before = _before(sources, path, offset)
    if line == 1:
        before = before.removeprefix(BYTE_ORDER_MARK)
    return Position(line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1)


def utf8_position(sources: Mapping[str, Source], path: str, offset: int) -> Position:
    """Give line and column of an offset, both from 1, columns in the bytes of the file."""
    line, before = _before(sources, path, offset)
    return Position(line, len(before.encode("utf-8", "surrogateescape")) + 1)


def _before(sources: Mapping[str, Source], path: str, offset: int) -> tuple[int, str]:
    """Give the number of the line of an offset, and what stands before the offset in it."""
    at = position(sources, path, offset)
    source = sources.get(path)
    return at.line, "" if source is None else source.text[offset - at.column + 1 : offset]
