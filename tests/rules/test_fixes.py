"""Fixes of old and new notation: applied, nothing is left to find, and what is written is right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qapidoc.findings import Finding
from qapidoc.releases import Release
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

NEW, OLD = Release(10, 2), Release(2, 0)

ROWS = [
    (NEW, "{ 'type': 'Foo', 'data': {} }", "{ 'struct': 'Foo', 'data': {} }"),
    (NEW, "{ 'command': 'a', 'gen': 'no' }", "{ 'command': 'a', 'gen': false }"),
    (
        NEW,
        "{ 'struct': 'Foo', 'data': { 'b': '**', 'c': ['**'] } }",
        "{ 'struct': 'Foo', 'data': { 'b': 'any', 'c': ['any'] } }",
    ),
    (
        NEW,
        "{ 'pragma': { 'returns-whitelist': [ 'a' ] } }",
        "{ 'pragma': { 'command-returns-exceptions': [ 'a' ] } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'if': 'defined(A)' }",
        "{ 'command': 'a', 'if': 'A' }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'if': 'defined(A) && (!defined(B) || defined(C))' }",
        "{ 'command': 'a', 'if': { 'all': [ 'A', { 'any': [ { 'not': 'B' }, 'C' ] } ] } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'data': { 'b': 'int', } }",
        "{ 'command': 'a', 'data': { 'b': 'int' } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'data': { 'b': 'int' 'c': 'int' } }",
        "{ 'command': 'a', 'data': { 'b': 'int', 'c': 'int' } }",
    ),
    (NEW, "##\n# Text.\n## \n", "##\n# Text.\n##\n"),
    (NEW, "##\n#Text.\n##\n", "##\n# Text.\n##\n"),
    (OLD, "{ 'struct': 'Foo', 'data': {} }", "{ 'type': 'Foo', 'data': {} }"),
    (OLD, "{ 'type': 'Foo', 'data': { 'b': 'any' } }", "{ 'type': 'Foo', 'data': { 'b': '**' } }"),
]


def found(path: Path, text: str, target: Release) -> list[Finding]:
    """Give what the group `language` finds in a text."""
    path.write_text(text, encoding="utf-8")
    context = Context(load_schema(path, Workspace(path.parent)), target)
    return [finding for rule in select(["language"], []) for finding in rule.check(context)]


def fixed(text: str, findings: Sequence[Finding]) -> str:
    """Apply the fixes of all findings."""
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("target, text, expected", ROWS)
def test_fix(tmp_path, target, text, expected):
    path = tmp_path / "schema.json"
    findings = found(path, text, target)
    assert findings, text
    assert all(f.fix is not None and f.fix.applicability == "safe" for f in findings), findings
    assert fixed(text, findings) == expected
    assert found(path, expected, target) == []


def test_a_condition_that_is_more_than_names_has_no_fix(tmp_path):
    text = "{ 'command': 'a', 'if': 'A > 3' }"
    (finding,) = found(tmp_path / "schema.json", text, NEW)
    assert finding.fix is None
