"""Text in which nothing is markup: four passages of five, which docutils need not read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qapidoc.prose.records import Block, Inline, InlineKind, Prose

_SPECIAL = re.compile(r"[`*|\\]|_(?!\w)|::|\w:[\w/]|^[^\w@(\"'\n]|^\(?\w{1,5}[.)]\s", re.MULTILINE)
"""What can be markup: characters, ends and beginnings of lines."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def plain_paragraph(lines: Iterable[str]) -> str | None:
    """Give the text of a single paragraph in which nothing is markup."""
    text = "\n".join(lines)
    if "\n\n" in text or _SPECIAL.search(text):
        return None
    return text


def plain_paragraphs(text: str) -> Prose | None:
    """Give what docutils makes of several paragraphs in which nothing is markup."""
    if _SPECIAL.search(text):
        return None
    blocks = []
    for match in _PARAGRAPH.finditer(text):
        inline = Inline(match.start(), match.end(), InlineKind.TEXT, match.group())
        blocks.append(Block(match.start(), match.end(), "paragraph", "", (inline,)))
    return Prose(tuple(blocks))
