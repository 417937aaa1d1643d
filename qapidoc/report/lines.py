"""Which lines two texts share, found in a time that grows with their length and no faster.

`difflib` looks at all the text for each change. Here lines that both texts have exactly once cut
them into pieces first, as in what is known as patience diff, and `difflib` sees the pieces only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

_LARGEST = 1000
"""Lines of a piece that are compared; a larger one, of lines that come again, is all different."""


class LineMatcher(SequenceMatcher[str]):
    """A `SequenceMatcher` of two texts, each as a sequence of lines."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, before, after)
        self._before = before
        self._after = after

    def get_matching_blocks(self) -> list[Match]:
        """Give the stretches that are the same, in order; an empty one at the end is the last."""
        merged: list[Match] = []
        for block in self._stretches():
            if merged and _adjoin(last := merged[-1], block):
                merged[-1] = Match(last.a, last.b, last.size + block.size)
            else:
                merged.append(block)
        return [*merged, Match(len(self._before), len(self._after), 0)]

    def _stretches(self) -> Iterator[Match]:
        start, other = 0, 0
        for place, there in (*self._anchors(), (len(self._before), len(self._after))):
            yield from self._between(start, place, other, there)
            if place < len(self._before):
                yield Match(place, there, 1)
            start, other = place + 1, there + 1

    def _anchors(self) -> list[tuple[int, int]]:
        """Give the places of lines that both have once, the most of them that are in order."""
        here, there = Counter(self._before), Counter(self._after)
        places = {line: place for place, line in enumerate(self._after) if there[line] == 1}
        pairs = [
            (place, places[line])
            for place, line in enumerate(self._before)
            if here[line] == 1 and line in places
        ]
        return _longest_rising(pairs)

    def _between(self, start: int, end: int, other: int, other_end: int) -> Iterator[Match]:
        """Compare two pieces without anchors in them."""
        before, after = self._before, self._after
        head = 0
        while start + head < end and other + head < other_end:
            if before[start + head] != after[other + head]:
                break
            head += 1
        if head:
            yield Match(start, other, head)
        start, other = start + head, other + head
        tail = 0
        while start < end - tail and other < other_end - tail:
            if before[end - tail - 1] != after[other_end - tail - 1]:
                break
            tail += 1
        end, other_end = end - tail, other_end - tail
        if max(end - start, other_end - other) <= _LARGEST:
            inner = SequenceMatcher(None, before[start:end], after[other:other_end], autojunk=False)
            for block in inner.get_matching_blocks():
                if block.size:
                    yield Match(start + block.a, other + block.b, block.size)
        if tail:
            yield Match(end, other_end, tail)


def _adjoin(first: Match, second: Match) -> bool:
    return (first.a + first.size, first.b + first.size) == (second.a, second.b)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the most pairs of which the second numbers rise, as the first ones do anyway."""
    lowest: list[int] = []  # the second number that a row of each length can end with
    ends: list[int] = []  # the pair that it is from
    before: list[int | None] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(lowest, number)
        before.append(ends[length - 1] if length else None)
        lowest[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    row = []
    at = ends[-1] if ends else None
    while at is not None:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
