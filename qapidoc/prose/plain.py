"""Text in which nothing is markup: four passages of five, which docutils need not read."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[`*|\\]|_(?!\w)|::|\w:[\w/]|^[^\w@(\"']|^\(?\w{1,5}[.)]\s", re.MULTILINE)
"""What can be markup: characters, ends and beginnings of lines."""


def plain_paragraph(lines: Iterable[str]) -> str | None:
    """Give the text of a single paragraph in which nothing is markup."""
    text = "\n".join(lines)
    if "\n\n" in text or _SPECIAL.search(text):
        return None
    return text
