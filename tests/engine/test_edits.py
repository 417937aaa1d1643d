"""Edits go together if none touches another, and leave all else as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.engine.edits import edited, is_possible, together
from qapidoc.findings import Edit, Finding, Fix
from qapidoc.source import Span


def edit(start: int, end: int, text: str = "x", path: str = "a") -> Edit:
    return Edit(path, Span(start, end), text)


@pytest.mark.parametrize(
    "text, edits, expected",
    [
        ("abc", [], "abc"),
        ("abc", [edit(1, 2)], "axc"),
        ("abc", [edit(2, 3, ""), edit(0, 0)], "xab"),
        ("abc", [edit(1, 2), edit(1, 2)], "axc"),
        ("abc", [edit(1, 1, "x"), edit(1, 2, "")], "axc"),
        ("a\r\nb\r\n", [edit(3, 3, "x\ny\n")], "a\r\nx\r\ny\r\nb\r\n"),
        ("a\rb", [edit(2, 2, "\n")], "a\r\rb"),
        ("ab", [edit(2, 2, "\n")], "ab\n"),
    ],
)
def test_edited(text, edits, expected):
    assert edited(text, edits) == expected


@pytest.mark.parametrize(
    "edits, possible",
    [
        ([], True),
        ([edit(0, 2), edit(2, 3)], True),
        ([edit(0, 2), edit(1, 3)], False),
        ([edit(0, 2), edit(1, 3, path="b")], True),
        ([edit(0, 4), edit(2, 2)], False),
    ],
)
def test_possible(edits, possible):
    assert is_possible(edits) is possible


A, B, C = edit(0, 2, "a"), edit(4, 6, "b"), edit(8, 9, "c")


@pytest.mark.parametrize(
    "fixes, chosen",
    [
        ([[A], [B], [C]], [0, 1, 2]),
        ([[B], [edit(5, 7)], [A]], [0, 2]),
        ([[B], [edit(6, 7)], [edit(2, 4)], [edit(4, 4)], [edit(7, 7)]], [0, 4]),
        ([[edit(3, 3, "x")], [edit(3, 3, "y")]], [0]),
        ([[A, B], [A], [A, C]], [0, 1, 2]),
        ([[A, B], [C, edit(5, 5)], [C]], [0, 2]),
        ([[A], [edit(0, 2, path="b")]], [0, 1]),
    ],
)
def test_together(fixes, chosen):
    findings = [
        Finding("a", Span(0, 1), str(number), fix=Fix("", "safe", tuple(edits)))
        for number, edits in enumerate(fixes)
    ]
    assert [int(finding.message) for finding in together(findings)] == chosen


@given(st.text(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text())))
def test_what_is_not_edited_stays(text, places):
    wanted = [
        Finding("a", Span(0, 1), "", fix=Fix("", "safe", (edit(start, start + length, new),)))
        for start, length, new in places
        if start + length <= len(text)
    ]
    edits = sorted(
        {e for finding in together(wanted) if finding.fix for e in finding.fix.edits},
        key=lambda e: e.span,
    )
    rest, at = edited(text, edits), 0
    for each in edits:
        kept = text[at : each.span.start]
        assert rest.startswith(kept)
        rest, at = rest[len(kept) :], each.span.end
        rest = rest[len(edited(text, [Edit("a", Span(0, len(text)), each.text)])) :]
    assert rest == text[at:]
