"""Fixes that take an item out of a list or an object."""

from __future__ import annotations

from collections.abc import Sequence

from qapidoc.findings import Edit
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Node


def removed(path: str, source: Source, items: Sequence[Node], item: Node) -> Edit | None:
    """Take out `item`, unless it is the only one, or a comment stands beside it."""
    index = items.index(item)
    if len(items) == 1:
        return None
    if index + 1 < len(items):
        span = Span(item.start, items[index + 1].start)
    else:
        span = Span(items[index - 1].end, item.end)
    return Edit(path, span, "") if "#" not in source.slice(span) else None
