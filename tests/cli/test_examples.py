"""What `qapidoc examples` takes, writes, and ends with."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from tests.cli.peers import Peer, plays, serves

FAN = """\
{ 'struct': 'State', 'data': { 'percent': 'uint8', '*stuck': 'bool' } }

##
# @query-fan:
#
# .. qmp-example::
#
#    -> { "execute": "query-fan" }
#    <- { "return": { "percent": 40, ... } }
#
# .. qmp-example::
#    :title: It is stuck
#
#    -> { "execute": "query-fan", "id": 3 }
#    <- ...
##
{ 'command': 'query-fan', 'returns': 'State' }

##
# @set-fan:
#
# .. qmp-example::
#
#    -> { "execute": "set-fan", "arguments": { "percent": 300 } }
#    <- { "return": {} }
#    <- { "return": {} }
##
{ 'command': 'set-fan', 'data': 'State' }

##
# @FAN:
#
# .. qmp-example::
#
#    <- { "percent": 40 }
##
{ 'event': 'FAN', 'data': 'State' }

##
# @fan-reset:
#
# In a shell::
#
#    $ reset
##
{ 'command': 'fan-reset' }
"""

LIST = """\
fan.json:8: command 'query-fan' (2 messages)
fan.json:12: command 'query-fan': It is stuck (2 messages)
fan.json:24: command 'set-fan' (3 messages)
fan.json:35: event 'FAN' (1 message)
"""


@pytest.fixture
def fan(tmp_path) -> str:
    """The name of a schema with examples."""
    (tmp_path / "fan.json").write_text(FAN, encoding="utf-8")
    return "fan.json"


@pytest.fixture
def examples(call, fan) -> Callable[..., Result]:
    """Run the command on that schema."""

    def run(*arguments: str) -> Result:
        result: Result = call("examples", fan, *arguments)
        return result

    return run


@pytest.fixture
def fits(checkout) -> Callable[[str], Any]:
    """Read a document, and fail if it is not as the manual's JSON Schema says."""
    schema = json.loads((checkout / "docs" / "examples.schema.json").read_text("utf-8"))

    def read(text: str) -> Any:
        document = json.loads(text)
        Draft202012Validator(schema).validate(document)
        return document

    return read


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


# --- examples that are sent ------------------------------------------------------------------

HELLO = "qapidoc: QEMU 9.8.7 answers at unix:monitor\n"
SAME = {"return": {"percent": 7}}
OTHER = {"return": {"percent": 7, "stuck": True}}
WRONG = {"return": {"percent": "7"}}
REFUSED = {"error": {"class": "GenericError", "desc": "no \x1b[1m fan"}}


@pytest.fixture
def run(examples, monitor) -> Callable[..., tuple[Result, list[str]]]:
    """Run examples against a monitor with these answers; give what was sent as well."""

    def run_it(*arguments: str, **answers: Any) -> tuple[Result, list[str]]:
        heard: list[str] = []
        told = {name.replace("_", "-"): answer for name, answer in answers.items()}
        address = monitor(serves(told, heard))
        return examples("--run", "--qmp", address, *arguments), heard

    return run_it


@pytest.mark.parametrize(
    "answer, status, words",
    [
        (SAME, 0, "1 answered, 1 same"),
        (OTHER, 0, "1 answered, 1 same"),  # what else there is, is left out
        ({"return": {}}, 1, "1 wrong, 1 answered"),
        (WRONG, 1, "1 wrong, 1 answered"),
        (REFUSED, 0, "2 refused"),
        ({"error": {"class": "CommandNotFound", "desc": "no"}}, 0, "2 unknown"),
    ],
)
def test_the_status_tells_whether_answers_are_as_they_should_be(run, answer, status, words):
    result, heard = run(query_fan=answer)
    assert heard == ["query-fan"]
    assert result.exit_code == status
    assert result.stderr == f"{HELLO}qapidoc: 2 commands: {words}\n"
    assert result.stdout.count("fan.json:") == 2
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout


def test_another_shape_is_told(run, tmp_path):
    text = FAN.replace('"percent": 40, ...', '"percent": 40')
    (tmp_path / "fan.json").write_text(text, "utf-8")
    result, _ = run(query_fan=OTHER)
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
different  fan.json:8: query-fan
           + return.stuck  answered, not documented
answered   fan.json:14: query-fan: the document shows no reply
"""
    )


def test_only_queries_are_sent(run):
    result, heard = run("set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard, result.stdout) == (0, [], "")
    assert result.stderr == (
        f"{HELLO}qapidoc: there is nothing to send: only queries are sent, and what --only names\n"
        "qapidoc: 0 commands\n"
    )


def test_what_is_named_is_sent_if_it_fits(run, tmp_path):
    result, heard = run("--only", "set-fan", "set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard) == (0, [])
    assert result.stdout.startswith("not-sent   fan.json:24: set-fan: ")
    (tmp_path / "monitor").unlink()
    (tmp_path / "fan.json").write_text(FAN.replace("300", "100"), "utf-8")
    result, heard = run("--only", "set-fan", "set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard) == (0, ["set-fan"])
    assert result.stdout == "same       fan.json:24: set-fan\n"


@pytest.mark.parametrize(
    "name, more",
    [("set-fun", "; did you mean 'set-fan'?"), ("fan-reset", ""), ("a\x1b", "")],
)
def test_what_is_named_and_in_no_example_is_told(run, name, more):
    result, heard = run("--only", name, query_fan=SAME)
    assert (result.exit_code, heard) == (0, ["query-fan"])
    told = name.replace("\x1b", "\\x1b")
    assert f"\nqapidoc: --only {told}: no example has this command{more}\n" in result.stderr


def test_results_as_json(run, fits, tmp_path):
    result, _ = run("--format", "json", query_fan=WRONG)
    assert result.exit_code == 1
    document = fits(result.stdout)
    assert document["qemu"] == "9.8.7"
    assert [one["verdict"] for one in document["results"]] == ["wrong", "answered"]
    assert document["results"][0]["faults"][0]["path"] == "return.percent"


@pytest.mark.parametrize("options", [[], ["--format", "json"]], ids=" ".join)
def test_results_in_a_file(run, tmp_path, options):
    shown, _ = run(*options, query_fan=WRONG)
    (tmp_path / "monitor").unlink()
    result, _ = run(*options, "-o", "out", query_fan=WRONG)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", shown.stderr)
    assert (tmp_path / "out").read_text("utf-8") == shown.stdout
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) & 0o400


@pytest.mark.parametrize("options", [[], ["--format", "json", "-o", "out"]], ids=" ".join)
def test_a_connection_that_is_lost(examples, monitor, options):
    address = monitor(plays(Peer.greet, Peer.receive))
    result = examples("--run", "--qmp", address, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    lost = "no answer to 'query-fan': it was closed from the other side"
    assert result.stderr == f"{HELLO}qapidoc: unix:monitor: {lost}\n"
    assert not Path("out").exists()


def test_a_schema_without_examples_needs_no_answers(call, good, monitor):
    heard: list[str] = []
    result = call("examples", good, "--run", "--qmp", monitor(serves({}, heard)))
    assert (result.exit_code, result.stdout, heard) == (0, "", [])
    assert result.stderr.startswith("qapidoc: good.json: there are no examples in it\n")


# --- the manual ------------------------------------------------------------------------------

SHOWN = [
    ("list.txt", []),
    ("printed.txt", ["query-disks"]),
    ("complete.txt", ["--complete", "query-disks"]),
    ("written.json", ["--format", "json", "query-disks"]),
    ("complete.json", ["--format", "json", "--complete", "query-disks"]),
]
"""The files that the manual shows, and the options that make them."""

GREETING = {
    "QMP": {"version": {"qemu": {"major": 10, "minor": 2, "micro": 0}}, "capabilities": ["oob"]}
}

ANSWERS: dict[str, dict[str, Any]] = {
    "query-monitor": {
        "return": {"version": "10.2.0", "pid": 815, "sandboxed": False, "extensions": ["oob"]}
    },
    "query-machine": {
        "return": {
            "state": "running",
            "memory": 4294967296,
            "vcpus": [{"index": 0, "host-cpus": [], "load": 0.5}],
            "started-at": 1764921600,
        }
    },
    "query-disks": {
        "return": [{"id": "root", "source": "file", "format": "qcow9", "size": 8388608}]
    },
    "query-nics": {"return": []},
}


@pytest.fixture
def in_demo(checkout, call, copy_to_change, tmp_path) -> Callable[..., Result]:
    """Run a command in a folder with the demonstration schema."""
    copy_to_change(checkout / "docs" / "demo", tmp_path)
    run: Callable[..., Result] = call
    return run


@pytest.mark.parametrize("file, options", SHOWN)
def test_the_manual_shows_what_the_program_writes(in_demo, checkout, fits, file, options):
    result = in_demo("examples", "qapi/schema.json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    if file.endswith(".json"):
        fits(result.stdout)
    check_shown(checkout, file, result.stdout)


def test_the_manual_shows_a_run(in_demo, checkout, monitor):
    heard: list[str] = []
    address = monitor(serves(ANSWERS, heard, GREETING), name="qmp.sock")
    page = (checkout / "docs" / "qmp-examples.rst").read_text("utf-8")
    (line,) = re.findall(r"\$ qapidoc (examples --run .*)", page)
    assert f" {address} " in line
    result = in_demo(*shlex.split(line))
    assert result.exit_code == 1
    assert heard == [*ANSWERS, "query-recent-jobs"]
    check_shown(checkout, "run.txt", result.output)


def check_shown(checkout: Path, file: str, text: str) -> None:
    """Compare a file of the manual with what is written now."""
    path = checkout / "docs" / "examples" / "qmp" / file
    if os.environ.get("QAPIDOC_UPDATE_SNAPSHOTS"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text
