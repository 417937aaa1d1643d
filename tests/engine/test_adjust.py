"""What settings leave out by file and by definition, and the severities they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.adjust import adjust
from qapidoc.findings import Finding, Severity
from qapidoc.source import Span

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FOLDER = Path("/tree/sub")

FINDINGS = tuple(
    Finding(path, Span(0, 1), "told", definition, member, rule=rule, severity=WARNING)
    for path, definition, member, rule in [
        ("qapi/net.json", "Nic", None, "since-missing"),
        ("qapi/net.json", "Nic", "mac", "member-undocumented"),
        ("../old/net.json", "nic-add", None, "since-missing"),
        ("net.json", None, None, "language-syntax"),
        ("/else/net.json", "__com.example_nic", "mac", "since-future"),
    ]
)


def left(**settings: object) -> list[int]:
    """Give the numbers of the findings that settings leave."""
    config = Config(folder=Path("/tree"), **settings)  # type: ignore[arg-type]  # a part of them
    return [FINDINGS.index(finding) for finding in adjust(FINDINGS, config, FOLDER)]


@pytest.mark.parametrize(
    "pattern, rules, expected",
    [
        ("net.json", ("since",), [1, 3, 4]),
        ("net.json", ("since-missing", "ME002"), [3, 4]),
        ("/sub/qapi/", ("since", "member"), [2, 3, 4]),
        ("old/", ("SI001",), [0, 1, 3, 4]),
        ("qapi/*.json", ("since",), [0, 1, 2, 3, 4]),
        ("**/qapi/*.json", ("since",), [1, 2, 3, 4]),
        ("/net.json", ("language",), [0, 1, 2, 3, 4]),
        ("*", ("language", "since", "member"), [4]),
        ("*", (), [0, 1, 2, 3, 4]),
    ],
)
def test_per_file_ignores(pattern, rules, expected):
    assert left(per_file_ignores=((pattern, rules),)) == expected


@pytest.mark.parametrize(
    "pattern, rules, expected",
    [
        ("Nic", ("since", "member"), [2, 3, 4]),
        ("Nic.mac", ("since", "member"), [0, 2, 3, 4]),
        ("Nic.*", ("since", "member"), [0, 2, 3, 4]),
        ("nic", ("since", "member"), [0, 1, 2, 3, 4]),
        ("[nN]ic*", ("since",), [1, 3, 4]),
        ("*.mac", ("since", "member"), [0, 2, 3]),
        ("__com.example_*", ("since",), [0, 1, 2, 3]),
        ("*", ("since", "member", "language"), [3]),
    ],
)
def test_per_definition_ignores(pattern, rules, expected):
    assert left(per_definition_ignores=((pattern, rules),)) == expected


def test_ignores_add_up():
    ignores = (("net.json", ("since",)), ("qapi/", ("member",)))
    assert left(per_file_ignores=ignores, per_definition_ignores=(("*", ("since",)),)) == [3]
    again = (("/sub/qapi/", ("since",)), ("/sub/qapi/", ("member",)))
    assert left(per_file_ignores=again) == [2, 3, 4]


def test_a_pattern_does_not_lead_out_of_the_folder_of_the_settings():
    config = Config(folder=Path("/tree/sub"), per_file_ignores=(("*", ("since", "member")),))
    rules = [finding.path for finding in adjust(FINDINGS, config, FOLDER)]
    assert rules == ["../old/net.json", "net.json", "/else/net.json"]


@pytest.mark.parametrize(
    "told, expected",
    [
        ((), [WARNING] * 5),
        ((("since-missing", ERROR),), [ERROR, WARNING, ERROR, WARNING, WARNING]),
        ((("SI001", INFO),), [INFO, WARNING, INFO, WARNING, WARNING]),
        ((("since-missing", INFO), ("SI001", ERROR)), [ERROR, WARNING, ERROR, WARNING, WARNING]),
    ],
)
def test_severity(told, expected):
    config = Config(severity=told)
    assert [finding.severity for finding in adjust(FINDINGS, config, FOLDER)] == expected
