"""The source line with a marker."""

from __future__ import annotations

import click

from qapidoc.report.text import report


def lines(result: object) -> list[str]:
    """Give the lines without colour."""
    return [click.unstyle(line) for line in report(result)]  # type: ignore[arg-type]


def test_a_block(result, finding):
    assert lines(result(finding("'command'"))) == [
        "a.json:2:3: error: this is wrong; mend it [test-rule]",
        "     2 | { 'command': 'go',",
        "       |   ^^^^^^^^^",
        "",
    ]


def test_tabs_and_wide_characters_do_not_move_the_marker(result, finding):
    for part in ("'b'", "'int'"):
        _, line, marker, _ = lines(result(finding(part)))
        before = line[: line.index(part)]
        wide = before.count("\U0001f427")
        assert marker.index("^") == len(before) + wide
        assert marker.count("^") == len(part)


def test_what_does_not_show_is_escaped(result, finding):
    _, line, marker, _ = lines(result(finding("\udcff")))
    assert line == r"     4 | # 日本 '\xff'\x1b[0m"
    assert marker == "       |         ^^^^"


def test_all_that_a_finding_can_have(result, full):
    block = lines(result(full))
    assert block[3:] == [
        "       dir/b.json:1:13: 'Other' is defined here",
        "       fix: remove the member",
        "",
    ]


def test_a_text_that_was_not_read(result, finding):
    block = lines(result(finding("go", path="other.json")))
    assert block == ["other.json:1:1: error: this is wrong; mend it [test-rule]", ""]


def test_colour(result, finding):
    block = list(report(result(finding("go"))))
    assert "\x1b[31m" in block[0]
    assert "\x1b[31m\x1b[1m^^" in block[2]
