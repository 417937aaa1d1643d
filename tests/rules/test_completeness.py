"""No rule lacks anything, and what all rules find in the cases of all rules is known.

`test_pages.py` looks into pages, and `test_cases.py` into cases; here it is about their being
there.
"""

from __future__ import annotations

import inspect
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from qapidoc.config import Config, find_config
from qapidoc.engine.plan import Job, make_plan
from qapidoc.engine.run import lint
from qapidoc.findings import Finding
from qapidoc.releases import NEWEST, parse_version_file
from qapidoc.rules.registry import RETIRED, RULES
from qapidoc.rules.rule import Rule
from qapidoc.schema.workspace import Workspace
from tests.rules.histories import ALONE, with_folder

FOLDER = Path(__file__).resolve().parent

CASES = sorted(FOLDER.glob("*/*-*.json"))

SNAPSHOT = FOLDER.parent / "snapshots" / "cases.txt"

KINDS = ("bad", "good", "irrelevant")

MENDING = (
    "qapidoc.findings.Fix",
    "qapidoc.findings.replacement",
    "qapidoc.rules.mend.",
    "qapidoc.rules.dated.",
)
"""What a module has that makes fixes: these, or names in one of these."""


def identify(rule: Rule) -> str:
    return rule.name


def module_of(rule: Rule) -> ModuleType:
    stem = rule.name.removeprefix(f"{rule.family}-").replace("-", "_")
    return import_module(f"qapidoc.rules.{rule.family}.{stem}")


def makes_fixes(rule: Rule) -> bool:
    """Tell whether a rule's own module has something to make fixes with."""
    things = vars(module_of(rule)).values()
    names = (f"{thing.__module__}.{thing.__qualname__}" for thing in things if is_code(thing))
    return any(name.startswith(MENDING) for name in names)


def is_code(thing: object) -> bool:
    return inspect.isfunction(thing) or inspect.isclass(thing)


def findings_in(path: Path) -> Sequence[Finding]:
    """Let all rules look at a case; its first line may tell its target."""
    match = re.match(r"# target: (\S+)", path.read_text("utf-8", "replace"))
    target = parse_version_file(match[1]) if match else NEWEST
    config = with_folder(
        Config(target_version=target, exclude=ALONE), path.with_suffix(".releases")
    )
    return lint([Job(path, None)], RULES, Workspace(path.parent), config).findings


@pytest.mark.parametrize("rule", RULES, ids=identify)
def test_nothing_is_missing(rule):
    assert module_of(rule).RULE is rule
    assert rule.page == module_of(rule).__doc__
    folder = FOLDER / rule.name
    assert [kind for kind in KINDS if not list(folder.glob(f"{kind}-*.json"))] == []


@pytest.mark.parametrize("rule", RULES, ids=identify)
def test_a_name_that_is_gone_is_not_used_again(rule):
    assert rule.exact & RETIRED.keys() == frozenset()


def test_aliases_are_unique():
    counts = Counter(name for rule in RULES for name in rule.exact)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if makes_fixes(rule)], ids=identify)
def test_a_case_shows_the_fix(rule):
    cases = (FOLDER / rule.name).glob("bad-*.json")
    found = (finding for path in cases for finding in findings_in(path))
    assert any(finding.fix for finding in found if finding.rule == rule.name)


def test_no_rule_finds_anything_in_the_demonstration_schema(checkout):
    """Those count, too, that are off by default or in preview."""
    folder = checkout / "docs" / "demo" / "qapi"
    workspace, config = Workspace(checkout), find_config(folder)
    result = lint(make_plan([folder], workspace, config).jobs, RULES, workspace, config)
    assert [(finding.rule, finding.message) for finding in result.findings] == []


def fired() -> Iterator[str]:
    """Say which rules find how much in each case, and how many fixes they offer."""
    for path in CASES:
        found = findings_in(path)
        parts = []
        for rule in RULES:
            own = [finding for finding in found if finding.rule == rule.name]
            fixes = sum(finding.fix is not None for finding in own)
            if own:
                parts.append(f"{rule.name} {len(own)}" + (f" (fixes: {fixes})" if fixes else ""))
        yield f"{path.parent.name}/{path.stem}: {', '.join(parts) or 'nothing'}\n"


def test_what_fires_where_is_as_before():
    """QAPIDOC_UPDATE_SNAPSHOTS=1 writes it anew."""
    text = "".join(fired())
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, "utf-8")
    assert text == SNAPSHOT.read_text("utf-8")
