"""A line for each finding: ``path:line:column: severity: message [rule]``.

Where the exact place is on another line, it stands in parentheses behind the message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.report.places import position, shown
from qapidoc.source import Source


def report(result: Result) -> Iterator[str]:
    """Give the lines."""
    for finding in result.findings:
        yield line(finding, result.sources)


def line(finding: Finding, sources: Mapping[str, Source]) -> str:
    """Give the line of a finding."""
    at = position(sources, finding.path, finding.span.start)
    inside = ""
    if finding.exact is not None:
        exact = position(sources, finding.path, finding.exact.start)
        inside = f" ({exact.line}:{exact.column})"
    return (
        f"{shown(finding.path)}:{at.line}:{at.column}: {finding.severity}:"
        f" {shown(finding.message)}{inside} [{finding.rule}]"
    )
