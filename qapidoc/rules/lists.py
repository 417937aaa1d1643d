"""Lines that look like items of a list, and are the text of a paragraph to docutils."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block
from qapidoc.schema.flow import NEAR

_ITEM = re.compile(
    r"^(?P<lead>[ ]*)"
    r"(?:(?P<bullet>[-*+\u2022])|\(?(?P<number>\d{1,2}|[a-zA-Z])[.)])[ ]+(?P<text>\S)",
    re.MULTILINE,
)
_HEAD = re.compile(r"@[\w.-]+\s*(?::|--?\s)|([`\"']+)[^`\"'\n]+\1\s*(?::|--?\s|$)", re.MULTILINE)
"""What an item begins with that is about a name."""

_LINE = re.compile(r"^(?P<indent> *)\S", re.MULTILINE)
_MARKER = re.compile(r"[0-9]{1,3}|.")
LISTS = frozenset({"bullet_list", "enumerated_list"})

_CRAMPED = re.compile(
    r"^(?P<indent> *)(?P<bullet>[-*])(?:(?P<plain>[A-Z][a-z]|@\w|[`\"'])|[a-z])", re.MULTILINE
)
"""The beginning of an item without a blank behind its bullet; ``plain`` if it can be no option."""


def swallowed_lists(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the lists that docutils takes for the text of the paragraph above them.

    As indices: that of the first item, and the end of the paragraph. A dash or number that came
    to the beginning of a line by chance is none: items come in twos, or below a colon, or are of
    the list that the paragraph is in.
    """
    if "\n" in passage.text:
        yield from _within(passage, passage.prose.blocks, "")


def _within(passage: Passage, blocks: Sequence[Block], marker: str) -> Iterator[tuple[int, int]]:
    text = passage.text
    for block in blocks:
        if block.kind == "paragraph":
            start = _first(text, block, marker)
            if start is not None:
                yield start, block.end
        elif block.kind == "definition_list_item":
            yield from _defined(passage, block)
        own = _MARKER.match(text, block.start) if block.kind == "list_item" else None
        yield from _within(passage, block.blocks, own[0] if own is not None else "")


def _first(text: str, block: Block, marker: str) -> int | None:
    """Give the first item that is in a paragraph, which is in an item with `marker`."""
    line = text.find("\n", block.start, block.end) + 1
    first = _ITEM.search(text, line, block.end) if line else None
    if first is None:
        return None
    above = text[block.start : first.start()].rstrip()
    alike = list(islice(_alike(text, first), 2))
    if first["bullet"] is None:
        begins = first["number"] in {"1", "a", "A"}
        follows = alike[1:] in (["2"], ["b"], ["B"])
        is_next = marker.isdigit() and first["number"] == str(int(marker) + 1)
        is_first = follows or (above.endswith(":") and first["number"] == "1")
        is_list = is_next or (begins and is_first)
    else:
        named = _HEAD.match(text, first.start("text")) is not None
        is_list = len(alike) > 1 or above.endswith(":") or named or first["bullet"] == marker
    return first.end() - len(first[0].lstrip()) if is_list else None


def _alike(text: str, first: re.Match[str]) -> Iterator[str | None]:
    """Give the number, if it has one, of each item near `first` that is written like it."""
    end = text.find("\n\n", first.start(), first.start() + NEAR)
    for item in _ITEM.finditer(text, first.start(), end if end >= 0 else first.start() + NEAR):
        if item["lead"] == first["lead"] and item["bullet"] == first["bullet"]:
            yield item["number"]


def _defined(passage: Passage, item: Block) -> Iterator[tuple[int, int]]:
    """Look for a list right below a line, which makes a term of that."""
    term, body = item.blocks[0], item.blocks[-1]
    said = passage.text[term.start : term.end].rstrip()
    first = body.blocks[0] if body.blocks else None
    if first is not None and first.kind in LISTS and (said.endswith(":") or " " in said):
        yield first.start, first.end


def first_outside(text: str, start: int, indent: int, end: int) -> int | None:
    """Give the first text that is neither an item nor indented as one's text must be.

    The list begins with the line at `start`, which is indented by `indent`.
    """
    for line in _LINE.finditer(text, start, end):
        blanks = len(line["indent"])
        is_inside = blanks > indent or _ITEM.match(text, line.start(), end) is not None
        if blanks < indent or not is_inside:
            return line.end("indent")
    return None


def cramped_items(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the bullets that docutils does not see for want of a blank behind them."""
    text = passage.text
    for block in passage.prose.walk():
        if block.kind == "paragraph":
            for match in _CRAMPED.finditer(text, block.start, block.end):
                sound = f"\n{match['indent']}{match['bullet']} "
                if (match["plain"] or sound in text) and not _is_emphasis(text, match):
                    yield match.span("bullet")


def _is_emphasis(text: str, match: re.Match[str]) -> bool:
    return match["bullet"] == "*" and text.find("*", match.end(), text.find("\n", match.end())) >= 0


def is_by_chance(passage: Passage, block: Block) -> bool:
    """Tell whether a list is a text that begins with a letter and a dot."""
    is_single = block.kind == "enumerated_list" and len(block.blocks) == 1
    return is_single and passage.text[block.start].isalpha()
