"""How many findings each rule has."""

from __future__ import annotations

import json

import pytest

from qapidoc.findings import Fix
from qapidoc.report.statistics import document, rows

SAFE = Fix("mend", "safe", ())
UNSAFE = Fix("mend", "unsafe", ())


@pytest.fixture
def counted(result, finding):
    """Twelve findings of three rules; some can be fixed."""
    return result(
        finding("go", rule="z-rule", code="ZR001"),
        *(finding("go", fix=fix) for fix in (None, SAFE, SAFE, UNSAFE, *[None] * 6)),
        finding("go", rule="a-longer-rule", code="AR001", fix=SAFE),
    )


def test_rows(counted):
    assert list(rows(counted)) == [
        "10  TE001  test-rule      [3 fixable, 1 unsafely]",
        " 1  AR001  a-longer-rule  [1 fixable]",
        " 1  ZR001  z-rule",
    ]


def test_no_rows(result):
    assert list(rows(result())) == []


def test_document(counted):
    found = json.loads("\n".join(document(counted)))
    assert (found["version"], found["findings"], len(found["rules"])) == (1, 12, 3)
    assert found["rules"][0] == {
        "code": "TE001",
        "rule": "test-rule",
        "severity": "error",
        "findings": 10,
        "fixable": 3,
        "safe": 2,
    }
