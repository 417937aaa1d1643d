"""What passages say, whatever their lines and blanks: for telling whether two read the same."""

from __future__ import annotations

import re
import textwrap

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block

_VERBATIM = frozenset({"literal_block", "doctest_block", "comment", "math_block"})
"""Blocks whose lines stand as they are."""

_BLANKS = re.compile(r"\s+")


def same_shape(one: Passage, other: Passage) -> bool:
    """Tell whether docutils makes the same of two passages, but for how their lines are laid out.

    Texts with fewer or more blanks read the same, except in literal blocks.
    """
    return one.text == other.text or shape(one) == shape(other)


def shape(passage: Passage) -> object:
    """Give what docutils makes of a passage, without places, as a value to compare."""
    prose = passage.prose
    blocks = [_block(passage.text, block) for block in prose.blocks]
    return blocks, [message.level for message in prose.messages], prose.targets, prose.unread


def _block(text: str, block: Block) -> object:
    inlines = [(part.kind, _BLANKS.sub(" ", part.text), part.name) for part in block.inlines]
    lines = _lines(text, block) if block.kind in _VERBATIM else ""
    blocks = [_block(text, part) for part in block.blocks]
    return block.kind, block.name, lines, inlines, blocks


def _lines(text: str, block: Block) -> str:
    start = text.rfind("\n", 0, block.start) + 1
    lines = text[start : block.end].split("\n")
    return textwrap.dedent("\n".join(map(str.rstrip, lines)))
