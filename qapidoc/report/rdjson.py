"""Findings in the Diagnostic Format of reviewdog, with fixes as suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qapidoc.engine.result import Result
from qapidoc.findings import Finding, Fix
from qapidoc.report.columns import utf8_position
from qapidoc.report.documents import holds, json_document
from qapidoc.report.places import spot
from qapidoc.source import Source, Span


def report(result: Result) -> Iterator[str]:
    """Give the one document."""
    yield json_document(
        {
            "source": {"name": "qapidoc"},
            "diagnostics": [_diagnostic(finding, result.sources) for finding in result.findings],
        }
    )


def _diagnostic(finding: Finding, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "message": finding.message,
        "location": _location(sources, finding.path, spot(finding)),
        "severity": finding.severity.name,
        "code": {"value": finding.rule},
        "suggestions": list(_suggestions(finding, sources)),
        "related_locations": [
            {
                "message": related.message,
                "location": _location(sources, related.path, related.span),
            }
            for related in finding.related
        ],
    }


def _suggestions(finding: Finding, sources: Mapping[str, Source]) -> Iterator[dict[str, Any]]:
    """Give the fix as one replacement: several suggestions would be alternatives.

    A suggestion is about the file of its diagnostic, so that a fix elsewhere is none.
    """
    source = sources.get(finding.path)
    if finding.fix is None or source is None:
        return
    if {edit.path for edit in finding.fix.edits} != {finding.path}:
        return
    span, text = _joined(finding.fix, source)
    if holds(text):
        yield {"range": _range(sources, finding.path, span), "text": text}


def _joined(fix: Fix, source: Source) -> tuple[Span, str]:
    """Give the stretch from the first edit to the last, and the text that they make of it."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    text, at = "", whole.start
    for edit in edits:
        text += source.text[at : edit.span.start] + edit.text
        at = edit.span.end
    return whole, text


def _location(sources: Mapping[str, Source], path: str, span: Span) -> dict[str, Any]:
    return {"path": path, "range": _range(sources, path, span)}


def _range(sources: Mapping[str, Source], path: str, span: Span) -> dict[str, Any]:
    start = utf8_position(sources, path, span.start)
    end = utf8_position(sources, path, span.end)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }
