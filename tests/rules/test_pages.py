"""Each rule is named, numbered, registered and documented; its page shows what it finds."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from pathlib import Path

import pytest

import qapidoc.rules
from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.findings import Finding
from qapidoc.releases import NEWEST, parse_version_file
from qapidoc.rules.registry import RULES, select
from qapidoc.rules.rule import Rule
from qapidoc.schema.workspace import Workspace
from tests.rules.histories import with_page

ROOM = Path(inspect.getfile(qapidoc.rules)).parent

MODULES = sorted(path for path in ROOM.glob("*/*.py") if not path.name.startswith("_"))

PREFIXES = {
    "language": "LA",
    "union": "UN",
    "since": "SI",
    "member": "ME",
    "section": "SE",
    "example": "EX",
    "style": "ST",
    "ignore": "IG",
    "markup": "MA",
    "reference": "RE",
    "naming": "NA",
    "schema": "SC",
}

WITHOUT_SCHEMAS = {
    "language-encoding": "bytes that are no UTF-8 cannot stand in a text",
    "markup-tab": "a tab in a page would be blanks in the manual",
    "style-trailing-blanks": "they cannot be seen",
    "style-file-end": "it cannot be seen",
    "style-line-ends": "they cannot be seen",
    "style-tab": "it cannot be told from blanks",
    "style-file-header": "it takes several files",
    "schema-needless-include": "it takes several files",
    "schema-missing-include": "it takes several files",
}
"""Rules whose page shows no schema, and why."""

SHOWN = [rule for rule in RULES if rule.name not in WITHOUT_SCHEMAS]


def identify(rule: Rule) -> str:
    return rule.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_file_is_named_after_a_registered_rule(path):
    name = f"{path.parent.name}-{path.stem.replace('_', '-')}"
    assert name in {rule.name for rule in RULES}


def test_every_rule_has_its_file():
    files = {f"{path.parent.name}-{path.stem.replace('_', '-')}" for path in MODULES}
    assert {rule.name for rule in RULES} == files


def test_names_and_codes_are_unique():
    counts = Counter([*(rule.name for rule in RULES), *(rule.code for rule in RULES)])
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=identify)
def test_code_tells_the_family(rule):
    assert re.fullmatch(rf"{PREFIXES[rule.family]}\d{{3}}", rule.code)


@pytest.mark.parametrize("rule", RULES, ids=identify)
def test_page_begins_with_one_sentence(rule):
    lines = rule.manual.splitlines()
    assert lines[0].endswith(".")
    assert ". " not in lines[0]
    assert lines[1] == ""
    assert lines[2] not in {"", "Bad::", "Before::"}


def schemas(rule: Rule, heading: str) -> list[str]:
    """Give the literal blocks of a rule's page below ``Bad::`` or ``Good::``."""
    blocks = re.findall(
        rf"^{heading}::\n\n((?: {{4}}[^\n]*\n|\n)+)", rule.manual + "\n", re.MULTILINE
    )
    return [inspect.cleandoc(block) + "\n" for block in blocks]


def findings(schema: str, folder: Path, own: Rule) -> dict[str, list[Finding]]:
    """Give what the default rules and `own` find in a schema, in a source tree, by rule."""
    (folder / "VERSION").touch()
    (folder / "docs").mkdir(exist_ok=True)
    root = folder / "schema.json"
    root.write_text(schema, encoding="utf-8")
    match = re.match(r"# target: (\S+)", schema)
    target = parse_version_file(match[1]) if match else NEWEST
    assert target is not None
    config = with_page(Config(target_version=target), own, folder)
    rules = tuple(rule for rule in RULES if rule is own or rule in select([], []))
    result = lint([Job(root, None)], rules, Workspace(folder), config)
    found: dict[str, list[Finding]] = {}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding)
    return found


@pytest.mark.parametrize("rule", SHOWN, ids=identify)
def test_bad_schema_has_findings_of_this_rule_only(rule, tmp_path):
    bad = schemas(rule, "Bad")
    assert bad
    for schema in bad:
        assert list(findings(schema, tmp_path, rule)) == [rule.name]


@pytest.mark.parametrize("rule", SHOWN, ids=identify)
def test_good_schema_has_none(rule, tmp_path):
    good = schemas(rule, "Good")
    assert good
    for schema in good:
        assert findings(schema, tmp_path, rule) == {}


@pytest.mark.parametrize("rule", SHOWN, ids=identify)
def test_message_tells_what_to_do_without_line_numbers(rule, tmp_path):
    for schema in schemas(rule, "Bad"):
        for finding in findings(schema, tmp_path, rule)[rule.name]:
            assert finding.message == finding.message.strip()
            assert not finding.message.endswith(".")
            assert not re.search(r"\blines? \d", finding.message)
