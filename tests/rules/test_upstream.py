"""QEMU's own test schemas on doc comments: refused and accepted alike, at the same line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qapidoc.findings import Severity
from qapidoc.releases import Release
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

TARGETS = {"5.2.0": Release(5, 2), "10.2.2": Release(10, 2)}

ELSEWHERE = {
    "5.2.0/doc-bad-command-arg": "the description is named, not the whole comment",
    "5.2.0/doc-bad-enum-member": "the description is named, not the whole comment",
    "5.2.0/doc-bad-feature": "the description is named, not the whole comment",
    "5.2.0/doc-bad-union-member": "the description is named, not the whole comment",
    "5.2.0/doc-empty-section": "the empty section is named, not the end of the comment",
    "5.2.0/doc-invalid-end": "the opening line is named, not where the file ends",
    "10.2.2/doc-invalid-end": "the opening line is named, not where the file ends",
}
"""Schemas where our place is another one than QEMU's, and why."""


@pytest.mark.parametrize("release", TARGETS)
def test_same_verdict_at_the_same_line(corpus, release):
    folder = corpus / "upstream-tests" / release
    paths = sorted(folder.glob("doc-*.json"))
    assert paths
    ours, theirs = {}, {}
    for path in paths:
        name = f"{release}/{path.stem}"
        ours[name] = first_error(path, TARGETS[release])
        match = re.search(
            rf"^{path.name}:(\d+):", path.with_suffix(".err").read_text("utf-8"), re.MULTILINE
        )
        theirs[name] = int(match[1]) if match else None
        if name in ELSEWHERE:
            assert ours[name] not in {None, theirs[name]}
            ours[name] = theirs[name]
    assert ours == theirs


def first_error(path: Path, target: Release) -> int | None:
    """Give the line of the first error in the group `language`."""
    schema = load_schema(path, Workspace(path.parent))
    context = Context(schema, target)
    source = schema.source(schema.root)
    lines = [
        source.position(finding.span.start).line
        for rule in select(["language"], [])
        if rule.severity is Severity.ERROR
        for finding in rule.check(context)
    ]
    return min(lines, default=None)
