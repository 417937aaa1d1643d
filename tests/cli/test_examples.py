"""What `qapidoc examples` takes, writes, and ends with."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest

from tests.cli.fan import FAN

LIST = """\
fan.json:8: command 'query-fan' (2 messages)
fan.json:12: command 'query-fan': It is stuck (2 messages)
fan.json:24: command 'set-fan' (3 messages)
fan.json:35: event 'FAN' (1 message)
"""


# --- lists and texts -------------------------------------------------------------------------


def test_a_list(examples):
    result = examples()
    assert (result.exit_code, result.stdout, result.stderr) == (0, LIST, "")


def test_examples_about_names_are_printed(examples):
    result = examples("FAN", "query-fan")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
# fan.json:8: command 'query-fan'
-> { "execute": "query-fan" }
<- { "return": { "percent": 40, ... } }

# fan.json:12: command 'query-fan': It is stuck
-> { "execute": "query-fan", "id": 3 }
<- ...

# fan.json:35: event 'FAN'
<- { "percent": 40 }
"""
    )


def test_examples_are_completed(examples):
    result = examples("--complete")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
# fan.json:8: command 'query-fan'
-> {"execute": "query-fan"}
<- {"return": {"percent": 40}}

# fan.json:12: command 'query-fan': It is stuck
-> {"execute": "query-fan", "id": 3}
<- {"return": {"percent": 50}, "id": 3}

# fan.json:24: command 'set-fan'
-> {"execute": "set-fan", "arguments": {"percent": 50}}
<- {"return": {}}
# line 26 is dropped: it answers nothing

# fan.json:35: event 'FAN'
# line 35 is dropped: it is no message of QMP
"""
    )
    some = examples("--complete", "FAN").stdout
    assert some == "".join(result.stdout.partition("# fan.json:35")[1:])


def test_what_is_not_judged_is_listed(examples):
    result = examples("--unjudged")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
fan.json:26: command 'set-fan': the command that it is about cannot be told
fan.json:35: event 'FAN': no message of QMP
fan.json:44: command 'fan-reset': no message in it: a shell listing
"""
    )
    assert result.stderr == "qapidoc: 4 examples, 1 other block; 3 places not judged\n"
    some = examples("--unjudged", "fan-reset")
    assert some.stdout == "".join(result.stdout.splitlines(keepends=True)[2:])
    assert some.stderr == "qapidoc: 0 examples, 1 other block; 1 place not judged\n"


@pytest.mark.parametrize(
    "names, message",
    [
        (["query-fans"], "the schema has no 'query-fans'; did you mean 'query-fan'?"),
        (["FAN", "nothing"], "the schema has no 'nothing'"),
        (["fan-reset"], "command 'fan-reset' has no example"),
        (["State"], "struct 'State' has no example"),
        ([""], "the schema has no ''"),
        (["a\x1b[1m\nb"], "the schema has no 'a\\x1b[1m b'"),
    ],
)
def test_names_without_an_example(examples, names, message):
    for options in ((), ("--complete",), ("--format", "json")):
        result = examples(*names, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"qapidoc: {message}\n"


def test_a_schema_without_examples(call, good):
    result = call("examples", good)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "qapidoc: good.json: there are no examples in it\n"
    result = call("examples", "--unjudged", good)
    assert result.stderr == "qapidoc: 0 examples, 0 other blocks; 0 places not judged\n"


# --- JSON ------------------------------------------------------------------------------------


def test_json(examples, fits):
    result = examples("--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = fits(result.stdout)
    assert [e["definition"] for e in document["examples"]] == [
        "query-fan", "query-fan", "set-fan", "FAN",
    ]  # fmt: skip
    reply = document["examples"][0]["messages"][1]
    assert reply["value"] == {"return": {"percent": 40}}
    assert reply["elisions"] == [{"path": "return", "what": "members", "text": ""}]
    some = fits(examples("--format", "json", "set-fan").stdout)
    assert some["examples"] == document["examples"][2:3]


def test_json_of_completed_examples(examples, fits):
    document = fits(examples("--format", "json", "--complete", "query-fan").stdout)
    values = [m["value"] for e in document["examples"] for m in e["messages"]]
    assert values == [
        {"execute": "query-fan"},
        {"return": {"percent": 40}},
        {"execute": "query-fan", "id": 3},
        {"return": {"percent": 50}, "id": 3},
    ]


def test_json_of_what_is_not_judged(examples, fits):
    result = examples("--format", "json", "--unjudged")
    assert result.stderr == "qapidoc: 4 examples, 1 other block; 3 places not judged\n"
    places = [(one["definition"], one["line"]) for one in fits(result.stdout)["unjudged"]]
    assert places == [("set-fan", 26), ("FAN", 35), ("fan-reset", 44)]


# --- output ----------------------------------------------------------------------------------

FORMS = [[], ["FAN"], ["--complete"], ["--unjudged"], ["--format", "json"]]


@pytest.mark.parametrize("options", FORMS, ids=" ".join)
def test_a_file_is_written_at_once(examples, tmp_path, options):
    shown = examples(*options)
    (tmp_path / "out").write_text("old", "utf-8")
    result = examples(*options, "-o", "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", shown.stderr)
    assert (tmp_path / "out").read_text("utf-8") == shown.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fan.json", "out"]


def test_a_file_that_cannot_be_written(examples):
    result = examples("-o", "there/is/none")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "qapidoc: there/is/none: No such file or directory\n"


def test_a_full_disk(qapidoc, fan):
    done = qapidoc("examples", fan, "-o", "/dev/full")
    assert (done.returncode, done.stderr) == (2, b"qapidoc: /dev/full: No space left on device\n")


@pytest.mark.parametrize("options", [[], ["--format", "json"]], ids=" ".join)
def test_a_pipe_that_is_closed(environment, tmp_path, options):
    many = FAN.replace("#    <- ...\n", "#    <- ...\n" * 10_000)
    (tmp_path / "fan.json").write_text(many, "utf-8")
    program = shlex.join([sys.executable, "-m", "qapidoc", "examples", "fan.json", "query-fan"])
    command = f"{program} {shlex.join(options)} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[1:] == ["2"]
    assert done.stderr == ""


@pytest.mark.parametrize("options", [[], ["--format", "json"]], ids=" ".join)
def test_output_is_utf_8_and_escaped_wherever(qapidoc, tmp_path, options):
    text = FAN.replace("It is stuck", "Größe \x1b[1m\udc9b").encode("utf-8", "surrogateescape")
    (tmp_path / "fan.json").write_bytes(text)
    done = qapidoc("examples", "fan.json", *options, LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, b"\x1b" in done.stdout) == (0, False)
    assert "Größe" in done.stdout.decode()


# --- the schema ------------------------------------------------------------------------------


def test_standard_input(call):
    result = call("examples", "-", data=FAN.encode())
    assert result.stdout == LIST.replace("fan.json", "<stdin>")
    result = call("examples", "--stdin-filename", "qapi/fan.json", "-", data=FAN.encode())
    assert result.stdout == LIST.replace("fan.json", "qapi/fan.json")


def test_a_schema_with_problems_gets_one_note(call, tmp_path):
    text = FAN + "{ 'struct': 'Bad', 'data': { 'a': 'None', 'b': 'None' } }\n"
    (tmp_path / "fan.json").write_text(text, "utf-8")
    for options in FORMS:
        first, *others = call("examples", "fan.json", *options).stderr.splitlines()
        assert first.startswith("qapidoc: fan.json: 2 problems for QEMU ")
        assert first.endswith("; 'qapidoc lint --select language' tells more")
        assert len(others) == ("--unjudged" in options)
    assert call("examples", "fan.json").stdout == LIST


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["missing.json"], "missing.json: cannot be read: No such file or directory"),
        (["."], ".: cannot be read: Is a directory"),
        ([""], "a path is empty"),
        ([], "Missing argument 'SCHEMA'"),
        (["fan.json", "--format", "xml"], "Invalid value for '--format'"),
        (["fan.json", "--complete", "--unjudged"], "--complete and --unjudged: give one of them"),
        (["fan.json", "--complete", "--run"], "--complete and --run: give one of them"),
        (["fan.json", "--unjudged", "--run"], "--unjudged and --run: give one of them"),
        (["fan.json", "--qmp", "unix:x"], "--qmp goes with --run"),
        (["fan.json", "--only", "set-fan"], "--only goes with --run"),
        (["fan.json", "--run"], "--run: say with --qmp where QEMU listens: unix:SOCKET or tcp:"),
        (["fan.json", "--run", "--qmp", "x"], "'x' is no address of a monitor: write unix:"),
        (["fan.json", "--run", "--qmp", "unix:none"], "unix:none: No such file or directory"),
        (["fan.json", "--stdin-filename", "a.json"], "--stdin-filename goes with '-'"),
        (["fan.json", "--config", "none.toml"], "none.toml: "),
    ],
)
def test_calls_that_cannot_be_followed(call, fan, arguments, message):
    result = call("examples", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"qapidoc: {message}")
    assert result.stderr.count("\n") == 1
