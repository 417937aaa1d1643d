"""Findings in the XML of Checkstyle, which many CI servers read."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from qapidoc import __version__
from qapidoc.engine.result import Result
from qapidoc.report.places import position, spot
from qapidoc.report.xml import element, xml_document


def report(result: Result) -> Iterator[str]:
    """Give the lines of the one document; of the files, those with findings are in it."""
    root = element(None, "checkstyle", version=__version__)
    files: dict[str, ET.Element] = {}
    for finding in result.findings:
        if finding.path not in files:
            files[finding.path] = element(root, "file", name=finding.path)
        at = position(result.sources, finding.path, spot(finding).start)
        element(
            files[finding.path],
            "error",
            line=at.line,
            column=at.column,
            severity=finding.severity,
            message=finding.message,
            source=f"qapidoc.{finding.rule}",
        )
    yield from xml_document(root)
