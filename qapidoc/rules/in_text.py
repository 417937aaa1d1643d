"""Findings in passages."""

from __future__ import annotations

from qapidoc.findings import WORDING, Finding, Fix, replacement
from qapidoc.prose.mentions import Mention
from qapidoc.prose.passages import Passage
from qapidoc.releases import Release
from qapidoc.rules.mend import blank_line, has_room


def found(passage: Passage, start: int, end: int, message: str, fix: Fix | None = None) -> Finding:
    """Give the finding at a stretch of the text of `passage`."""
    span = passage.span(start, end)
    return Finding(passage.path, span, message, passage.symbol, passage.member, fix=fix)


def mentioned(mention: Mention, message: str, fix: Fix | None = None) -> Finding:
    """Give the finding at a name."""
    return found(mention.passage, mention.start, mention.end, message, fix)


def renamed(mention: Mention, text: str, target: Release) -> Fix | None:
    """Write `text` in place of a name, if there is room for it."""
    path, span = mention.passage.path, mention.span
    added = len(text) - len(mention.written)
    if not has_room(mention.passage.source, span.start, added, target, sign=mention.written[0]):
        return None
    return replacement(path, span, text, WORDING)


def stretch_end(passage: Passage, index: int) -> int:
    """Give the end of the lines around `index` that no blank one separates."""
    end = passage.text.find("\n\n", index)
    return end if end >= 0 else len(passage.text)


def blank_above(passage: Passage, index: int) -> Fix:
    """Put an empty line above that of the character at `index` of the text."""
    return blank_line(passage.path, passage.source, passage.offset(index), WORDING)
