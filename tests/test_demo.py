"""The demonstration schema has no faults, and the broken ones have each there is."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from qapidoc.config import find_config
from qapidoc.engine.plan import make_plan
from qapidoc.engine.result import Result
from qapidoc.engine.run import lint
from qapidoc.report import concise
from qapidoc.rules.registry import RULES, select
from qapidoc.rules.rule import Rule
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Kind
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source

NOT_SHOWN = {
    "language-new-notation": "the broken schemas are for a release that has all notation",
    "style-wide-prose": "in that release it is the business of another rule",
    "style-file-header": "no lines begin nearly all of the broken schemas",
}
"""Rules that find nothing in the broken schemas, and why."""

SHOWS = re.compile(r"^# Shows: (.*(?:\n#   .*)*)", re.MULTILINE)


def result_of(checkout: Path, folder: Path, rules: Sequence[Rule]) -> Result:
    """Lint a folder as `qapidoc lint` does at the top of the checkout."""
    workspace = Workspace(checkout)
    config = find_config(folder)
    return lint(make_plan([folder], workspace, config).jobs, rules, workspace, config)


@pytest.fixture(scope="module")
def demo(checkout) -> Path:
    return checkout / "docs" / "demo"


@pytest.fixture(scope="module")
def broken(checkout, demo) -> Result:
    """What all rules find in the broken schemas, those too that are off by default."""
    return result_of(checkout, demo / "broken", RULES)


def test_nothing_is_found_in_the_demonstration_schema(checkout, demo):
    result = result_of(checkout, demo / "qapi", select((), ()))
    assert list(concise.report(result)) == []
    assert len(result.roots) == 1
    assert len(result.sources) == len(list((demo / "qapi").glob("*.json")))


def test_the_demonstration_schema_has_something_of_everything(demo):
    schema = load_schema(demo / "qapi" / "schema.json")
    kinds = Counter(definition.kind for definition in schema.definitions.values())
    assert kinds.total() >= 40
    assert set(kinds) == set(Kind)
    assert len(schema.modules) >= 4


@pytest.fixture(scope="module")
def dated(checkout, demo) -> Result:
    """What all rules find in the schema that has a history."""
    return result_of(checkout, demo / "history", RULES)


def test_every_rule_finds_something_in_the_broken_schemas(broken, dated):
    found = {finding.rule for finding in (*broken.findings, *dated.findings)}
    assert {rule.name for rule in RULES} - found == set(NOT_SHOWN)


def test_broken_schemas_tell_what_they_show(checkout, demo, broken, dated):
    wrong = {}
    findings = (*broken.findings, *dated.findings)
    for path in sorted((*(demo / "broken").glob("*.json"), demo / "history" / "schema.json")):
        shown = str(path.relative_to(checkout))
        found = {finding.rule for finding in findings if finding.path == shown}
        told = SHOWS.search(Source.read(path).text)
        names = set(re.findall(r"[a-z]+(?:-[a-z]+)+", told[1])) if told is not None else set()
        if names != found:
            wrong[path.name] = {"does not say": found - names, "does not have": names - found}
    assert wrong == {}


def test_findings_in_the_broken_schemas_are_as_before(checkout, broken, dated):
    """QAPIDOC_UPDATE_SNAPSHOTS=1 writes them anew."""
    snapshot = checkout / "tests" / "snapshots" / "broken.txt"
    reported = (*concise.report(broken), *concise.report(dated))
    lines = "".join(f"{line}\n" for line in reported)
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(lines, "utf-8")
    assert lines == snapshot.read_text("utf-8")
