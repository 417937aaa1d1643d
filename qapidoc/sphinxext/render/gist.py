"""What a text says first, for lists of things that are described elsewhere."""

from __future__ import annotations

import re
from itertools import takewhile
from textwrap import shorten

from qapidoc.sphinxext.prose.passage import Passage
from qapidoc.syntax.nodes import LineKind

WIDTH = 100
"""So many characters a list has for each."""

_STOP = re.compile(r"[.!?](?=\s+[^a-z\d\s])|[:;](?=\s)")
_ITEM = re.compile(r"(?:[-*+|]|\(?(?:\d{1,3}|[a-z])[.)])\s")
"""How a list begins, which is no sentence."""
_MARKUP = re.compile(r"(?::[\w:-]+:(?=`))|``?|(?<![\w@.])@(?=\w)")


def gist(passage: Passage) -> str:
    """Give the first sentence, without markup; nothing, if the text does not begin with one."""
    lines = passage.lines
    if not lines or lines[0].kind is not LineKind.PROSE:
        return ""
    words = " ".join(" ".join(takewhile(bool, passage.text.lines)).split())
    if _ITEM.match(words):
        return ""
    return shorten(_MARKUP.sub("", first_sentence(words)), WIDTH, placeholder=" …")


def first_sentence(words: str) -> str:
    """Give what stands before the first stop, colon or semicolon that is not in parentheses."""
    for stop in _STOP.finditer(words):
        before = words[: stop.start()]
        if before.count("(") <= before.count(")"):
            return before
    return words.rstrip(".:;")
