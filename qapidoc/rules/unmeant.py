"""Definition lists and quotations that docutils makes out of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

import msgspec

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.rules.lists import LISTS

_ENDS = re.compile(r"[.!?]['\")`*]*\s*\Z")
_GOES_ON = re.compile(r"[a-z(][\w'-]*[,.)]?(?:\s+[a-z\d@`'\"(]|\s*\Z)")
_SENTENCE = re.compile(r"['\"(`@]*[A-Z]\w*\s[^\n]{10,}")
_FULL_LINE = 64
"""A line that could not have taken the next word up to this column is broken for that."""

_QUOTED = LISTS | {"block_quote", "definition_list"}
"""What is often indented below the text that announces it, and only looks a little different."""

_SENTENCE_WORDS = 4
"""What has fewer words may be a term even with a punctuation mark behind it."""


class Shown(Enum):
    """What text is shown as, and was not meant to be."""

    DEFINITION = auto()
    """The definition of a term, which is the line above it."""
    QUOTATION = auto()
    """A quotation below a paragraph of the same text."""
    OUTSIDE_ITEM = auto()
    """A quotation below a list, to one of whose items it belongs."""


class Unmeant(msgspec.Struct, frozen=True):
    """Text from index ``start`` to ``end`` of a passage that is shown as something else.

    ``blanks`` tells how much further it is indented than the text that it goes on.
    """

    start: int
    end: int
    shown: Shown
    blanks: int = 0


def unmeant(passage: Passage) -> Iterator[Unmeant]:
    """Give the text that is indented where it just goes on."""
    if any(passage.lines.indents):
        yield from _within(passage, passage.prose.blocks)


def _within(passage: Passage, blocks: Sequence[Block]) -> Iterator[Unmeant]:
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        if block.kind == "definition_list_item" and _is_hanging(passage, block):
            first = block.blocks[-1].blocks[0]
            blanks = _column(passage, first) - _column(passage, block)
            yield Unmeant(first.start, first.end, Shown.DEFINITION, blanks)
        elif block.kind == "block_quote" and before is not None:
            shown = _quotation(passage, before, block)
            blanks = _column(passage, block) - _column(passage, before)
            if shown is not None:
                yield Unmeant(block.start, block.end, shown, blanks)
        yield from _within(passage, block.blocks)


def _column(passage: Passage, block: Block) -> int:
    return block.start - passage.text.rfind("\n", 0, block.start) - 1


def _is_hanging(passage: Passage, item: Block) -> bool:
    """Tell whether the term is the beginning of a sentence that goes on below it."""
    term, body = item.blocks[0], item.blocks[-1]
    if not body.blocks or body.blocks[0].kind != "paragraph":
        return False
    text = passage.text
    said = text[term.start : term.end].rstrip()
    first = body.blocks[0]
    if said.endswith(":") or _ENDS.search(said):
        return len(said.split()) >= _SENTENCE_WORDS
    column = passage.source.position(passage.offset(term.end - 1)).column
    word = text[first.start : first.end].split(maxsplit=1)[0]
    goes_on = column + len(word) >= _FULL_LINE or _GOES_ON.match(text, first.start) is not None
    return " " in said and goes_on


def _quotation(passage: Passage, before: Block, quote: Block) -> Shown | None:
    only = quote.blocks[0] if quote.blocks else None
    text = passage.text
    said = text[before.start : before.end].rstrip()
    if only is None or only.kind in _QUOTED or said.endswith(":"):
        return None
    if only.kind != "paragraph":
        return Shown.QUOTATION
    is_sentence = _SENTENCE.match(text, only.start) is not None
    goes_on = _GOES_ON.match(text, only.start) is not None
    if before.kind in LISTS:
        return Shown.OUTSIDE_ITEM if is_sentence or goes_on else None
    if before.kind != "paragraph" or len(quote.blocks) > 1:
        return None
    if _ENDS.search(said):
        ends = _ENDS.search(text[only.start : only.end]) is not None
        return Shown.QUOTATION if is_sentence and ends else None
    return Shown.QUOTATION if goes_on and (said[-1].isalnum() or said.endswith(",")) else None
