"""Which lines two texts share: what `difflib` finds, or nearly so, in less time."""

from __future__ import annotations

import time
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.report.lines import LineMatcher

TEXTS = st.lists(st.sampled_from("abcdefghij"), max_size=30)


def blocks(before: str, after: str) -> list[tuple[int, int, int]]:
    found = LineMatcher([*before], [*after]).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("", "", [(0, 0, 0)]),
        ("abc", "abc", [(0, 0, 3), (3, 3, 0)]),
        ("abc", "axc", [(0, 0, 1), (2, 2, 1), (3, 3, 0)]),
        ("abc", "xyz", [(3, 3, 0)]),
        ("abcd", "acbd", [(0, 0, 1), (2, 1, 1), (3, 3, 1), (4, 4, 0)]),
        ("#a##b##c#", "#a#b##c#", [(0, 0, 3), (4, 3, 5), (9, 8, 0)]),
        ("xx", "xxx", [(0, 0, 2), (2, 3, 0)]),
    ],
)
def test_stretches_that_are_the_same(before, after, expected):
    assert blocks(before, after) == expected


@given(TEXTS, TEXTS)
def test_stretches_are_in_order_and_the_same(before, after):
    found = blocks("".join(before), "".join(after))
    for (start, other, size), (later, other_later, _) in pairwise(found):
        assert start + size <= later
        assert other + size <= other_later
        assert (start + size, other + size) != (later, other_later) or later == len(before)
    for start, other, size in found:
        assert before[start : start + size] == after[other : other + size]


def test_a_single_change_is_found_as_difflib_finds_it():
    before = [f"{number // 3}" for number in range(100)]
    for place in range(100):
        after = [*before[:place], "changed", *before[place + 1 :]]
        expected = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        assert LineMatcher(before, after).get_matching_blocks() == expected


def test_many_changes_take_a_time_that_grows_with_the_text():
    """`difflib` alone would take minutes."""
    before = [line for number in range(20_000) for line in (f"{number}", "#", "old", "#")]
    after = ["new" if line == "old" else line for line in before]
    began = time.process_time()
    changes = [c for c in LineMatcher(before, after).get_opcodes() if c[0] != "equal"]
    assert len(changes) == 20_000
    assert time.process_time() - began < 10


def test_much_that_comes_again_is_not_compared_at_length():
    before = [f"{number // 2}" for number in range(40_000)]
    after = before[1:-1:3]
    began = time.process_time()
    assert LineMatcher(before, after).get_opcodes()[-1][2] == len(before)
    assert time.process_time() - began < 10
