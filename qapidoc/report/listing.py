"""Which findings a report lists, and under which headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import click
import msgspec

from qapidoc.engine.result import Result
from qapidoc.findings import Finding, counted
from qapidoc.report.formats import Report
from qapidoc.report.places import shown


def _of_definition(finding: Finding) -> str:
    if finding.definition is None:
        return f"{finding.path}, outside of definitions"
    return f"{finding.definition} in {finding.path}"


GROUPINGS: Mapping[str, Callable[[Finding], str]] = {
    "file": lambda finding: finding.path,
    "rule": lambda finding: f"{finding.code} {finding.rule}",
    "definition": _of_definition,
}
"""What findings can be grouped by, and the heading that each then stands under."""


def grouped(result: Result, grouping: str, report: Report) -> Iterator[str]:
    """Give the lines of a report in parts, each below its heading and with an empty line after it.

    Parts are in the order of their first findings, those of rules in the order of codes.
    """
    parts: dict[str, list[Finding]] = {}
    for finding in result.findings:
        parts.setdefault(GROUPINGS[grouping](finding), []).append(finding)
    for heading in sorted(parts) if grouping == "rule" else parts:
        part = tuple(parts[heading])
        told = f"{shown(heading)}: {counted(len(part), 'finding')}"
        yield click.style(told, bold=True, underline=True)
        line = ""
        for line in report(msgspec.structs.replace(result, findings=part)):
            yield line
        if line:
            yield ""


def limited(result: Result, most: int | None) -> tuple[Result, Mapping[str, int]]:
    """Leave the first `most` findings of each rule, and tell how many of which rule are gone."""
    if most is None:
        return result, {}
    counts: Counter[str] = Counter()
    left = []
    for finding in result.findings:
        counts[finding.rule] += 1
        if counts[finding.rule] <= most:
            left.append(finding)
    gone = {rule: count - most for rule, count in counts.items() if count > most}
    return msgspec.structs.replace(result, findings=tuple(left)), gone
