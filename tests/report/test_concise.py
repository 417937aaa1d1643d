"""A line for each finding."""

from __future__ import annotations

import re

from qapidoc.findings import Severity
from qapidoc.report.concise import report


def test_lines(result, finding, full):
    assert list(report(result(finding("# é"), full, finding("日", severity=Severity.INFO)))) == [
        "a.json:1:1: error: this is wrong; mend it [test-rule]",
        "a.json:3:24: warning: this is wrong; mend it [test-rule]",
        "a.json:4:3: info: this is wrong; mend it [test-rule]",
    ]


def test_columns_count_code_points(result, finding):
    lines = list(report(result(finding("comment"), finding("'int'"), finding("'b'"))))
    assert [line.split(": ")[0] for line in lines] == ["a.json:1:7", "a.json:3:17", "a.json:3:24"]


def test_nothing(result):
    assert list(report(result())) == []


def test_what_does_not_show_is_escaped(result, finding):
    (line,) = report(result(finding("go", "a\nb\x1b[31m", path="x\ny\udcff.json")))
    assert line == r"x\x0ay\xff.json:1:1: error: a\x0ab\x1b[31m [test-rule]"


def test_the_form(result, finding, full):
    for line in report(result(finding("go"), full)):
        assert re.fullmatch(r"[^:]+:\d+:\d+: (error|warning|info): .+ \[[a-z-]+\]", line)
