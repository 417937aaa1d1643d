"""Commands that GitHub Actions obeys."""

from __future__ import annotations

import pytest

from qapidoc.findings import Severity
from qapidoc.report.github import report


@pytest.mark.parametrize(
    "severity, command",
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_a_command(result, finding, severity, command):
    assert list(report(result(finding("'b'", severity=severity)))) == [
        (
            f"::{command} title=test-rule (TE001),file=a.json,line=3,endLine=3,col=24,endColumn=27"
            "::this is wrong; mend it"
        )
    ]


def test_the_exact_place_is_meant(result, finding, at):
    (line,) = report(result(finding("go", exact=at("'int'"))))
    assert ",line=3,endLine=3,col=17," in line


def test_several_lines_have_no_columns(result, finding):
    (line,) = report(result(finding("comment\r\n{ 'co")))
    assert ",line=1,endLine=2::" in line


def test_no_text_ends_a_property_or_begins_a_command(result, finding):
    (line,) = report(result(finding("go", "50%, a:b\n::error::x", path="a,b:c%\r\n.json")))
    properties, _, message = line.removeprefix("::error ").partition("::")
    assert "file=a%2Cb%3Ac%25\\x0d\\x0a.json," in properties
    assert message == r"50%25, a:b\x0a::error::x"
