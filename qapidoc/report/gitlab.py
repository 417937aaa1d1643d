"""Findings as a Code Quality report of GitLab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.engine.result import Result
from qapidoc.findings import Severity
from qapidoc.report.documents import json_document
from qapidoc.report.fingerprints import fingerprints
from qapidoc.report.places import position, spot

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def report(result: Result) -> Iterator[str]:
    """Give the one document."""
    yield json_document(
        [
            {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": finding.path,
                    "lines": {
                        "begin": position(result.sources, finding.path, spot(finding).start).line,
                        "end": position(result.sources, finding.path, spot(finding).end).line,
                    },
                },
            }
            for finding, fingerprint in fingerprints(result.findings)
        ]
    )
