"""Findings in passages."""

from __future__ import annotations

from qapidoc.findings import WORDING, Finding, Fix
from qapidoc.prose.passages import Passage
from qapidoc.rules.mend import blank_line


def found(passage: Passage, start: int, end: int, message: str, fix: Fix | None = None) -> Finding:
    """Give the finding at a stretch of the text of `passage`."""
    span = passage.span(start, end)
    return Finding(passage.path, span, message, passage.symbol, passage.member, fix=fix)


def stretch_end(passage: Passage, index: int) -> int:
    """Give the end of the lines around `index` that no blank one separates."""
    end = passage.text.find("\n\n", index)
    return end if end >= 0 else len(passage.text)


def blank_above(passage: Passage, index: int) -> Fix:
    """Put an empty line above that of the character at `index` of the text."""
    return blank_line(passage.path, passage.source, passage.offset(index), WORDING)
