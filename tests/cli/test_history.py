"""What `qapidoc history` takes, writes, and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.releases import RELEASES, ROOT, git, write, write_folders, write_repository


@pytest.fixture
def repository(tmp_path) -> Path:
    return write_repository(tmp_path / "fans")


@pytest.fixture
def root(repository) -> str:
    """The path of the root module, from the working folder."""
    return f"fans/{ROOT}"


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_a_line_a_release_in_which_something_changed(call, root):
    assert lines(call("history", root, "set-fan").stdout) == [
        "command set-fan",
        "  v8.2.0  there, or before",
        "  v9.0.0  argument 'mode' enum instead of str; argument 'mode' made optional",
        "  v9.1.0  argument 'percent' deprecated; argument 'smooth' added",
    ]


def test_what_was_gone_and_came_back(call, root):
    assert lines(call("history", root, "oil-fan").stdout) == [
        "command oil-fan",
        "  v8.2.0  there, or before",
        "  v9.0.0  removed",
        "  v9.1.0  came back",
    ]


def test_what_moves_into_a_base_stays_what_it_is(call, root):
    result = call("history", root, "query-fans.percent", "query-fans.mode")
    assert lines(result.stdout) == [
        "returned member query-fans.percent",
        "  v8.2.0  there, or before",
        "",
        "returned member query-fans.mode",
        "  v8.2.0  there, or before",
        "  v9.0.0  value 'turbo' added",
        "  v9.1.0  made mandatory",
    ]


def test_events_types_and_conditions(call, root):
    assert lines(call("history", root, "FAN_STUCK", "Mode.turbo").stdout) == [
        "event FAN_STUCK",
        "  v9.0.0  added",
        "  v9.1.0  no longer only if FANS",
        "",
        "value Mode.turbo",
        "  v9.0.0  added",
    ]


def test_all_by_release(call, root):
    assert lines(call("history", root, "--all", "--release", "9.0").stdout) == [
        "v9.0.0",
        "  command 'oil-fan': removed",
        "  command 'set-fan': argument 'mode' enum instead of str; argument 'mode' made optional",
        "  event 'FAN_STUCK': added",
        "  type 'Mode': value 'turbo' added",
    ]


def test_all_as_markdown(call, root):
    result = call("history", root, "--all", "--release", "9.1", "--format", "markdown")
    assert lines(result.stdout)[:4] == [
        "## v9.1.0",
        "",
        "- command `oil-fan`: came back",
        "- command `set-fan`: argument `percent` deprecated; argument `smooth` added",
    ]


def test_json_is_as_described(call, root, checkout):
    schema = json.loads((checkout / "docs" / "history.schema.json").read_text("utf-8"))
    for arguments in (["set-fan", "query-fans.mode"], ["--all"]):
        document = json.loads(call("history", root, *arguments, "--format", "json").stdout)
        Draft202012Validator(schema).validate(document)
    (turbo,) = json.loads(call("history", root, "Mode.turbo", "--format", "json").stdout)["names"]
    assert turbo["changes"] == [
        {
            "release": "9.0",
            "label": "v9.0.0",
            "after": "v8.2.0",
            "change": "added",
            "part": None,
            "old": None,
            "new": None,
            "doubt": None,
        }
    ]


def test_the_schema_at_hand_is_the_last_release(call, repository, root):
    write(
        repository, RELEASES["9.1.0"].replace("'oil-fan' }", "'oil-fan', 'data': { 'ml': 'int' } }")
    )
    (repository / "VERSION").write_text("9.1.50\n")
    assert lines(call("history", root, "oil-fan").stdout)[-1] == (
        "  9.2 (this schema)  argument 'ml' added"
    )


def test_folders_tags_and_a_stored_file_tell_the_same(call, tmp_path, root):
    write_folders(tmp_path / "releases")
    call("history", root, "--history", "releases", "--write", "fans.history")
    stored = call("history", root, "--all", "--history", "fans.history")
    folders = call("history", root, "--all", "--history", "releases")
    tags = call("history", root, "--all")
    assert stored.stdout == folders.stdout
    assert tags.stdout.replace("v", "") == folders.stdout.replace("v", "")


def test_output_goes_into_a_file(call, tmp_path, root):
    assert call("history", root, "Mode", "-o", "mode.txt").stdout == ""
    assert (tmp_path / "mode.txt").read_text().startswith("type Mode\n")


def test_a_clone_without_tags(call, tmp_path, repository):
    git(tmp_path, "clone", "--quiet", "--no-tags", str(repository), "clone")
    result = call("history", f"clone/{ROOT}", "set-fan")
    assert result.exit_code == 2
    assert "has no tags of releases" in result.stderr
    assert "git fetch --tags" in result.stderr


WRONG = [
    (["set-fn"], "no release of fans/qapi/schema.json has 'set-fn'; did you mean 'set-fan'?"),
    (["set-fan.speed"], "no release has 'set-fan.speed', but they have 'set-fan'"),
    ([], "name what to tell of, or give --all"),
    (["set-fan", "--all"], "--all tells of all names; leave out either it or the names"),
    (["set-fan", "--release", "9.0"], "--release goes with --all"),
    (["--all", "--release", "nine"], "--release: 'nine' is no release; give one such as 9.1"),
    (["--all", "--release", "3.0"], "--release: 3.0 is not among the releases"),
    (["set-fan", "--history", "nowhere"], "nowhere: there is no such file or folder"),
    (["set-fan", "--history", "fans"], "fans: holds no folders of releases"),
    (["set-fan", "--history", f"fans/{ROOT}"], "is no history of qapidoc's"),
    (["set-fan", "--history", "bundled"], "is no schema of QEMU's"),
    (["set-fan", "--history", "off"], "'history' is 'off'"),
]


@pytest.mark.parametrize("arguments, told", WRONG, ids=[" ".join(a) or "-" for a, _ in WRONG])
def test_one_line_says_what_is_wrong(call, root, arguments, told):
    result = call("history", root, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_stored_history_of_another_schema(call, tmp_path, root):
    (tmp_path / "lamp.json").write_text("{ 'command': 'light' }\n{ 'command': 'dim' }\n")
    call("history", root, "--write", "fans.history")
    result = call("history", "lamp.json", "light", "--history", "fans.history")
    assert (result.exit_code, result.stderr) == (
        2,
        "qapidoc: fans.history: is the history of another schema\n",
    )
