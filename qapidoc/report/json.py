"""Findings as JSON; `docs/findings.schema.json` describes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from qapidoc.engine.result import Result
from qapidoc.findings import Edit, Finding, Fix, Related, Severity
from qapidoc.report.documents import json_document
from qapidoc.report.places import position
from qapidoc.source import Source, Span

VERSION = 1


def report(result: Result) -> Iterator[str]:
    """Give the one document."""
    document = {
        "version": VERSION,
        "findings": [_finding(finding, result.sources) for finding in result.findings],
        "summary": _summary(result),
    }
    yield json_document(document)


def _summary(result: Result) -> dict[str, Any]:
    severities = Counter(finding.severity for finding in result.findings)
    rules = Counter(finding.rule for finding in result.findings)
    return {
        "findings": len(result.findings),
        "files": len(result.sources),
        "schemas": list(result.roots),
        "severities": {severity.value: severities[severity] for severity in Severity},
        "rules": dict(sorted(rules.items())),
    }


def _finding(finding: Finding, sources: Mapping[str, Source]) -> dict[str, Any]:
    exact = finding.exact
    return {
        "path": finding.path,
        **_place(sources, finding.path, finding.span),
        "exact": None if exact is None else _place(sources, finding.path, exact),
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "definition": finding.definition,
        "member": finding.member,
        "fix": _fix(finding.fix, sources),
        "related": [_related(related, sources) for related in finding.related],
    }


def _fix(fix: Fix | None, sources: Mapping[str, Source]) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "description": fix.description,
        "applicability": fix.applicability,
        "edits": [_edit(edit, sources) for edit in fix.edits],
    }


def _edit(edit: Edit, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "path": edit.path,
        **_place(sources, edit.path, edit.span),
        "text": edit.text,
    }


def _related(related: Related, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "path": related.path,
        **_place(sources, related.path, related.span),
        "message": related.message,
    }


def _place(sources: Mapping[str, Source], path: str, span: Span) -> dict[str, int]:
    start = position(sources, path, span.start)
    end = position(sources, path, span.end)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
