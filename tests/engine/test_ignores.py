"""Which findings comments suppress, and which of their names are of no use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.findings import Edit, Finding
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Rule
from qapidoc.schema.workspace import Workspace

UNDATED = "##\n# @pump:\n#\n# Pump. Then stop.\n##\n{ 'command': 'pump' }\n"
"""A schema with `since-missing` in line 2 and `style-single-blank` in line 4."""

HOSE = "{ 'struct': 'Hose', 'data': {} }\n"

ALL = ["since-missing", "style-single-blank"]


def found(
    folder: Path, files: dict[str, str], rules: Sequence[Rule] = select((), ())
) -> tuple[Finding, ...]:
    """Lint roots, all files whose names begin with ``root``."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    jobs = [Job(folder / name, None) for name in files if name.startswith("root")]
    return lint(jobs, rules, Workspace(folder), Config(folder)).findings


def names(findings: Iterable[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize(
    "head, expected",
    [
        ("", ALL),
        ("# qapidoc: ignore[since-missing]\n", ALL[1:]),
        ("# qapidoc: ignore[SI001] nobody knows\n", ALL[1:]),
        ("# qapidoc: ignore[since]\n", ALL[1:]),
        ("# qapidoc: ignore[language]\n", ALL[:1]),
        ("# qapidoc: ignore[since, style]\n", []),
        ("# qapidoc: ignore[since]\n# qapidoc: ignore[style]\n", []),
        ("# qapidoc: ignore-file[since]\n# qapidoc: ignore[style]\n", []),
        ("# qapidoc: ignore-file[since, style]\n", []),
        ("# qapidoc: ignore-file[since, union]\n", ["ignore-unused", ALL[1]]),
        ("# qapidoc: ignore-file[since, union, ignore-unused]\n", ALL[1:]),
        ("# qapidoc: ignore-file[ignore]\n", ALL),
        ("# qapidoc: ignore-file[ignore]\n# qapidoc: ignore[nonsense]\n", ALL),
    ],
)
def test_comments(tmp_path, head, expected):
    assert names(found(tmp_path, {"root.json": head + UNDATED})) == expected


def test_a_comment_holds_for_one_definition(tmp_path):
    text = f"# qapidoc: ignore[since, style]\n{UNDATED}\n{UNDATED.replace('pump', 'stop')}"
    findings = found(tmp_path, {"root.json": text})
    assert [(f.rule, f.definition) for f in findings] == [(name, "stop") for name in ALL]


@pytest.mark.parametrize(
    "chosen, ignored, expected",
    [
        ((), (), ["ignore-unused"] * 3),
        (("ignore", "since"), (), ["ignore-unused"] * 2),
        (("ignore", "since-future"), (), []),
        (("ignore",), (), []),
        ((), ("since-missing",), ["ignore-unused"]),
        ((), ("ignore-unused",), []),
    ],
)
def test_only_what_ran_is_called_unused(tmp_path, chosen, ignored, expected):
    text = "# qapidoc: ignore-file[since, SI001, style]\n{ 'include': 'root.json' }\n"
    assert (
        names(found(tmp_path, {"root-of.json": text, "root.json": ""}, select(chosen, ignored)))[:3]
        == expected
    )


def test_use_in_one_root_is_use(tmp_path):
    event = (
        "##\n# @other:\n#\n# .. qmp-example::\n#\n"
        '#     -> { "execute": "stop" }\n#     <- ...\n#\n# Since: 8.0\n##\n'
    )
    shared = f"# qapidoc: ignore[example-unknown-command]\n{event}{{ 'command': 'other' }}\n"
    stop = UNDATED.replace("pump", "stop").replace("Pump. Then stop.", "Stop.\n#\n# Since: 8.0")
    files = {
        "root-with.json": "{ 'include': 'shared.json' }\n" + stop,
        "root-without.json": "{ 'include': 'shared.json' }\n",
        "shared.json": shared,
    }
    assert names(found(tmp_path, files)) == []
    only = {name: text for name, text in files.items() if name != "root-without.json"}
    (tmp_path / "root-without.json").unlink()
    assert names(found(tmp_path, only)) == ["ignore-unused"]


@pytest.mark.parametrize(
    "other, expected",
    [
        ("", ["ignore-unused"]),
        ("{ 'include': 'none.json' }\n", ["language-include"]),
        ("{ 'struct': 'Hose', 'data': { } ]\n", ["language-syntax"]),
    ],
)
def test_what_could_not_be_read_may_need_a_comment(tmp_path, other, expected):
    text = "# qapidoc: ignore[language-unknown-type]\n{ 'command': 'spray', 'data': 'Hose' }\n"
    files = {"root.json": f"{{ 'include': 'rest.json' }}\n{text}", "rest.json": other or HOSE}
    assert names(found(tmp_path, files)) == expected


def test_what_is_wrong_with_comments_stands_in_order(tmp_path):
    text = f"# qapidoc: ignore[nonsense, union]\n{UNDATED}# qapidoc: ignore[x]\n{UNDATED}"
    findings = found(tmp_path, {"root.json": text})
    starts = [finding.span.start for finding in findings]
    assert starts == sorted(starts)
    assert names(findings)[:2] == ["ignore-unknown", "ignore-unused"]


@pytest.mark.parametrize(
    "head, expected",
    [
        ("# qapidoc: ignore[union] why\r\n", ""),
        ("# Text.\n  # qapidoc: ignore[union, example]\n", "# Text.\n"),
        ("# qapidoc: ignore[union, since] why\n", "# qapidoc: ignore[since] why\n"),
        (
            "# qapidoc: ignore[union, since,example,  style]\n",
            "# qapidoc: ignore[since, style]\n",
        ),
        ("# qapidoc: ignore[sinc, style]\n", "# qapidoc: ignore[since, style]\n"),
    ],
)
def test_fixes(tmp_path, head, expected):
    text = head + UNDATED
    findings = found(tmp_path, {"root.json": text})
    own = [finding for finding in findings if finding.rule.startswith("ignore-")]
    edits: set[Edit] = set()
    for finding in own:
        assert finding.fix is not None
        edits.update(finding.fix.edits)
    (edit,) = edits
    with (tmp_path / "root.json").open(encoding="utf-8", newline="") as file:
        assert file.read() == text
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == expected + UNDATED
