"""Places and text as people may see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.report.places import marked_line, position, shown, width
from qapidoc.source import Position, Source, Span


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", ""),
        ("plain ä 日本 \U0001f427", "plain ä 日本 \U0001f427"),
        ("a\nb", "a\\x0ab"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\udcff", "\\xff"),
        ("\ud800", "\\ud800"),
        ("\u2028\u202e\ufeff", "\\u2028\\u202e\\ufeff"),
        ("\U000e0001", "\\U000e0001"),
        ("\xa0", "\\xa0"),
        ("\t", "\\x09"),
    ],
)
def test_shown(text, expected):
    assert shown(text) == expected


@given(st.text())
def test_what_is_shown_cannot_move_the_cursor(text):
    assert shown(text).isprintable()


@pytest.mark.parametrize(
    "text, expected",
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("日本", 4), ("\U0001f427x", 3)],
)
def test_width(text, expected):
    assert width(text) == expected


def test_position():
    source = Source("a", "x\ny")
    assert position({"a": source}, "a", 2) == Position(2, 1)
    assert position({"a": source}, "b", 2) == Position(1, 1)


@pytest.mark.parametrize(
    "text, span, line, before, marked, after",
    [
        pytest.param("abc", (0, 1), 1, "", "a", "bc", id="beginning"),
        pytest.param("abc", (1, 2), 1, "a", "b", "c", id="middle"),
        pytest.param("abc", (3, 3), 1, "abc", "", "", id="end of the text"),
        pytest.param("", (0, 0), 1, "", "", "", id="empty text"),
        pytest.param("ab\ncd\nef", (3, 5), 2, "", "cd", "", id="a whole line"),
        pytest.param("ab\ncd\nef", (1, 7), 1, "a", "b", "", id="several lines"),
        pytest.param("ab\r\ncd", (2, 2), 1, "ab", "", "", id="end of a line"),
        pytest.param("ab\r\ncd", (4, 6), 2, "", "cd", "", id="CRLF"),
        pytest.param("ab\rcd", (3, 4), 2, "", "c", "d", id="CR"),
        pytest.param("\tab", (1, 2), 1, "    ", "a", "b", id="tab before"),
        pytest.param("a\tb", (0, 3), 1, "", "a    b", "", id="tab within"),
        pytest.param("\x1bab\udcff", (1, 3), 1, "\\x1b", "ab", "\\xff", id="what does not show"),
    ],
)
def test_marked_line(*, text, span, line, before, marked, after):
    number, whole, start, end = marked_line(Source("a", text), Span(*span))
    assert number == line
    assert (whole[:start], whole[start:end], whole[end:]) == (before, marked, after)
    assert end > start


@pytest.mark.parametrize("at", [0, 10, 5000, 99_000, 99_995])
@pytest.mark.parametrize("length", [1, 4, 90_000])
def test_a_very_long_line_is_shown_around_the_mark(at, length):
    text = "".join(str(number % 10) for number in range(100_000))
    span = Span(at, min(at + length, len(text)))
    _, whole, start, end = marked_line(Source("a", text), span)
    assert len(whole) < 500
    assert text.startswith(whole[start:end], at) or whole[start:end].rstrip("…") in text
    assert whole[start] == text[at]
    assert whole.startswith("…") is (at > 100)
