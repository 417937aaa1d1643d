"""`qapidoc lint` with a baseline, and with comments that it writes itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qapidoc.cli.known import Known
from qapidoc.config.record import Origin
from qapidoc.config.settle import Given, settle
from qapidoc.report.places import shown

UNDATED = "##\n# @pump:\n#\n# Pump water.\n##\n{ 'command': 'pump' }\n"
OTHER = UNDATED.replace("pump", "drain")


def dated(text: str) -> str:
    return text.replace("water.\n", "water.\n#\n# Since: 8.0\n")


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text(UNDATED, "utf-8")
    return path


# --- baseline ---------------------------------------------------------------------------------


def test_a_baseline_from_first_to_last(call, tmp_path, schema):
    first = call("lint", "--write-baseline=known.jsonl", "schema.json")
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == "qapidoc: known.jsonl: 1 finding written\n"

    schema.write_text(f"\n{OTHER}\n{UNDATED}", "utf-8")
    second = call("lint", "--baseline", "known.jsonl", "schema.json")
    assert second.exit_code == 1
    assert "'drain'" in second.stdout
    assert second.stdout.count("\n") == 1
    assert second.stderr == ""

    before = (tmp_path / "known.jsonl").read_bytes()
    again = call("lint", "--write-baseline=known.jsonl", "schema.json")
    assert (again.exit_code, again.stdout) == (1, second.stdout)
    assert again.stderr == "qapidoc: known.jsonl: 0 findings taken out, 1 left\n"
    assert (tmp_path / "known.jsonl").read_bytes() == before

    schema.write_text(dated(UNDATED), "utf-8")
    gone = call("lint", "--baseline", "known.jsonl", "schema.json")
    assert gone.exit_code == 0
    assert gone.stderr == (
        "qapidoc: known.jsonl: 1 finding in it is gone; --write-baseline takes out such\n"
    )
    assert (tmp_path / "known.jsonl").read_bytes() == before
    pruned = call("lint", "--baseline", "known.jsonl", "--write-baseline=known.jsonl", ".")
    assert pruned.stderr == "qapidoc: known.jsonl: 1 finding taken out, 0 left\n"
    assert (tmp_path / "known.jsonl").read_bytes().count(b"\n") == 1
    assert call("lint", "--baseline", "known.jsonl", "schema.json").stderr == ""


def test_a_part_of_the_run_takes_nothing_else_out(call, tmp_path):
    (tmp_path / "root.json").write_text("{ 'include': 'a.json' }\n{ 'include': 'b.json' }\n")
    (tmp_path / "a.json").write_text(UNDATED)
    (tmp_path / "b.json").write_text(OTHER)
    assert "2 findings" in call("lint", "--write-baseline=known", ".").stderr
    before = (tmp_path / "known").read_bytes()
    (tmp_path / "a.json").write_text(dated(UNDATED))
    (tmp_path / "b.json").write_text(dated(OTHER))
    assert "1 finding in it is gone" in call("lint", "--baseline=known", "a.json").stderr
    assert call("lint", "--baseline=known", "--select", "union", ".").stderr == ""
    (tmp_path / "a.json").write_text("")
    (tmp_path / "b.json").write_text(dated(OTHER) + UNDATED)
    assert call("lint", "--baseline=known", "a.json").stderr == ""
    assert (tmp_path / "known").read_bytes() == before


def test_what_cannot_be_read_is_not_gone(call, tmp_path, schema):
    schema.write_text(UNDATED + OTHER, "utf-8")
    call("lint", "--write-baseline=known", ".")
    before = (tmp_path / "known").read_bytes()
    schema.write_text(UNDATED + OTHER.replace("'drain' }", "'drain' ;"), "utf-8")
    broken = call("lint", "--write-baseline=known", ".")
    assert broken.exit_code == 1
    assert broken.stderr == "qapidoc: known: 0 findings taken out, 2 left\n"
    assert (tmp_path / "known").read_bytes() == before


@pytest.mark.parametrize(
    "option, written, setting, expected",
    [
        (None, None, None, None),
        (None, None, "known", "top/known"),
        (None, "", "known", "top/known"),
        ("mine", "", "known", "mine"),
        ("mine", "other", "known", "other"),
        (None, "other", None, "other"),
    ],
)
def test_what_names_the_baseline(option, written, setting, expected):
    given = []
    if setting is not None:
        given.append(Given(("baseline",), setting, Origin("config", "--config")))
    if option is not None:
        given.append(Given(("baseline",), option, Origin("option", "--baseline")))
    known = Known(settle(Path.cwd() / "top", given), written)
    assert known.file == (Path.cwd() / expected if expected is not None else None)


@pytest.mark.parametrize(
    "options, told",
    [
        (["--baseline", "none.jsonl", "."], "none.jsonl: there is no such baseline"),
        (["--write-baseline=schema.json", "."], "schema.json:1: is no baseline of qapidoc"),
        (["--write-baseline", "schema.json", "."], "schema.json:1: is no baseline of qapidoc"),
        (["--write-baseline=no/such", "."], "no/such: No such file or directory"),
        (["--write-baseline=.", "."], "is no regular file"),
        (["--write-baseline", "--", "."], "--write-baseline: name a file"),
        (["--fix", "--baseline", "none.jsonl", "."], "none.jsonl: there is no such baseline"),
        (["--add-ignores", "--reason", "\x1b", "."], "--reason: holds characters"),
    ],
)
def test_what_cannot_be(call, schema, options, told):
    result = call("lint", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert schema.read_text("utf-8") == UNDATED


# --- comments ---------------------------------------------------------------------------------


def test_ignores_are_added_once(call, schema):
    result = call("lint", "--add-ignores", "--reason", "before our\trecords", "schema.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "qapidoc: 1 finding ignored in 1 file\n"
    expected = f"# qapidoc: ignore[since-missing] before our records\n{UNDATED}"
    assert schema.read_text("utf-8") == expected
    assert call("lint", "schema.json").output == ""
    assert call("lint", "--add-ignores", ".").stderr == "qapidoc: there is nothing to ignore\n"
    assert schema.read_text("utf-8") == expected


def test_only_what_is_selected_is_ignored(call, schema):
    call("lint", "--add-ignores", "--select", "union", "schema.json")
    assert schema.read_text("utf-8") == UNDATED


def test_line_ends_and_bad_bytes_stay(call, schema):
    data = b"# \xff\r\n" + UNDATED.replace("\n", "\r\n").encode() + b"\r\r\n"
    schema.write_bytes(data)
    call("lint", "--add-ignores", "schema.json")
    lines = [
        b"# qapidoc: ignore-file[language-encoding]\r\n",
        b"# qapidoc: ignore[since-missing]\r\n",
    ]
    assert schema.read_bytes() == data.replace(b"##", b"".join(lines) + b"##", 1)
    assert call("lint", "schema.json").output == ""


def test_standard_input_is_not_written(call, schema):
    result = call(
        "lint", "--add-ignores", "--stdin-filename", "schema.json", "-", data=OTHER.encode()
    )
    assert result.exit_code == 2
    assert "standard input" in result.stderr
    assert schema.read_text("utf-8") == UNDATED


def test_all_of_the_broken_schemas_can_be_ignored(call, checkout, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(checkout / "docs" / "demo" / "broken", folder)
    assert call("lint", "broken").exit_code == 1
    assert call("lint", "--add-ignores", "broken").exit_code == 0
    assert call("lint", "broken").output == ""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert call("lint", "--add-ignores", "broken").exit_code == 0
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("release", ["1.0", "2.8.0", "2.9.0", "10.2.2"])
def test_all_of_a_release_can_be_ignored(call, corpus, tmp_path, release):
    folder = tmp_path / "release"
    shutil.copytree(corpus / "releases" / release, folder)
    assert call("lint", "release").exit_code == 1
    assert call("lint", "--add-ignores", "release").exit_code == 0
    assert call("lint", "release").output == ""


def test_a_name_in_a_comment_cannot_move_the_cursor(call, schema):
    schema.write_text(f"# qapidoc: ignore[\x1b[2J]\n{UNDATED}", "utf-8")
    result = call("lint", "--select", "ignore", "schema.json")
    assert "\x1b" not in result.output
    assert shown("\x1b[2J") in result.stdout
