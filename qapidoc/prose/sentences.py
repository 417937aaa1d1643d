"""Where a sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.prose.paragraphs import Gap, Paragraph

_CLOSERS = r"[\"'\u2019\u201d)\]*`]"
_BEGINNING = r"(?:[\"'\u2018\u201c(\[*`]*(?:[A-Z0-9@]|``?[\w@<-])|\()"
_ENDED = re.compile(rf"(?P<word>\S*)[.!?]{_CLOSERS}*$")
_BEGINS = re.compile(_BEGINNING)
_CLOSED = re.compile(rf"[.!?]{_CLOSERS}*$")
_HAS_END = re.compile(rf"[.!?]{_CLOSERS}{{0,4}} {_BEGINNING}")
_HAS_WIDE_GAP = re.compile(
    rf"(?:[^\s.!?:\"'\u2019\u201d)\]*`]|[^\s.!?\"'\u2019\u201d)\]*`]{_CLOSERS}{{1,4}})  |\S   "
)
_ABBREVIATION = re.compile(
    r"\W*(?:(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}|[A-Z]|addr|approx|cf|chap|e\.?g|etc|fig|i\.?e|incl|"
    r"max|min|no|phys|resp|rev|sec|ver|vol|vs)$"
)
"""``e.g``, ``i.e``, ``a.k.a`` and the like, before their last dot."""


def is_abbreviation(word: str) -> bool:
    """Tell whether a word, without its last dot, is one that ends with a dot anywhere."""
    return _ABBREVIATION.match(word) is not None


def has_end(text: str) -> bool:
    """Tell whether there may be a sentence's end in the middle of a line."""
    return _HAS_END.search(text) is not None


def has_wide_gap(text: str) -> bool:
    """Tell whether there may be more blanks between words than there have to be."""
    return _HAS_WIDE_GAP.search(text) is not None


def closes(text: str, end: int) -> bool:
    """Tell whether a full stop, with or without brackets and quotes, is right before `end`."""
    return _CLOSED.search(text, max(0, end - 8), end) is not None


def ends_at(paragraph: Paragraph, gap: Gap) -> bool:
    """Tell whether a sentence ends before a gap, and another begins behind it."""
    text = paragraph.passage.text
    start = max(text.rfind(" ", 0, gap.start), text.rfind("\n", 0, gap.start)) + 1
    ended = _ENDED.match(text, start, gap.start)
    if ended is None or _BEGINS.match(text, gap.end, paragraph.end) is None:
        return False
    word = ended["word"]
    if is_abbreviation(word) or word.endswith("."):
        return False
    return any(character.isalnum() for character in word)


def sentence_ends(paragraph: Paragraph) -> Iterator[Gap]:
    """Give the gaps between sentences."""
    return (gap for gap in paragraph.gaps if ends_at(paragraph, gap))
