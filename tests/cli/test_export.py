"""What `qapidoc export` takes, writes, and ends with."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from qapidoc.cli.export import FORMATS

PUMP = """\
{ 'struct': 'Flow', 'data': { 'litres': 'number',
                              'steam': { 'type': 'bool', 'if': 'BOILER' } } }
{ 'command': 'pump', 'data': 'Flow', 'boxed': true, 'if': 'PUMP' }
{ 'command': 'drain', 'returns': 'Flow' }
"""

INTROSPECTION = ("export", "--format", "introspection")


@pytest.fixture
def pump(tmp_path) -> str:
    """The name of a schema with conditions."""
    (tmp_path / "pump.json").write_text(PUMP, encoding="utf-8")
    return "pump.json"


def names(text: str) -> list[str]:
    return [entry["name"] for entry in json.loads(text)]


def entry(text: str, name: str) -> dict[str, Any]:
    (found,) = (entry for entry in json.loads(text) if entry["name"] == name)
    return found


# --- output -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_json_and_always_the_same(qapidoc, pump, form):
    first = qapidoc("export", "--format", form, pump, PYTHONHASHSEED="1")
    second = qapidoc("export", "--format", form, pump, PYTHONHASHSEED="2")
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout.endswith(b"\n")
    json.loads(first.stdout)
    assert first.stdout == second.stdout


def test_names_are_masked_as_qemu_does(call, pump):
    result = call(*INTROSPECTION, pump)
    assert (result.exit_code, result.stderr) == (0, "")
    assert names(result.stdout) == ["pump", "drain", "0", "1", "number", "bool"]
    assert call(*INTROSPECTION, "--mask", pump).stdout == result.stdout


def test_names_are_kept(call, pump):
    result = call(*INTROSPECTION, "--no-mask", pump)
    assert names(result.stdout) == ["pump", "drain", "Flow", "q_empty", "number", "bool"]


@pytest.mark.parametrize(
    "options, start, lines",
    [
        ((), '[\n  {\n    "name"', 40),
        (("--indent", "1"), '[\n {\n  "name"', 40),
        (("--indent", "0"), '[{"name":"pump"', 1),
    ],
)
def test_indentation(call, pump, options, start, lines):
    text = call(*INTROSPECTION, *options, pump).stdout
    assert text.startswith(start)
    assert lines <= text.count("\n") <= lines * 2
    assert json.loads(text) == json.loads(call(*INTROSPECTION, pump).stdout)


def test_output_is_utf_8_wherever(qapidoc, tmp_path):
    text = "##\n# @go:\n#\n# Geht überall … fort.\n##\n{ 'command': 'go' }\n"
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    done = qapidoc("export", "--format", "model", "a.json", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "überall … fort" in done.stdout.decode()


def test_a_file_is_written_at_once(call, pump, tmp_path):
    shown = call(*INTROSPECTION, pump).stdout
    result = call(*INTROSPECTION, "-o", "out.json", pump)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "out.json").read_text("utf-8") == shown
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "pump.json"]


def test_a_file_keeps_its_mode_and_links_stay_links(call, pump, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text("old", "utf-8")
    kept.chmod(0o604)
    (tmp_path / "link.json").symlink_to("kept.json")
    assert call(*INTROSPECTION, "-o", "link.json", pump).exit_code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o604
    assert names(kept.read_text("utf-8"))


def test_a_file_stays_if_nothing_comes_of_it(call, tmp_path, bad):
    (tmp_path / "out.json").write_text("old", "utf-8")
    assert call(*INTROSPECTION, "-o", "out.json", bad).exit_code == 2
    assert (tmp_path / "out.json").read_text("utf-8") == "old"


def test_a_device_can_be_written_to(call, pump):
    assert call(*INTROSPECTION, "-o", os.devnull, pump).exit_code == 0


@pytest.mark.parametrize(
    "output, message",
    [
        ("there/is/none.json", "there/is/none.json: No such file or directory"),
        (".", ".: Is a directory"),
        ("pump.json/x", "pump.json/x: Not a directory"),
    ],
)
def test_a_file_that_cannot_be_written(call, pump, tmp_path, output, message):
    result = call(*INTROSPECTION, "-o", output, pump)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"qapidoc: {message}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["pump.json"]


def test_a_full_disk(qapidoc, pump):
    done = qapidoc(*INTROSPECTION, "-o", "/dev/full", pump)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"qapidoc: /dev/full: No space left on device\n"


# --- the schema -------------------------------------------------------------------------------


def test_standard_input(call, tmp_path):
    (tmp_path / "part.json").write_text("{ 'command': 'go' }\n", encoding="utf-8")
    result = call(
        *INTROSPECTION, "--stdin-filename", "root.json", "-", data=b"{ 'include': 'part.json' }\n"
    )
    assert names(result.stdout) == ["go", "0"]


def test_the_target_release_decides(call, tmp_path):
    text = "{ 'command': 'go', 'features': [ 'fast' ] }\n"
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert "features" in entry(call(*INTROSPECTION, "a.json").stdout, "go")
    old = call(*INTROSPECTION, "--target-version", "4.0", "a.json").stdout
    assert "features" not in entry(old, "go")
    (tmp_path / "VERSION").write_text("4.0.0\n", encoding="utf-8")
    assert call(*INTROSPECTION, "a.json").stdout == old
    (tmp_path / "own.toml").write_text("target-version = '4.2'\n", encoding="utf-8")
    new = call(*INTROSPECTION, "--config", "own.toml", "a.json").stdout
    assert "features" in entry(new, "go")


def test_includes_that_leave_the_tree(call, tmp_path):
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "VERSION").write_text("10.2.0\n", encoding="utf-8")
    (tmp_path / "tree" / "a.json").write_text("{ 'include': '../b.json' }\n", encoding="utf-8")
    (tmp_path / "b.json").write_text("{ 'command': 'go' }\n", encoding="utf-8")
    refused = call(*INTROSPECTION, "tree/a.json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    allowed = call(*INTROSPECTION, "--allow-outside", "tree/a.json")
    assert names(allowed.stdout) == ["go", "0"]


def test_a_schema_with_problems_is_refused(call, bad):
    result = call(*INTROSPECTION, "--target-version", "10.2", bad)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("qapidoc: bad.json:6:14: branch 'blue' of union 'Paint'")
    assert result.stderr.endswith(
        " (the only problem for QEMU 10.2; 'qapidoc lint --select language' tells more)\n"
    )
    assert result.stderr.count("\n") == 1


def test_problems_are_counted_and_depend_on_the_release(call, tmp_path):
    text = "{ 'command': 'a', 'if': 'defined(A)' }\n{ 'command': 'b', 'if': 'defined(B)' }\n"
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert call(*INTROSPECTION, "--target-version", "6.1", "a.json").exit_code == 0
    result = call(*INTROSPECTION, "--target-version", "6.2", "a.json")
    assert result.exit_code == 2
    assert "(the first of 2 problems for QEMU 6.2; " in result.stderr


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["missing.json"], "missing.json: cannot be read: No such file or directory"),
        (["."], ".: cannot be read: Is a directory"),
        ([""], "a path is empty"),
        ([], "Missing argument 'SCHEMA'"),
        (["pump.json", "pump.json"], "Got unexpected extra argument"),
        (["--target-version", "0.16", "pump.json"], "--target-version names 0.16, but "),
        (["--indent", "-1", "pump.json"], "Invalid value for '--indent'"),
        (["--define-from", "none.h", "pump.json"], "none.h: No such file or directory"),
        (["--match", "none.json", "pump.json"], "none.json: No such file or directory"),
        (["--match", ".", "pump.json"], ".: Is a directory"),
        (["--match", "pump.json", "pump.json"], "pump.json: is not JSON: "),
        (["--match", "-", "-"], "--match: standard input cannot be both "),
        (["--match", "x", "--define", "A", "pump.json"], "--match: it finds out itself "),
        (["--match", "x", "--define-from", "y", "pump.json"], "--match: it finds out itself "),
        (["--define", "", "pump.json"], "--define: a name is empty"),
    ],
)
def test_calls_that_cannot_be_followed(call, pump, arguments, message):
    result = call(*INTROSPECTION, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"qapidoc: {message}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "form, options, message",
    [
        ("json-schema", ["--mask"], "--mask: --format json-schema has no names to mask"),
        ("model", ["--no-mask"], "--no-mask: --format model has no names to mask"),
        ("model", ["--define", "A"], "--define: --format model keeps conditions as they are"),
        ("model", ["--match", "x"], "--match: --format model keeps conditions as they are"),
    ],
)
def test_options_without_meaning(call, pump, form, options, message):
    result = call("export", "--format", form, *options, pump)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"qapidoc: {message}\n"


def test_a_format_must_be_named(call, pump):
    assert "'--format'" in call("export", pump).stderr
    assert call("export", "--format", "xml", pump).exit_code == 2


# --- conditions -------------------------------------------------------------------------------


def test_conditions_stay(call, pump):
    text = call(*INTROSPECTION, "--no-mask", pump).stdout
    assert entry(text, "pump")["if"] == "PUMP"
    assert entry(text, "Flow")["members"][1]["if"] == "BOILER"


@pytest.mark.parametrize(
    "options, header, found",
    [
        (["--define", "PUMP"], "", ["pump", "litres"]),
        (["--define", "PUMP", "--define", "BOILER"], "", ["pump", "litres", "steam"]),
        (["--define-from", "config.h"], "#define BOILER 1\n#undef PUMP\n", ["litres", "steam"]),
        (["--define-from", "config.h"], "", ["litres"]),
        (
            ["--define-from", "config.h", "--define", "PUMP"],
            "BOILER\nCONFIG_OTHER\n",
            ["pump", "litres", "steam"],
        ),
    ],
)
def test_conditions_are_decided(call, pump, options, header, found):
    Path("config.h").write_text(header, encoding="utf-8")
    result = call(*INTROSPECTION, "--no-mask", *options, pump)
    assert (result.exit_code, result.stderr) == (0, "")
    told = [name for name in names(result.stdout) if name == "pump"]
    told += [member["name"] for member in entry(result.stdout, "Flow")["members"]]
    assert told == found
    assert '"if"' not in result.stdout


def test_a_name_that_no_condition_asks_for_is_told(call, pump):
    result = call(*INTROSPECTION, "--define", "PUMPS", "--define", "BOILER", pump)
    assert result.exit_code == 0
    assert result.stderr == (
        "qapidoc: --define PUMPS: no condition asks for it; did you mean 'PUMP'?\n"
    )


def test_a_list_of_something_else(call, pump):
    result = call(*INTROSPECTION, "--define-from", pump, pump)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("qapidoc: pump.json:1: write '#define NAME', ")


# --- replies ----------------------------------------------------------------------------------


@pytest.fixture
def reply(call, pump, tmp_path) -> str:
    """The name of a file with a reply that fits the schema."""
    reply = json.loads(call(*INTROSPECTION, "--define", "BOILER", pump).stdout)
    (tmp_path / "reply.json").write_text(json.dumps({"return": reply}), encoding="utf-8")
    return "reply.json"


def test_a_reply_that_fits(call, pump, reply, tmp_path):
    result = call(*INTROSPECTION, "--match", reply, pump)
    assert result.exit_code == 0
    told = json.loads((tmp_path / reply).read_text("utf-8"))["return"]
    assert json.loads(result.stdout) == told
    assert result.stderr == "#define BOILER\n#undef PUMP\n"


def test_what_was_matched_can_be_defined(call, pump, reply, tmp_path):
    matched = call(*INTROSPECTION, "--match", reply, pump)
    (tmp_path / "found.h").write_text(matched.stderr, encoding="utf-8")
    assert call(*INTROSPECTION, "--define-from", "found.h", pump).stdout == matched.stdout


def test_a_reply_from_standard_input(call, pump, reply, tmp_path):
    data = (tmp_path / reply).read_bytes()
    assert call(*INTROSPECTION, "--match", "-", pump, data=data).stdout == (
        call(*INTROSPECTION, "--match", reply, pump).stdout
    )


def test_a_reply_decides_conditions_of_other_formats(call, pump, reply):
    result = call("export", "--format", "json-schema", "--match", reply, pump)
    assert result.exit_code == 0
    assert "command:drain" in json.loads(result.stdout)["$defs"]
    assert "command:pump" not in json.loads(result.stdout)["$defs"]


def test_a_reply_that_does_not_fit(call, pump, reply, tmp_path):
    told = json.loads((tmp_path / reply).read_text("utf-8"))["return"]
    told = [entry for entry in told if entry["name"] != "drain"]
    told.append({"name": "fl\x1b[31mush", "meta-type": "event", "arg-type": "0"})
    (tmp_path / reply).write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "out.json").write_text("old", "utf-8")
    result = call(*INTROSPECTION, "-o", "out.json", "--match", reply, pump)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "reply.json: command 'drain': is missing\n"
        "reply.json: event 'fl\\x1b[31mush': is not in the schema\n"
    )
    assert (tmp_path / "out.json").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    "data",
    [b"", b"[", b"\xff", b"{}", b"[1]", b"[" * 100_000, b'{"return":' * 100_000],
)
def test_what_is_no_reply(call, pump, data):
    result = call(*INTROSPECTION, "--match", "-", pump, data=data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("qapidoc: standard input: is no")
    assert result.stderr.count("\n") == 1


# --- the manual -------------------------------------------------------------------------------


def test_the_manual_shows_what_the_program_writes(checkout, qapidoc, tmp_path):
    docs = checkout / "docs"
    options = (*INTROSPECTION, "--target-version", "10.2")
    shown = docs / "examples" / "fan.introspection.json"
    fan = docs / "examples" / "fan.json"
    done = qapidoc(*options, fan)
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        shown.write_bytes(done.stdout)
    assert done.stdout == shown.read_bytes()

    page = (docs / "export.rst").read_text("utf-8")
    reply = json.loads(qapidoc(*options, "--define", "CONFIG_FANS", fan).stdout)
    (tmp_path / "reply.json").write_text(json.dumps(reply), encoding="utf-8")
    fits = qapidoc(*options, "--match", "reply.json", fan).stderr.decode()
    assert f".. code-block:: c\n\n      {fits}\n" in page
    (arguments,) = (entry for entry in reply if entry.get("members"))
    del arguments["members"][1]["default"]
    (tmp_path / "reply.json").write_text(json.dumps(reply), encoding="utf-8")
    done = qapidoc(*options, "--match", "reply.json", fan)
    assert f".. code-block:: text\n\n   {done.stderr.decode()}\n" in page
