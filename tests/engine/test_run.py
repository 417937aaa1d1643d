"""Findings of all schemas: each once, in order, stamped with their rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.result import Result, UnreadableRootError
from qapidoc.engine.run import lint
from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.releases import Release
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.workspace import Workspace


def every_definition(context: Context) -> Iterator[Finding]:
    """Find each definition, last first, twice."""
    for definition in reversed(context.definitions):
        for _ in range(2):
            yield Finding(definition.path, definition.name_span, f"'{definition.name}' is here")


def unused_enums(context: Context) -> Iterator[Finding]:
    """Find enums that no member of the schema is of, twice."""
    used = {
        member.type.name
        for definition in context.definitions
        for member in definition.members
        if member.type is not None
    }
    for definition in context.definitions:
        if definition.kind == "enum" and definition.name not in used:
            yield from [Finding(definition.path, definition.name_span, "unused")] * 2


def target(context: Context) -> Iterator[Finding]:
    """Tell the target release."""
    for definition in context.definitions[:1]:
        yield Finding(definition.path, definition.span, f"for {context.target}")


EVERY = Rule(
    name="test-every",
    code="TE001",
    severity=Severity.INFO,
    page=None,
    check=every_definition,
    confidence=Confidence.LIKELY,
)
UNUSED = Rule(
    name="test-unused",
    code="TE002",
    severity=Severity.ERROR,
    page=None,
    check=unused_enums,
    scope=Scope.SCHEMA,
    whole_schema=True,
)
TARGET = Rule(name="test-target", code="TE003", severity=Severity.WARNING, page=None, check=target)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two roots with a module that both include, and one of their own each."""
    files = {
        "z.json": "{ 'enum': 'Zz', 'data': [] }\n{ 'include': 'm.json' }\n{ 'include': 'y.json' }",
        "y.json": "{ 'enum': 'Yy', 'data': [] }",
        "a.json": "{ 'include': 'm.json' }\n{ 'struct': 'Aa', 'data': { 'm': 'Mm' } }\n",
        "m.json": "{ 'enum': 'Mm', 'data': [] } { 'enum': 'Mn', 'data': [] }",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(
    tree: Path, *rules: Rule, jobs: dict[str, list[str] | None], config: Config | None = None
) -> Result:
    """Lint roots, each with the files to show."""
    listed = [
        Job(tree / root, frozenset(tree / name for name in names) if names is not None else None)
        for root, names in jobs.items()
    ]
    return lint(listed, rules, Workspace(tree), config or Config())


def told(result: Result) -> list[str]:
    """Write findings as path, offset, message."""
    return [f"{f.path}:{f.span.start} {f.message}" for f in result.findings]


ALL = ["z.json:11 'Zz'", "m.json:11 'Mm'", "m.json:40 'Mn'", "y.json:11 'Yy'", "a.json:37 'Aa'"]


@pytest.mark.parametrize(
    "jobs, expected",
    [
        ({"z.json": None, "a.json": None}, ALL),
        ({"a.json": None, "z.json": None}, [ALL[4], ALL[1], ALL[2], ALL[0], ALL[3]]),
        ({"z.json": ["m.json"], "a.json": ["m.json"]}, ALL[1:3]),
        ({"z.json": ["y.json"], "a.json": None}, [ALL[3], ALL[4], ALL[1], ALL[2]]),
        ({"z.json": []}, []),
        ({}, []),
    ],
)
def test_order(tree, jobs, expected):
    found = told(run(tree, EVERY, jobs=jobs))
    assert [line.removesuffix(" is here") for line in found] == expected


def test_order_within_a_file_is_by_offset_then_by_code(tree):
    found = run(tree, UNUSED, EVERY, jobs={"a.json": ["m.json"]}).findings
    assert [(f.span.start, f.code) for f in found] == [(11, "TE001"), (40, "TE001"), (40, "TE002")]


def test_findings_are_stamped(tree):
    (finding,) = run(tree, EVERY, jobs={"z.json": ["y.json"]}).findings
    assert finding.rule == "test-every"
    assert finding.code == "TE001"
    assert finding.severity is Severity.INFO
    assert finding.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    "jobs, expected",
    [
        ({"z.json": None}, ["z.json:11", "m.json:11", "m.json:40", "y.json:11"]),
        ({"a.json": None}, ["m.json:40"]),
        ({"z.json": None, "a.json": None}, ["z.json:11", "m.json:40", "y.json:11"]),
        ({"z.json": ["m.json"], "a.json": ["m.json"]}, ["m.json:40"]),
    ],
)
def test_what_only_whole_schemas_tell_must_be_so_in_all(tree, jobs, expected):
    found = told(run(tree, UNUSED, jobs=jobs))
    assert [line.removesuffix(" unused") for line in found] == expected


EXAMPLE = """\
##
# @get:
#
# .. qmp-example::
#
#     -> { "execute": "set", "what": 1 }
#     <- { "return": {} }
#     -> { "execute": "sit", "arguments": { "what": 1, "id": 2 }
#     <- { "return": {} }
##
{ 'command': 'get' }
"""


def test_roots_of_a_module_do_not_contradict_each_other(tmp_path):
    files = {
        "m.json": EXAMPLE,
        "one.json": "{ 'include': 'm.json' }\n{ 'command': 'set', 'data': { 'what': 'int' } }\n",
        "two.json": "{ 'include': 'm.json' }\n{ 'command': 'sitt' }\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = run(tmp_path, *select(["example"], []), jobs={"one.json": None, "two.json": None})
    lines = [
        (finding.rule, found.sources[finding.path].position(finding.span.start).line)
        for finding in found.findings
    ]
    assert lines == [("example-message", 6), ("example-unknown-command", 8), ("example-json", 8)]
    assert all(finding.fix is None for finding in found.findings)


def test_the_result_has_the_texts_and_the_schemas(tree):
    result = run(tree, jobs={"z.json": None, "a.json": None})
    assert set(result.sources) == {"a.json", "m.json", "y.json", "z.json"}
    assert result.roots == ("z.json", "a.json")


def test_each_schema_has_its_target(tree):
    (tree / "sub").mkdir()
    (tree / "VERSION").write_text("4.2.0", encoding="utf-8")
    (tree / "sub" / "VERSION").write_text("9.1.92", encoding="utf-8")
    (tree / "sub" / "b.json").write_text("{ 'enum': 'Bb', 'data': [] }", encoding="utf-8")
    jobs: dict[str, list[str] | None] = {"y.json": None, "sub/b.json": None}
    assert told(run(tree, TARGET, jobs=jobs)) == ["y.json:0 for 4.2", "sub/b.json:0 for 9.2"]
    config = Config(target_version=Release(7, 2))
    assert told(run(tree, TARGET, jobs=jobs, config=config)) == [
        "y.json:0 for 7.2",
        "sub/b.json:0 for 7.2",
    ]


def test_a_root_that_cannot_be_read(tree):
    with pytest.raises(UnreadableRootError, match=r"gone\.json: cannot be read: No such file"):
        run(tree, EVERY, jobs={"z.json": None, "gone.json": None})
