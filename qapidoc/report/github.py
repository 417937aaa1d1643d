"""Findings as workflow commands, which GitHub Actions turns into annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.engine.result import Result
from qapidoc.findings import Finding, Severity
from qapidoc.report.places import position, shown, spot
from qapidoc.source import Source

_COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

# Line ends would have to be escaped as well; `shown` leaves none.
_IN_MESSAGES = str.maketrans({"%": "%25"})
_IN_PROPERTIES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})


def report(result: Result) -> Iterator[str]:
    """Give a command for each finding."""
    for finding in result.findings:
        properties = ",".join(
            f"{name}={shown(value).translate(_IN_PROPERTIES)}"
            for name, value in _properties(finding, result.sources)
        )
        message = shown(finding.message).translate(_IN_MESSAGES)
        yield f"::{_COMMANDS[finding.severity]} {properties}::{message}"


def _properties(finding: Finding, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    start = position(sources, finding.path, spot(finding).start)
    end = position(sources, finding.path, spot(finding).end)
    yield "title", f"{finding.rule} ({finding.code})"
    yield "file", finding.path
    yield "line", str(start.line)
    yield "endLine", str(end.line)
    if start.line == end.line:  # GitHub takes columns for one line only
        yield "col", str(start.column)
        yield "endColumn", str(end.column)
