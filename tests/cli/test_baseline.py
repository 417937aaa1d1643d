"""`qapidoc lint` with a baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapidoc.cli.baseline import Baseline
from qapidoc.config.record import Origin
from qapidoc.config.settle import Given, settle

UNDATED = "##\n# @pump:\n#\n# Pump water.\n##\n{ 'command': 'pump' }\n"
OTHER = UNDATED.replace("pump", "drain")


def dated(text: str) -> str:
    return text.replace("water.\n", "water.\n#\n# Since: 8.0\n")


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text(UNDATED, "utf-8")
    return path


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


def test_a_schema_that_could_not_be_read_in_whole_takes_nothing_out(call, tmp_path):
    root, part = tmp_path / "root.json", tmp_path / "part.json"
    root.write_text("{ 'include': 'part.json' }\n{ 'command': 'pump', 'data': 'Water' }\n", "utf-8")
    part.write_text("{ 'enum': 'Colour', 'data': [] }\n", "utf-8")
    call("lint", "--select", "language", "--write-baseline=known.jsonl", "root.json")
    before = (tmp_path / "known.jsonl").read_bytes()
    assert b"'Water'" in before
    part.unlink()
    found = call("lint", "--select", "language", "--write-baseline=known.jsonl", "root.json")
    assert "'part.json' cannot be included" in found.stdout
    assert (tmp_path / "known.jsonl").read_bytes() == before


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


def test_what_has_not_changed_is_not_gone(call, repo):
    schema = repo.write("schema.json", UNDATED)
    call("lint", "--write-baseline=known", "repo")
    repo.commit()
    schema.write_text(f"{UNDATED}\n{OTHER}", "utf-8")
    result = call("lint", "--baseline=known", "--changed-since=HEAD", "repo")
    assert "'drain'" in result.stdout
    assert (result.stdout.count("\n"), result.stderr) == (1, "")


def test_what_is_known_is_not_fixed(call, tmp_path, schema):
    text = UNDATED.replace("water.", "water. Loud.")
    schema.write_text(text, "utf-8")
    call("lint", "--write-baseline=known", ".")
    result = call("lint", "--baseline=known", "--fix", ".")
    assert (result.exit_code, result.stderr) == (0, "0 fixed, 0 remaining\n")
    assert schema.read_text("utf-8") == text


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
    named = Baseline(settle(Path.cwd() / "top", given), written)
    assert named.file == (Path.cwd() / expected if expected is not None else None)


@pytest.mark.parametrize(
    "options, told",
    [
        (["--baseline", "none.jsonl", "."], "none.jsonl: there is no such baseline"),
        (["--write-baseline=schema.json", "."], "schema.json:1: is no baseline of qapidoc"),
        (["--write-baseline", "schema.json", "."], "schema.json:1: is no baseline of qapidoc"),
        (["--write-baseline=no/such", "."], "no/such: No such file or directory"),
        (["--write-baseline=.", "."], "is no regular file"),
        (["--write-baseline", "--", "."], "--write-baseline: name a file"),
        (["--fix", "--write-baseline=new", "."], "--fix does not go with --write-baseline"),
        (["--changed-since=HEAD", "--write-baseline=new", "."], "is about all findings"),
        (["--fix", "--baseline", "none.jsonl", "."], "none.jsonl: there is no such baseline"),
    ],
)
def test_what_cannot_be(call, schema, options, told):
    result = call("lint", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert schema.read_text("utf-8") == UNDATED
