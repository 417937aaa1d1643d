"""The schemas in the folders beside this file, which are named after rules.

`bad-*.json` has findings of the rule and of no other, at the places in `bad-*.expected`, which
QAPIDOC_UPDATE_SNAPSHOTS=1 writes; `good-*.json` has none at all; in `irrelevant-*.json` there is
nothing for the rule to say. The rules are those that are on by default, and the case's own. A
first line `# target: X.Y` tells the release that the schema is written for. A folder
`CASE.releases` has the releases of its history, a folder with `CASE.json` each.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.releases import NEWEST, parse_version_file
from qapidoc.rules.registry import BY_NAME, RULES, select
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source
from tests.rules.histories import ALONE, with_folder

FOLDER = Path(__file__).resolve().parent

CASES = sorted(FOLDER.glob("*/*-*.json"))


def places(path: Path) -> list[str]:
    """Give what the default rules and the case's own find: ``line:column rule``, in order."""
    source = Source.read(path, path.name)
    match = re.match(r"# target: (\S+)", source.text)
    target = parse_version_file(match[1]) if match else NEWEST
    assert target is not None
    config = with_folder(
        Config(target_version=target, exclude=ALONE), path.with_suffix(".releases")
    )
    own = BY_NAME[path.parent.name]
    rules = tuple(rule for rule in RULES if rule is own or rule in select([], []))
    result = lint([Job(path, None)], rules, Workspace(path.parent), config)
    found = [
        (finding.path, finding.exact or finding.span, finding.rule) for finding in result.findings
    ]
    return [
        f"{'' if shown == path.name else f'{shown}:'}{at.line}:{at.column} {name}"
        for shown, span, name in sorted(found)
        for at in [result.sources[shown].position(span.start)]
    ]


def identify(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def cases(kind: str) -> list[Path]:
    return [path for path in CASES if path.stem.startswith(f"{kind}-")]


def test_every_case_is_of_a_rule_and_a_kind():
    for path in CASES:
        assert path.parent.name in BY_NAME
        assert path.stem.partition("-")[0] in {"bad", "good", "irrelevant"}


@pytest.mark.parametrize("path", cases("bad"), ids=identify)
def test_bad(path):
    found = places(path)
    assert {line.partition(" ")[2] for line in found} == {path.parent.name}
    expected = path.with_suffix(".expected")
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        expected.write_text("".join(f"{line}\n" for line in found), "utf-8")
    assert found == expected.read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", cases("good"), ids=identify)
def test_good(path):
    assert places(path) == []


@pytest.mark.parametrize("path", cases("irrelevant"), ids=identify)
def test_irrelevant(path):
    assert path.parent.name not in {line.partition(" ")[2] for line in places(path)}
