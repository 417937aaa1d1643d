"""Columns in UTF-16 code units and in bytes."""

from __future__ import annotations

import pytest

from qapidoc.report.columns import utf8_position, utf16_position
from qapidoc.source import Source


@pytest.mark.parametrize(
    "text, utf16, utf8",
    [
        ("|", (1, 1), (1, 1)),
        ("ab|c", (1, 3), (1, 3)),
        ("é|", (1, 2), (1, 3)),
        ("日本|", (1, 3), (1, 7)),
        ("a\U0001f427|", (1, 4), (1, 6)),
        ("\U0001f427\n\U0001f427|", (2, 3), (2, 5)),
        ("a\r\nb|", (2, 2), (2, 2)),
        ("a\rb|", (2, 2), (2, 2)),
        ("a\n|", (2, 1), (2, 1)),
        ("\udcff\udcfe|", (1, 3), (1, 3)),
        ("\ufeffa|", (1, 2), (1, 5)),
        ("\ufeff|", (1, 1), (1, 4)),
        ("x\n\ufeffa|", (2, 3), (2, 5)),
    ],
)
def test_columns(text, utf16, utf8):
    sources = {"a": Source("a", text.replace("|", ""))}
    for position, expected in ((utf16_position, utf16), (utf8_position, utf8)):
        at = position(sources, "a", text.index("|"))
        assert (at.line, at.column) == expected


def test_a_text_that_was_not_read():
    assert utf16_position({}, "a", 7) == utf8_position({}, "a", 7)
