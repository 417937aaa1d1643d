"""What `qapidoc lint --fix` and `--diff` write, and where."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

BAD = """\
##
# @set-fan:
#
# Set the speed. It takes a while.
#
# @precent: share of the full speed
#
# Since 9.1
##
{ 'command': 'set-fan', 'data': { 'percent': 'int' }, }
"""
SAFE = BAD.replace("Since 9", "Since: 9").replace("d. I", "d.  I").replace(", }", " }")
GOOD = SAFE.replace("precent", "percent")


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "fan.json"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_safe_fixes(call, schema):
    result = call("lint", "--fix", "fan.json")
    assert schema.read_text() == SAFE
    assert result.exit_code == 1
    assert "[member-unknown]" in result.stdout
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "3 fixed, 1 remaining; 1 more with --unsafe-fixes\n"


def test_unsafe_fixes(call, schema):
    result = call("lint", "--fix", "--unsafe-fixes", "fan.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "4 fixed, 0 remaining\n"
    assert schema.read_text() == GOOD


def test_nothing_to_fix_touches_nothing(call, schema):
    schema.write_text(GOOD)
    os.utime(schema, (1, 1))
    assert call("lint", "--fix", "fan.json").exit_code == 0
    assert schema.stat().st_mtime == 1


def test_selected_rules_only(call, schema):
    call("lint", "--fix", "--select", "since", "fan.json")
    assert schema.read_text() == BAD.replace("Since 9", "Since: 9")


def test_a_diff_writes_nothing_and_fits_patch(call, tmp_path, schema):
    result = call("lint", "--diff", "fan.json")
    assert (result.exit_code, schema.read_text()) == (1, BAD)
    assert result.stderr == "3 would be fixed; 1 more with --unsafe-fixes\n"
    subprocess.run(["git", "apply", "-p0"], cwd=tmp_path, input=result.stdout.encode(), check=True)
    assert schema.read_text() == SAFE
    result = call("lint", "--diff", "fan.json")
    assert (result.exit_code, result.stdout) == (0, "")


def test_standard_input_becomes_standard_output(call, schema):
    result = call("lint", "--fix", "--stdin-filename", "fan.json", "-", data=BAD.encode())
    assert (result.exit_code, result.stdout) == (1, SAFE)
    assert "[member-unknown]" in result.stderr
    assert schema.read_text() == BAD


@pytest.mark.parametrize("text", [GOOD, '{"no": "schema"}\n', ""])
def test_standard_input_comes_out_if_there_is_nothing_to_fix(call, text):
    assert call("lint", "--fix", "-", data=text.encode()).stdout == text


def test_json_on_standard_error_is_one_document(call, schema):
    options = ("--fix", "--output-format", "json", "--stdin-filename", "fan.json")
    result = call("lint", *options, "-", data=BAD.encode())
    assert json.loads(result.stderr)["summary"]["findings"] == 1


def test_standard_input_leaves_other_files_alone(call, tmp_path, schema):
    data = b"{ 'include': 'fan.json' }\n{ 'command': 'a', }\n"
    result = call("lint", "--fix", "--stdin-filename", "root.json", "-", data=data)
    assert result.stdout_bytes == data.replace(b", }", b" }")
    assert schema.read_text() == BAD


def test_unsafe_fixes_alone(call, schema):
    result = call("lint", "--unsafe-fixes", "fan.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "qapidoc: --unsafe-fixes goes with --fix or --diff\n"


def test_a_read_only_file_does_not_keep_others_from_being_fixed(call, tmp_path, schema):
    schema.chmod(0o444)
    other = tmp_path / "other.json"
    other.write_text("{ 'command': 'a', }\n")
    result = call("lint", "--fix", "fan.json", "other.json")
    assert result.exit_code == 2
    assert "qapidoc: fan.json: cannot be written: is read-only\n" in result.stderr
    assert other.read_text() == "{ 'command': 'a' }\n"
    assert schema.read_text() == BAD


def test_hard_links_are_noted(call, tmp_path, schema):
    (tmp_path / "link").hardlink_to(schema)
    result = call("lint", "--fix", "fan.json")
    assert "qapidoc: fan.json: its other names (hard links) keep the text of before\n" in (
        result.stderr
    )


@pytest.mark.parametrize("change", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b[:-1]])
def test_line_ends_stay(call, schema, change):
    schema.write_bytes(change(BAD.encode()))
    call("lint", "--fix", "--unsafe-fixes", "--ignore", "style-file-end", "fan.json")
    assert schema.read_bytes() == change(GOOD.encode())


def test_a_killed_run_leaves_the_old_text_or_the_new_one(tmp_path, environment, schema):
    schema.write_text(BAD, encoding="utf-8")
    command = [sys.executable, "-m", "qapidoc", "lint", "--fix", "fan.json"]
    started = time.monotonic()
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    takes = time.monotonic() - started
    seen = set()
    for _ in range(3):
        schema.write_text(BAD, encoding="utf-8")
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(takes / 2, takes * 1.2))  # no secret
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(schema.read_text(encoding="utf-8"))
    assert seen <= {BAD, SAFE}
    for left in tmp_path.glob(".qapidoc-*"):
        os.utime(left, (1, 1))
    schema.write_text(BAD, encoding="utf-8")
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert {path.name for path in tmp_path.iterdir()} == {"fan.json"}
