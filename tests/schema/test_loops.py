"""How far names lead to names, and which lead back."""

from __future__ import annotations

import pytest

from qapidoc.schema.loops import ways

ROWS = [
    ({}, {}, {}),
    ({"a": ["b"], "b": ["c"]}, {}, {"a": 2, "b": 1}),
    ({"a": []}, {}, {"a": 0}),
    ({"a": ["a"]}, {"a": "a"}, {}),
    ({"b": ["a"], "a": ["b"]}, {"b": "b", "a": "b"}, {}),
    ({"a": ["b"], "b": ["c"], "c": ["b"]}, {"b": "b", "c": "b"}, {"a": 1}),
    ({"a": ["c", "b"], "b": ["c"], "c": []}, {}, {"a": 2, "b": 1, "c": 0}),
    (
        {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"]},
        {"a": "a", "b": "a", "c": "c", "d": "c"},
        {},
    ),
]


@pytest.mark.parametrize("edges, loops, depths", ROWS)
def test_ways(edges, loops, depths):
    found = ways(edges)
    assert found.loops == loops
    assert found.depths == depths


def test_a_long_way_needs_no_recursion():
    found = ways({str(n): [str(n + 1)] for n in range(50_000)})
    assert not found.loops
    assert found.depths["0"] == 50_000
