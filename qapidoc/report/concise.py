"""A line for each finding: ``path:line:column: severity: message [rule]``.

Where the exact place is on another line, it stands in parentheses behind the message.
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.engine.result import Result
from qapidoc.report.places import position, shown


def report(result: Result) -> Iterator[str]:
    """Give the lines."""
    for finding in result.findings:
        at = position(result.sources, finding.path, finding.span.start)
        inside = ""
        if finding.exact is not None:
            exact = position(result.sources, finding.path, finding.exact.start)
            inside = f" ({exact.line}:{exact.column})"
        yield (
            f"{shown(finding.path)}:{at.line}:{at.column}: {finding.severity}:"
            f" {shown(finding.message)}{inside} [{finding.rule}]"
        )
