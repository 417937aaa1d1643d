"""Changes as a unified diff."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from qapidoc.engine.fix import Change
from qapidoc.report.diff import diff


def lines(before: bytes, after: bytes, path: str = "a.json") -> list[str]:
    return [click.unstyle(line) for line in diff([Change(Path(path), path, before, after)])]


def test_a_changed_line():
    assert lines(b"a\nb\n", b"a\nc\n") == [
        *("--- a.json", "+++ a.json", "@@ -1,2 +1,2 @@"),
        *(" a", "-b", "+c"),
    ]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (b"a", b"b\n", ["-a", "\\ No newline at end of file", "+b"]),
        (b"a\r\n", b"b\r\n", ["-a\r", "+b\r"]),
        (b"a\tb\n", b"a\tc\n", ["-a\tb", "+a\tc"]),
        (b"a\x1b[2J\n", b"\n", ["-a\\x1b[2J", "+"]),
        (b"a\rb\n", b"\n", ["-a\\x0db", "+"]),
        (b"\xff\n", b"\n", ["-\\xff", "+"]),
    ],
)
def test_what_would_not_show_is_escaped(before, after, expected):
    assert lines(before, after)[3:] == expected


def test_a_path_is_escaped():
    assert lines(b"a\n", b"b\n", "a\x1b.json")[:2] == ["--- a\\x1b.json", "+++ a\\x1b.json"]
