"""QEMU's own test schemas: accepted and refused alike, and refused at the same file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.findings import Severity
from qapidoc.releases import Release, parse_version_file
from qapidoc.rules.registry import select
from qapidoc.schema.workspace import Workspace

Place = tuple[str, int]

RULES = tuple(rule for rule in select(["language"], []) if rule.severity is Severity.ERROR)

ELSEWHERE: Mapping[str, str] = {}
"""Schemas where our place is another one than QEMU's on purpose, and why."""

_PLACE = re.compile(r"(?P<file>[^:\s]+\.json):(?P<line>\d+):(?:\d+:)? ")
"""What a line of ``NAME.err`` begins with that says what is wrong."""


def test_exceptions_are_few():
    assert len(ELSEWHERE) <= 3


@pytest.mark.parametrize("release", ["5.2.0", "10.2.2"])
def test_same_verdict_at_the_same_line(corpus, release):
    folder = corpus / "upstream-tests" / release
    assert list(disagreements(folder, Release(*map(int, release.split(".")[:2])))) == []


@pytest.mark.acceptance
def test_same_verdict_in_the_whole_suite_of_a_tree(qemu_tree):
    target = parse_version_file((qemu_tree / "VERSION").read_text(encoding="utf-8"))
    assert target is not None
    assert list(disagreements(qemu_tree / "tests" / "qapi-schema", target)) == []


def disagreements(folder: Path, target: Release) -> Iterator[str]:
    """Give the schemas that QEMU judges otherwise, with both places."""
    schemas = [path for path in sorted(folder.glob("*.json")) if path.with_suffix(".err").is_file()]
    assert len(schemas) > 90
    for path in schemas:
        theirs = place_in(path.with_suffix(".err").read_text(encoding="utf-8"))
        ours = first_error(path, target)
        if f"{folder.name}/{path.stem}" in ELSEWHERE:
            assert ours not in {None, theirs}
        elif ours != theirs:
            yield f"{path.stem}: QEMU says {theirs}, qapidoc says {ours}"


def place_in(error: str) -> Place | None:
    """Give file and line of the innermost place in QEMU's words, nothing if there are none."""
    for line in error.splitlines():
        match = _PLACE.match(line)
        if match is not None:
            return (Path(match["file"]).name, int(match["line"]))
    assert not error, error
    return None


def first_error(path: Path, target: Release) -> Place | None:
    """Give file and line of the first error of the group `language`."""
    config = Config(target_version=target)
    result = lint([Job(path, None)], RULES, Workspace(path.parent), config)
    for finding in result.findings:
        line = result.sources[finding.path].position(finding.span.start).line
        return (finding.path, line)
    return None
