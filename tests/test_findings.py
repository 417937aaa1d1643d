"""Words for findings."""

from __future__ import annotations

import pytest

from qapidoc.findings import counted


@pytest.mark.parametrize(
    "number, noun, expected",
    [
        (0, "error", "0 errors"),
        (1, "error", "1 error"),
        (2, "info", "2 info"),
        (2, "file", "2 files"),
    ],
)
def test_counted(number, noun, expected):
    assert counted(number, noun) == expected
