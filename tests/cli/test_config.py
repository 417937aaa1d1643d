"""What `qapidoc config` shows, and how options, arguments and files are put together."""

from __future__ import annotations

import json

import pytest

from qapidoc.config.table import SETTINGS
from qapidoc.rules.registry import RULES

SETTINGS_FILE = """\
schemas = ["qapi/root.json"]
ignore = [
  "since",
  "UN002",
]
extend-select = ["style-long-line"]
severity.UN001 = "info"

[per-file-ignores]
"/old/*.json" = ["member"]
"""


@pytest.fixture
def settings(tmp_path) -> None:
    (tmp_path / "qapidoc.toml").write_text(SETTINGS_FILE, "utf-8")


def table(text: str, title: str) -> dict[str, list[str]]:
    """Read a part of the output: the first column to the others."""
    _, _, part = text.partition(f"{title}\n")
    lines = part.partition("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
    return {first: rest for first, *rest in cells}


def test_it_tells_what_is_in_force_and_where_it_is_from(call, settings):
    result = call(
        *("config", "--select", "union", "--ignore", "style"),
        *("--config", "severity.UN003=error", "--no-preview"),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert table(result.stdout, "Files") == {"qapidoc.toml": ["read"]}
    assert table(result.stdout, "Settings") == {
        "required-version": ["any", "default"],
        "schemas": ['["qapi/root.json"]', "qapidoc.toml:1"],
        "exclude": ["nothing", "default"],
        "target-version": ["that of VERSION, or the newest", "default"],
        "select": ['["union"]', "--select"],
        "extend-select": ["none", "--select"],
        "ignore": ['["since", "UN002", "style"]', "qapidoc.toml:2, --ignore"],
        'per-file-ignores."/old/*.json"': ['["member"]', "qapidoc.toml:10"],
        "per-definition-ignores": ["none", "default"],
        "severity.UN001": ['"info"', "qapidoc.toml:7"],
        "severity.UN003": ['"error"', "--config severity.UN003=error"],
        "preview": ["false", "--no-preview"],
        "baseline": ["none", "default"],
        "history": ['"bundled"', "default"],
        "fail-on": ['"warning"', "default"],
    }
    union = sum(rule.family == "union" for rule in RULES)
    assert f"\n  {union - 1} of {len(RULES)} run; " in result.stdout


def test_it_tells_of_each_rule(call, settings):
    result = call("config", "--rules", "--config", "fail-on=info")
    rules = table(result.stdout, "Rules")
    assert list(rules) == [rule.code for rule in RULES]
    assert [rules[code][1:] for code in ("SI001", "UN001", "UN002", "ST001")] == [
        ["off", "warning", "stable", "ignored by 'since' (qapidoc.toml:3)"],
        ["on", "info", "stable", "on by default"],
        ["off", "error", "stable", "ignored by 'UN002' (qapidoc.toml:4)"],
        ["on", "error", "stable", "selected by 'style-long-line' (qapidoc.toml:6)"],
    ]


def test_json_has_the_same(call, settings):
    document = json.loads(call("config", "--output-format", "json", "--ignore", "style").stdout)
    assert document["version"] == 1
    assert document["files"] == [{"path": "qapidoc.toml", "passed_over": None}]
    assert {row["name"] for row in document["settings"]} == set(SETTINGS)
    ignore = next(row for row in document["settings"] if row["name"] == "ignore")
    assert ignore["value"] == ["since", "UN002", "style"]
    assert ignore["origins"] == [
        {"kind": "file", "argument": None, "path": "qapidoc.toml", "line": 2},
        {"kind": "option", "argument": "--ignore", "path": None, "line": None},
    ]
    assert document["rules"][0] == {
        "code": "LA001",
        "name": "language-syntax",
        "runs": True,
        "severity": "error",
        "stage": "stable",
        "why": "on by default",
        "selector": None,
    }


def test_files_that_do_not_count_are_told(call, settings, tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "qapidoc.toml").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]", "utf-8")
    assert table(call("config", "a/b").stdout, "Files") == {
        "a/b/qapidoc.toml": ["is no file"],
        "a/pyproject.toml": ["has no table [tool.qapidoc]"],
        "qapidoc.toml": ["read"],
    }


def test_without_files(call, tmp_path):
    text = call("config").stdout
    assert "qapidoc.toml" in text.splitlines()[1]
    rows = table(text, "Settings")
    assert list(rows) == list(SETTINGS)
    assert {row[-1] for row in rows.values()} == {"default"}


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["missing"], "missing: there is no such file or folder"),
        ([""], "a path is empty"),
        (["--config", "bad.toml"], "bad.toml:2: there is no setting 'selct'; did you mean"),
        (["--config", "a.toml", "--config", "b.toml"], "a.toml is named already"),
        (["--config", "severity.since=info"], "'since' is a family; 'severity' takes single"),
        (["--select", "uion"], "--select: there is no rule, code or family 'uion'; did you"),
        (
            ["--target-version", "4.3"],
            "--target-version names 4.3, but QEMU has no such release",
        ),
    ],
)
def test_settings_that_cannot_be_used(call, tmp_path, arguments, message):
    (tmp_path / "bad.toml").write_text("\nselct = []", "utf-8")
    result = call("config", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("qapidoc: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


@pytest.mark.parametrize(
    "arguments, select, extended",
    [
        ([], ["since"], ["style-long-line"]),
        (["--config", "select=['union']"], ["union"], ["style-long-line"]),
        (["--config", "select=['union']", "--select", "member,SI001"], ["member", "SI001"], []),
        (["--extend-select", "union"], ["since"], ["style-long-line", "union"]),
        (["--select", "member", "--extend-select", "union"], ["member"], ["union"]),
        (["--config", "extend-select=[]"], ["since"], []),
        (["--select", ","], ["since"], ["style-long-line"]),
    ],
)
def test_options_go_before_arguments_and_these_before_files(
    call, tmp_path, *, arguments, select, extended
):
    (tmp_path / "qapidoc.toml").write_text(
        "select = ['since']\nextend-select = ['style-long-line']", "utf-8"
    )
    document = json.loads(call("config", "--output-format", "json", *arguments).stdout)
    values = {row["name"]: row["value"] for row in document["settings"]}
    assert (values["select"], values["extend-select"]) == (select, extended)


def test_what_a_file_says_cannot_move_the_cursor(call, tmp_path):
    (tmp_path / "qapidoc.toml").write_text('baseline = "\\u001b[2J"', "utf-8")
    for output_format in ("text", "json"):
        assert "\x1b" not in call("config", "--output-format", output_format).stdout


def test_the_same_settings_hold_for_other_commands(call, good, tmp_path):
    (tmp_path / "a.json").write_text("{ 'type': 'Foo', 'data': {} }", "utf-8")
    old = ("--config", "target-version=2.3")
    assert call("lint", "--select", "language", "a.json").exit_code == 1
    assert call("lint", "--select", "language", *old, "a.json").exit_code == 0
    assert call("export", "--format", "model", "a.json").exit_code == 2
    assert call("export", "--format", "model", *old, "a.json").exit_code == 0


def test_paths_in_arguments_are_relative_to_the_working_folder_without_a_file(call, good, bad):
    arguments = ("lint", "--select", "union", ".")
    assert call(*arguments).exit_code == 1
    assert call(*arguments, "--config", "exclude=['/bad.json']").exit_code == 0
    result = call(*arguments, "--config", "schemas=['none.json']")
    assert result.stderr == (
        "qapidoc: --config schemas=['none.json']: 'schemas' names none.json, "
        "but there is no such file\n"
    )
