"""`qapidoc lint` with comments that it writes itself."""

from __future__ import annotations

import shutil

import pytest

from qapidoc.report.places import shown

UNDATED = "##\n# @pump:\n#\n# Pump water.\n##\n{ 'command': 'pump' }\n"
OTHER = UNDATED.replace("pump", "drain")


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text(UNDATED, "utf-8")
    return path


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
    call("lint", "--ignore", "style", "--add-ignores", "schema.json")
    lines = [
        b"# qapidoc: ignore-file[language-encoding]\r\n",
        b"# qapidoc: ignore[since-missing]\r\n",
    ]
    assert schema.read_bytes() == data.replace(b"##", b"".join(lines) + b"##", 1)
    assert call("lint", "--ignore", "style", "schema.json").output == ""


def test_standard_input_is_not_written(call, schema):
    result = call(
        "lint", "--add-ignores", "--stdin-filename", "schema.json", "-", data=OTHER.encode()
    )
    assert result.exit_code == 2
    assert "standard input" in result.stderr
    assert schema.read_text("utf-8") == UNDATED


@pytest.mark.parametrize(
    "options, told",
    [
        (["--reason", "x", "."], "--reason goes with --add-ignores"),
        (["--add-ignores", "--reason", "\x1b", "."], "--reason: holds characters"),
        (["--add-ignores", "--fix", "."], "--fix does not go with --add-ignores"),
        (["--add-ignores", "--diff", "."], "--diff does not go with --add-ignores"),
    ],
)
def test_what_cannot_be(call, schema, options, told):
    result = call("lint", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
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
def test_all_of_a_release_can_be_ignored(call, corpus, copy_to_change, tmp_path, release):
    copy_to_change(corpus / "releases" / release, tmp_path / "release")
    assert call("lint", "release").exit_code == 1
    assert call("lint", "--add-ignores", "release").exit_code == 0
    assert call("lint", "release").output == ""


def test_a_name_in_a_comment_cannot_move_the_cursor(call, schema):
    schema.write_text(f"# qapidoc: ignore[\x1b[2J]\n{UNDATED}", "utf-8")
    result = call("lint", "--select", "ignore", "schema.json")
    assert "\x1b" not in result.output
    assert shown("\x1b[2J") in result.stdout
