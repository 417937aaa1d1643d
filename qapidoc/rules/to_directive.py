"""Fixes that make a directive of a text."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from qapidoc.findings import Aspect, Edit, Fix
from qapidoc.releases import Release
from qapidoc.rules.directives import EXAMPLE
from qapidoc.rules.mend import has_room
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Line, LineKind

INDENT = 3
"""Columns by which the content of a directive is indented, as in QEMU's schemas."""

EXAMPLE_INDENT = 4
"""Those of transcripts."""


class Head(msgspec.Struct, frozen=True):
    """What a directive is to take the place of, and what is to be its content.

    ``span`` begins the line ``first``, and ends where its text begins; ``rest`` are lines below.
    """

    path: str
    source: Source
    span: Span
    first: Line
    rest: Sequence[Line]


def as_directive(
    found: Head, directive: str, target: Release, changes: frozenset[Aspect]
) -> Fix | None:
    """Put `directive` in place of a head, and indent the lines below as its content.

    There is no fix where a line would become too long.
    """
    path, source, head, first, rest = msgspec.structs.astuple(found)
    inline = head.end < first.end
    start = f"{directive} " if inline else directive
    edits = [Edit(path, head, start)]
    lines = [line for line in rest if line.kind is not LineKind.BLANK]
    margin = min((line.indent for line in lines), default=0)
    shift = first.indent + (EXAMPLE_INDENT if EXAMPLE in directive else INDENT) - margin
    for line in lines:
        span = Span(line.start - line.indent, line.start)
        edits.append(Edit(path, span, " " * (line.indent + shift)))
        if not has_room(source, line.start, shift, target):
            return None
    if not has_room(source, head.start, len(start) - (head.end - head.start), target):
        return None
    return Fix(f"write '{directive}'", "safe", tuple(edits), changes)
