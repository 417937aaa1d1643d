"""What a description says besides since when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.schema.since import sinces
from qapidoc.source import Source
from qapidoc.syntax.nodes import LineKind, Section

_BULLET = re.compile(r"[-*+]\s")
_PUNCTUATION = " .,;:()"


def said(source: Source, section: Section) -> str:
    """Give the text of a section on one line, without what dates it, and without a full stop."""
    return " ".join(" ".join(_pieces(source, section)).split()).strip(_PUNCTUATION)


def is_one_paragraph(source: Source, section: Section) -> bool:
    """Tell whether a section is a single paragraph, and no list."""
    return all(
        line.kind is LineKind.PROSE and _BULLET.match(source.text, line.start) is None
        for line in section.lines
    )


def named(name: str) -> re.Pattern[str]:
    """Give what finds a name among the words of a text, however it is written there."""
    words = "[-_ ]".join(map(re.escape, re.split(r"[-_]+", name)))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _pieces(source: Source, section: Section) -> Iterator[str]:
    gaps = [since.whole for since in sinces(source, section) if since.dates]
    for line in section.lines:
        start = line.start
        for gap in gaps:
            if gap.start < line.end and start < gap.end:
                yield source.text[start : gap.start]
                start = min(line.end, gap.end)
        yield source.text[start : line.end]
