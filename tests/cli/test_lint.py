"""What `qapidoc lint` takes, writes, and ends with."""

from __future__ import annotations

import json
import os
import re

import jsonschema
import pytest

BRANCH = "union-branch-unknown-value"


def errors(text: str) -> list[str]:
    """Give the lines of standard error, each of which the program's name begins."""
    lines = text.splitlines()
    assert all(line.startswith("qapidoc: ") for line in lines), text
    return [line.removeprefix("qapidoc: ") for line in lines]


# --- exit status ------------------------------------------------------------------------------


def test_nothing_found(call, good):
    result = call("lint", good)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_text_ends_with_a_count(call, good, bad):
    clean = call("lint", "--output-format", "text", good)
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "1 file: nothing found\n")
    dirty = call("lint", "--output-format", "text", "--select", BRANCH, bad, good)
    assert dirty.stderr == "2 files: 1 error\n"


def test_something_found(call, bad):
    result = call("lint", "--select", BRANCH, bad)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert re.fullmatch(
        rf"bad\.json:3:1: error: branch 'blue' of union 'Paint' .+ \[{BRANCH}\]\n",
        result.stdout,
    )


@pytest.mark.parametrize(
    "options, status",
    [
        ((), 1),
        (("--fail-on", "error"), 1),
        (("--fail-on", "info"), 1),
        (("--ignore", "union"), 0),
        (("--ignore", "UN002,language"), 0),
        (("--ignore", "UN002", "--ignore", BRANCH), 0),
        (("--select", "since"), 0),
    ],
)
def test_status(call, bad, options, status):
    fixed = ("--ignore", "since,member") if "--select" not in options else ("--ignore", "SI001")
    assert call("lint", *fixed, *options, bad).exit_code == status


@pytest.mark.parametrize("fail_on, status", [("error", 0), ("warning", 1), ("info", 1), (None, 1)])
def test_findings_below_the_limit_are_shown_all_the_same(call, tmp_path, fail_on, status):
    (tmp_path / "a.json").write_text(
        "##\n# @greet:\n#\n# Say hello.\n##\n{ 'command': 'greet' }\n", encoding="utf-8"
    )
    options = ("--fail-on", fail_on) if fail_on else ()
    result = call("lint", *options, "a.json")
    assert result.exit_code == status
    assert "[since-missing]" in result.stdout


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["missing.json"], "missing.json: there is no such file or folder"),
        (["good.json", "missing.json"], "missing.json: there is no such file or folder"),
        (["sub/missing.json"], "sub/missing.json: there is no such file or folder"),
        ([""], "a path is empty"),
        (["loop.json"], "loop.json: is a symbolic link to itself"),
        (["pipe.json"], "pipe.json: is no regular file; '-' reads standard input"),
        (["x" * 5000], "x: File name too long"),
        (["--select", "uion", "good.json"], "--select: there is no rule, code or family 'uion'"),
        (["--select", "uion", "good.json"], "; did you mean 'union'?"),
        (["--ignore", "since,UN999", "good.json"], "no rule, code or family 'UN999'"),
        (["--select", "zzz", "good.json"], "'zzz'; 'qapidoc rule --all' lists them"),
        (["--target-version", "4.3", "good.json"], "--target-version names 4.3, but QEMU has no"),
        (["--target-version", "x", "good.json"], "--target-version must be a release such as"),
        (["--config", "missing.toml", "good.json"], "missing.toml: cannot be read: No such file"),
        (["--config", "odd.toml", "good.json"], "odd.toml:1: there is no setting 'slect'; did y"),
        (["--config", "bad.toml", "good.json"], "bad.toml:1: is no valid TOML"),
        (["--config", "rules.toml", "good.json"], "rules.toml:1: there is no rule, code or f"),
        (["--config", "roots.toml", "good.json"], "roots.toml:1: 'schemas' names none.json, but"),
        (["--stdin-filename", "sub", "-"], "--stdin-filename: sub is a folder; name a file in it"),
    ],
)
def test_it_could_not_run(call, good, tmp_path, arguments, message):
    (tmp_path / "sub").mkdir()
    (tmp_path / "loop.json").symlink_to("loop.json")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "odd.toml").write_text("slect = []", encoding="utf-8")
    (tmp_path / "bad.toml").write_text("select = [", encoding="utf-8")
    (tmp_path / "rules.toml").write_text("select = ['nope']", encoding="utf-8")
    (tmp_path / "roots.toml").write_text("schemas = ['none.json']", encoding="utf-8")
    result = call("lint", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = errors(result.stderr)
    assert message in line


@pytest.mark.parametrize(
    "arguments",
    [[], ["--output-format", "xml", "a.json"], ["--fail-on", "never", "a.json"], ["--nope"]],
)
def test_misuse(call, arguments):
    result = call("lint", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(errors(result.stderr)) == 1


# --- paths ------------------------------------------------------------------------------------


def test_standard_input(call, bad_schema):
    result = call("lint", "--select", BRANCH, "-", data=bad_schema.encode())
    assert result.exit_code == 1
    assert result.stdout.startswith("<stdin>:3:1: error: ")


def test_standard_input_stands_for_a_file(call, bad, good_schema, tmp_path):
    for name in ("bad.json", "sub/new.json"):
        result = call("lint", "--stdin-filename", name, "-", data=good_schema.encode())
        assert (result.exit_code, result.output) == (0, "")
    (tmp_path / "root.json").write_text("{ 'include': 'bad.json' }", encoding="utf-8")
    (tmp_path / "VERSION").write_text("10.2.2", encoding="utf-8")
    text = (tmp_path / "bad.json").read_bytes().replace(b"blue", b"pink")
    result = call("lint", "--select", BRANCH, "--stdin-filename", "bad.json", "-", data=text)
    assert result.exit_code == 1
    assert "bad.json:3:1: error: branch 'pink'" in result.stdout


def test_a_folder(call, bad, good, tmp_path):
    (tmp_path / "data.json").write_text('{"plain": "JSON"}', encoding="utf-8")
    result = call("lint", "--select", "union", ".")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["bad.json"]
    assert result.stderr == ""


def test_what_is_left_out_is_told_on_standard_error(call, tmp_path):
    (tmp_path / "data.json").write_text('{"plain": "JSON"}', encoding="utf-8")
    result = call("lint", "data.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert errors(result.stderr) == ["data.json: holds JSON, not a QAPI schema"]


def test_paths_are_relative_to_the_working_folder(call, bad, tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    for path in ("../../bad.json", str(tmp_path / "bad.json")):
        result = call("lint", "--select", BRANCH, path)
        assert result.stdout.startswith("../../bad.json:3:1: ")


def test_includes_that_leave_the_tree(call, tmp_path, good_schema):
    (tmp_path / "tree" / ".git").mkdir(parents=True)
    (tmp_path / "outside.json").write_text(good_schema, encoding="utf-8")
    (tmp_path / "tree" / "root.json").write_text(
        "{ 'include': '../outside.json' }", encoding="utf-8"
    )
    result = call("lint", "tree/root.json")
    assert result.exit_code == 1
    assert "[language-include-outside]" in result.stdout
    assert call("lint", "--allow-outside", "tree/root.json").exit_code == 0


# --- settings ---------------------------------------------------------------------------------


def test_the_settings_of_the_nearest_file_hold(call, bad, tmp_path):
    (tmp_path / "qapidoc.toml").write_text("ignore = ['union', 'since', 'member']", "utf-8")
    assert call("lint", bad).exit_code == 0
    (tmp_path / "qapidoc.toml").write_text("select = ['union']\nfail-on = 'error'", "utf-8")
    assert call("lint", bad).exit_code == 1
    assert call("lint", "--ignore", "union", bad).exit_code == 0
    other = tmp_path / "other.toml"
    other.write_text("select = ['since-future']", "utf-8")
    assert call("lint", "--config", str(other), bad).exit_code == 0


@pytest.mark.parametrize(
    "version, options, settings, status",
    [
        ("10.2.0", [], "", 1),
        ("2.3.0", [], "", 0),
        ("10.2.0", ["--target-version", "2.3"], "", 0),
        ("2.3.0", ["--target-version", "2.4"], "", 1),
        ("10.2.0", [], "target-version = '2.3'", 0),
        ("10.2.0", ["--target-version", "2.4"], "target-version = '2.3'", 1),
    ],
)
def test_the_target_decides(call, tmp_path, *, version, options, settings, status):
    (tmp_path / "a.json").write_text("{ 'type': 'Foo', 'data': {} }", encoding="utf-8")
    (tmp_path / "VERSION").write_text(version, encoding="utf-8")
    (tmp_path / "qapidoc.toml").write_text(settings, encoding="utf-8")
    assert call("lint", "--select", "language", *options, "a.json").exit_code == status


# --- output -----------------------------------------------------------------------------------


@pytest.fixture
def validator(checkout):
    """The description of the JSON in the manual."""
    schema = json.loads((checkout / "docs" / "findings.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def test_json(call, bad, validator):
    result = call("lint", "--output-format", "json", "--select", BRANCH, bad)
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    validator.validate(document)
    (found,) = document["findings"]
    assert set(found) == {
        *("path", "line", "column", "end_line", "end_column", "exact", "code", "rule", "severity"),
        *("confidence", "message", "definition", "member", "fix", "related"),
    }
    assert (found["path"], found["line"], found["column"]) == ("bad.json", 3, 1)
    assert (found["end_line"], found["end_column"]) == (3, 20)
    assert found["exact"] == {"line": 6, "column": 14, "end_line": 6, "end_column": 18}
    assert (found["code"], found["rule"]) == ("UN002", BRANCH)
    assert (found["definition"], found["member"]) == ("Paint", "blue")
    assert document["summary"]["schemas"] == ["bad.json"]
    assert document["summary"]["rules"] == {BRANCH: 1}


def test_json_of_nothing(call, good, validator):
    result = call("lint", "--output-format", "json", good)
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    validator.validate(document)
    assert document["findings"] == []


def test_json_of_the_corpus(call, corpus, validator, monkeypatch):
    monkeypatch.chdir(corpus / "releases" / "4.2.0")
    result = call("lint", "--output-format", "json", "--target-version", "10.2", "qga")
    document = json.loads(result.stdout)
    validator.validate(document)
    assert document["findings"]
    assert {found["path"] for found in document["findings"]} == {"qga/qapi-schema.json"}


def test_columns_count_code_points(call, tmp_path):
    (tmp_path / "a.json").write_text(
        "# \U0001f427\n\t{ 'enum': '\U0001f427', 'data': [\t'A' ] }", encoding="utf-8"
    )
    result = call("lint", "--select", "language", "a.json")
    places = [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert places == ["a.json:2:13", "a.json:2:28"]


@pytest.mark.parametrize("output_format", ["text", "concise"])
def test_formats(call, bad, output_format):
    result = call("lint", "--output-format", output_format, "--select", BRANCH, bad)
    assert ("^^^^" in result.stdout) is (output_format == "text")
    assert "\x1b" not in result.stdout, "no colour where no terminal is"


def test_findings_are_in_order(call, bad, bad_schema, tmp_path):
    (tmp_path / "a.json").write_text("{ 'include': 'm.json' }\n" + bad_schema, encoding="utf-8")
    (tmp_path / "m.json").write_text("{ 'command': 'B' } { 'command': 'A' }", encoding="utf-8")
    result = call("lint", "--select", "language", bad, "a.json")
    places = [line.split(": ")[0] for line in result.stdout.splitlines()]
    assert places == ["bad.json:3:1", "a.json:4:1", "m.json:1:15", "m.json:1:34"]


def test_one_finding_of_a_module_in_two_schemas(call, bad, tmp_path):
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text("{ 'include': 'bad.json' }", encoding="utf-8")
    for paths in (["one.json", "two.json"], ["."], ["bad.json"]):
        assert call("lint", "--select", BRANCH, *paths).stdout.count("\n") == 1
