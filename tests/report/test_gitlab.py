"""The Code Quality report of GitLab."""

from __future__ import annotations

import json

import pytest

from qapidoc.findings import Severity
from qapidoc.report.gitlab import report


def document(result):
    """Give the document, parsed."""
    return json.loads("\n".join(report(result)))


def test_an_entry(result, full):
    (entry,) = document(result(full))
    assert len(entry.pop("fingerprint")) == 32
    assert entry == {
        "description": "this is wrong; mend it",
        "check_name": "test-rule",
        "severity": "minor",
        "location": {"path": "a.json", "lines": {"begin": 3, "end": 3}},
    }


@pytest.mark.parametrize(
    "severity, expected",
    [(Severity.ERROR, "major"), (Severity.WARNING, "minor"), (Severity.INFO, "info")],
)
def test_severities(result, finding, severity, expected):
    (entry,) = document(result(finding("go", severity=severity)))
    assert entry["severity"] == expected


def test_the_exact_place_is_meant(result, finding, at):
    (entry,) = document(result(finding("go", exact=at("'int'"))))
    assert entry["location"]["lines"] == {"begin": 3, "end": 3}


def test_no_two_entries_are_one_to_gitlab(result, finding):
    entries = document(result(finding("go"), finding("go"), finding("'b'")))
    assert len({entry["fingerprint"] for entry in entries}) == 3
