"""Which findings stay: those on changed lines, and those that a change has brought elsewhere."""

from __future__ import annotations

import pytest

from qapidoc.engine.changed import Area, kept
from qapidoc.findings import Finding
from qapidoc.source import Span


def finding(
    message: str, start: int = 0, path: str = "a.json", definition: str | None = None
) -> Finding:
    return Finding(path, Span(start, start + 1), message, definition, rule="test-rule")


@pytest.mark.parametrize(
    "now, inside, before, expected",
    [
        ([], [], [], []),
        (["x"], [], [], ["x"]),
        (["x"], [], ["x"], []),
        (["x"], ["x"], ["x"], ["x"]),
        (["x"], [], ["y"], ["x"]),
        (["x", "x"], [], ["x"], ["x", "x"]),
        (["x", "x"], [], ["x", "x", "x"], []),
        (["x", "y"], [], ["y"], ["x"]),
    ],
)
def test_what_is_elsewhere_stays_if_it_is_new(now, inside, before, expected):
    listed = [finding(message, start) for start, message in enumerate(now)]
    within = frozenset(f for f in listed if f.message in inside)
    earlier = [finding(message, 50 + start) for start, message in enumerate(before)]
    assert [f.message for f in kept(listed, earlier, within, {})] == expected


def test_one_more_on_a_changed_line_does_not_bring_up_the_old_one():
    old, new = finding("x", 0), finding("x", 9)
    assert kept([old, new], [finding("x", 3)], frozenset({new}), {}) == (new,)


def test_files_are_counted_by_themselves():
    here, there = finding("x", path="a.json"), finding("x", path="b.json")
    assert kept([here, there], [here, here], frozenset(), {}) == (there,)


def test_a_renamed_file_is_the_same():
    now, then = finding("x", path="new.json"), finding("x", path="old.json")
    assert kept([now], [then], frozenset(), {"old.json": "new.json"}) == ()
    assert kept([now], [then], frozenset(), {}) == (now,)


@pytest.mark.parametrize(
    "span, exact, inside",
    [
        ((10, 12), None, True),
        ((0, 10), None, False),
        ((0, 11), None, True),
        ((19, 30), None, True),
        ((20, 30), None, False),
        ((10, 10), None, True),
        ((20, 20), None, False),
        ((0, 1), (12, 13), True),
        ((12, 13), (0, 1), False),
    ],
)
def test_the_exact_place_counts(span, exact, inside):
    found = Finding("a.json", Span(*span), "x", exact=Span(*exact) if exact else None)
    assert Area((Span(10, 20),)).has(found) is inside


@pytest.mark.parametrize("start, inside", [(0, False), (1, True), (2, False), (5, True), (9, True)])
def test_one_of_many_stretches_is_enough(start, inside):
    area = Area((Span(1, 2), Span(4, 5)), extents=(Span(5, 6), Span(8, 10)))
    assert area.has(finding("x", start)) is inside


def test_findings_about_a_changed_definition_count():
    area = Area((), frozenset({"Foo"}))
    assert area.has(finding("x", definition="Foo"))
    assert not area.has(finding("x", definition="Bar"))
    assert not area.has(finding("x"))
