"""Findings as failed tests, in the XML of JUnit as Jenkins reads it.

A file is a test suite, and each finding in it a test that has failed. A file without findings
has one test, which has passed: a report without any test counts as broken. A test is named by
what a finding says, not where, so that it keeps its name when lines shift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.report.concise import line
from qapidoc.report.fingerprints import ordinals
from qapidoc.report.xml import element, xml_document


def report(result: Result) -> Iterator[str]:
    """Give the lines of the one document."""
    files: dict[str, list[Finding]] = defaultdict(list)
    for path in result.sources:
        files[path] = []
    for finding in result.findings:
        files[finding.path].append(finding)
    root = element(
        None,
        "testsuites",
        name="qapidoc",
        tests=sum(max(len(found), 1) for found in files.values()),
        failures=len(result.findings),
        errors=0,
    )
    for path, found in files.items():
        _suite(root, path, found, result)
    yield from xml_document(root)


def _suite(root: ET.Element, path: str, found: Sequence[Finding], result: Result) -> None:
    tests, failures = max(len(found), 1), len(found)
    suite = element(root, "testsuite", name=path, tests=tests, failures=failures, errors=0)
    if not found:
        element(suite, "testcase", classname=path, name="nothing found")
    for finding, _, ordinal in ordinals(found):
        again = f" ({ordinal + 1})" if ordinal else ""
        name = f"{finding.rule}: {finding.message}{again}"
        case = element(suite, "testcase", classname=path, name=name)
        element(
            case,
            "failure",
            line(finding, result.sources),
            type=finding.severity,
            message=finding.message,
        )
