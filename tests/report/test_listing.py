"""Which findings are listed, and under which headings."""

from __future__ import annotations

import pytest
from click import unstyle

from qapidoc.report.concise import report
from qapidoc.report.listing import grouped, limited


@pytest.fixture
def several(result, finding):
    """Five findings of two rules, in two files and two definitions."""
    return result(
        finding("go", "one", definition="go"),
        finding("go", "two", definition="go", rule="a-rule", code="AR001"),
        finding("go", "three", path="dir/b.json"),
        finding("go", "four", path="dir/b.json", definition="go"),
        finding("go", "five", definition="go\x1b"),
    )


@pytest.mark.parametrize(
    "grouping, expected",
    [
        ("file", ["a.json: 3 findings: one two five", "dir/b.json: 2 findings: three four"]),
        (
            "rule",
            ["AR001 a-rule: 1 finding: two", "TE001 test-rule: 4 findings: one three four five"],
        ),
        (
            "definition",
            [
                "go in a.json: 2 findings: one two",
                "dir/b.json, outside of definitions: 1 finding: three",
                "go in dir/b.json: 1 finding: four",
                r"go\x1b in a.json: 1 finding: five",
            ],
        ),
    ],
)
def test_groups(several, grouping, expected):
    text = "\n".join(map(unstyle, grouped(several, grouping, report)))
    parts = [part.splitlines() for part in text.strip().split("\n\n")]
    told = [
        f"{heading}: {' '.join(line.split(': ')[2].split()[0] for line in lines)}"
        for heading, *lines in parts
    ]
    assert told == expected


def test_no_group_without_findings(result):
    assert list(grouped(result(), "file", report)) == []


@pytest.mark.parametrize(
    "most, left, gone",
    [
        (None, ["one", "two", "three", "four", "five"], {}),
        (4, ["one", "two", "three", "four", "five"], {}),
        (3, ["one", "two", "three", "four"], {"test-rule": 1}),
        (1, ["one", "two"], {"test-rule": 3}),
    ],
)
def test_limited(several, most, left, gone):
    result, told = limited(several, most)
    assert [finding.message for finding in result.findings] == left
    assert told == gone
    assert result.sources == several.sources
