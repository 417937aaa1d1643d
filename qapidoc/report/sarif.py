"""Findings as SARIF 2.1.0, which forges and editors read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from qapidoc import __version__
from qapidoc.engine.result import Result
from qapidoc.findings import Confidence, Edit, Finding, Fix, Severity
from qapidoc.report.columns import utf16_position
from qapidoc.report.documents import holds, json_document
from qapidoc.report.fingerprints import fingerprints
from qapidoc.report.markdown import markdown
from qapidoc.report.places import spot
from qapidoc.rules.registry import RULES
from qapidoc.rules.rule import Rule
from qapidoc.source import Source, Span

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

FINGERPRINT = "qapidocKey/v1"
"""The name of our fingerprints, with the version of how they are made."""

_ROOT = "%SRCROOT%"

_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}

_PRECISION: Mapping[Confidence, str] = {
    Confidence.CERTAIN: "very-high",
    Confidence.LIKELY: "medium",
}

_LINK = re.compile(r"\[(?=[^\]]*\]\()")
"""What begins a link in a message."""


def report(result: Result) -> Iterator[str]:
    """Give the one document; of the rules, those that found something are in it."""
    found = {finding.rule for finding in result.findings}
    rules = [rule for rule in RULES if rule.name in found]
    indices = {rule.name: index for index, rule in enumerate(rules)}
    yield json_document(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "qapidoc",
                            "version": __version__,
                            "rules": [_rule(rule) for rule in rules],
                        }
                    },
                    # What viewers written in JavaScript or C# count, whether or not they look here.
                    "columnKind": "utf16CodeUnits",
                    "newlineSequences": ["\r\n", "\n", "\r"],
                    "originalUriBaseIds": {
                        _ROOT: {"description": _message("The folder that qapidoc ran in.")}
                    },
                    "results": [
                        _result(finding, fingerprint, indices, result.sources)
                        for finding, fingerprint in fingerprints(result.findings)
                    ],
                }
            ],
        }
    )


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.summary),
        "help": {"text": rule.manual, "markdown": markdown(rule.manual)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": sorted(rule.families),
            "precision": _PRECISION[rule.confidence],
        },
    }


def _result(
    finding: Finding, fingerprint: str, indices: Mapping[str, int], sources: Mapping[str, Source]
) -> dict[str, Any]:
    place = _location(finding.path, spot(finding), sources)
    if finding.definition is not None:
        name = ".".join(part for part in (finding.definition, finding.member) if part)
        place["logicalLocations"] = [{"fullyQualifiedName": name}]
    related = [(each.path, each.span, each.message) for each in finding.related]
    if finding.exact is not None:
        related.insert(0, (finding.path, finding.span, "QEMU reports it here"))
    return {
        "ruleId": finding.code,
        "ruleIndex": indices[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": _message(_LINK.sub(r"\\[", finding.message)),
        "locations": [place],
        "relatedLocations": [
            {"id": number, "message": _message(message), **_location(path, span, sources)}
            for number, (path, span, message) in enumerate(related)
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "fixes": list(_fixes(finding.fix, sources)),
    }


def _fixes(fix: Fix | None, sources: Mapping[str, Source]) -> Iterator[dict[str, Any]]:
    if fix is None or not all(holds(edit.text) for edit in fix.edits):
        return
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.path, []).append(edit)
    yield {
        "description": _message(fix.description),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [
                    {
                        "deletedRegion": _region(path, edit.span, sources),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in edits
                ],
            }
            for path, edits in by_file.items()
        ],
        "properties": {"applicability": fix.applicability},
    }


def _location(path: str, span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            "region": _region(path, span, sources),
        }
    }


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _region(path: str, span: Span, sources: Mapping[str, Source]) -> dict[str, int]:
    start = utf16_position(sources, path, span.start)
    end = utf16_position(sources, path, span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _message(text: str) -> dict[str, str]:
    return {"text": text}
