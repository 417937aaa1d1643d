"""Findings to report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qapidoc.engine.result import Result
from qapidoc.findings import Confidence, Edit, Finding, Fix, Related, Severity
from qapidoc.source import Source, Span

TEXT = (
    "# é \U0001f427 comment\r\n"
    "{ 'command': 'go',\r\n"
    "\t'data': { '\U0001f427': 'int',\t'b': 'str' } }\r\n"
    "# 日本 '\udcff'\x1b[0m"
)


@pytest.fixture
def source() -> Source:
    """A text with tabs, characters beyond the basic plane, a bad byte and an escape code."""
    return Source("a.json", TEXT)


@pytest.fixture
def at(source) -> Callable[[str], Span]:
    """Give the span of a part of the text."""

    def at(part: str) -> Span:
        start = source.text.index(part)
        return Span(start, start + len(part))

    return at


@pytest.fixture
def finding(at) -> Callable[..., Finding]:
    """Make a finding on a part of the text."""

    def finding(part: str, message: str = "this is wrong; mend it", **more: object) -> Finding:
        fields: dict[str, object] = {
            "path": "a.json",
            "rule": "test-rule",
            "code": "TE001",
            "severity": Severity.ERROR,
            "confidence": Confidence.CERTAIN,
        }
        return Finding(span=at(part), message=message, **(fields | more))  # type: ignore[arg-type]

    return finding


@pytest.fixture
def result(source) -> Callable[..., Result]:
    """Make a result of findings."""

    def result(*findings: Finding) -> Result:
        other = Source("dir/b.json", "{ 'struct': 'Other' }\n")
        return Result(findings, {"a.json": source, "dir/b.json": other}, ())

    return result


@pytest.fixture
def full(finding, at) -> Finding:
    """A finding with all that one can have."""
    return finding(
        "'b': 'str'",
        definition="go",
        member="b",
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
        related=(Related("dir/b.json", Span(12, 19), "'Other' is defined here"),),
        fix=Fix(
            "remove the member",
            "unsafe",
            (Edit("a.json", at(",\t'b': 'str'"), ""), Edit("dir/b.json", Span(0, 0), "#\n")),
        ),
    )
