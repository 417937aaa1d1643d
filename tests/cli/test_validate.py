"""What `qapidoc validate` takes, writes, and ends with."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from qapidoc.cli.validate import FOREIGN
from qapidoc.examples.faults import ExampleFaultKind

PUMP = """\
{ 'struct': 'Flow', 'data': { 'litres': 'int' } }
{ 'command': 'pump', 'data': { '*speed': 'uint8' }, 'features': [ 'deprecated' ] }
{ 'command': 'query-flow', 'returns': 'Flow' }
{ 'event': 'DRY' }
"""
GOOD = '-> {"execute": "query-flow"}\n<- {"return": {"litres": 5}}\n'
BAD = 'noise\n-> {"execute": "pump", "arguments": {"speed": 256}}\n'
FAULT = "log:2:47: 'arguments.speed' must be from 0 to 255 (uint8), not 256 [out-of-range]\n"
VALIDATE = ("validate", "--schema", "pump.json")


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    """A schema, and a log with a fault."""
    (tmp_path / "pump.json").write_text(PUMP, "utf-8")
    (tmp_path / "log").write_text(BAD, "utf-8")
    (tmp_path / "good").write_text(GOOD, "utf-8")


@pytest.mark.parametrize(
    "arguments, data, expected, summary",
    [
        ([], GOOD, "", "2 messages, 0 faults"),
        (["-"], GOOD, "", "2 messages, 0 faults"),
        (["good"], "", "", "2 messages, 0 faults"),
        (["log"], "", FAULT, "1 message, 1 fault; 1 line passed over"),
        (["good", "log"], "", FAULT, "3 messages, 1 fault; 1 line passed over"),
        (["-"], BAD, FAULT.replace("log", "<stdin>"), "1 message, 1 fault; 1 line passed over"),
        (
            ["--max-faults", "1", "log", "log"],
            "",
            FAULT,
            "2 messages, 2 faults; 2 lines passed over",
        ),
        (["--max-faults", "0", "log"], "", "", "1 message, 1 fault; 1 line passed over"),
        (["-q", "log"], "", FAULT, ""),
        (
            ["--deprecated", "log"],
            "",
            "log:2:16: command 'pump' is deprecated [deprecated]\n" + FAULT,
            "1 message, 2 faults; 1 line passed over",
        ),
        (["--unstable", "good"], "", "", "2 messages, 0 faults"),
    ],
)
def test_runs(call, arguments, data, expected, summary):
    result = call(*VALIDATE, *arguments, data=data.encode())
    assert (result.exit_code, result.stdout) == (bool(expected) or "log" in arguments, expected)
    assert result.stderr == (f"qapidoc: {summary}\n" if summary else "")


def test_numbers_are_for_people(call):
    result = call(*VALIDATE, data=GOOD.encode() * 1000)
    assert result.stderr == "qapidoc: 2,000 messages, 0 faults\n"


def test_json(call, checkout):
    import jsonschema

    schema = json.loads((checkout / "docs" / "validate.schema.json").read_text("utf-8"))
    kinds = {kind.value.removeprefix("example-") for kind in ExampleFaultKind}
    assert set(schema["properties"]["kind"]["enum"]) <= kinds
    result = call(*VALIDATE, "--format", "json", "log", "-", data=b'-> {"a": "\xfe\\u001b"}\n')
    records = [json.loads(line) for line in result.stdout.splitlines()]
    for record in records:
        jsonschema.Draft202012Validator(schema).validate(record)
    assert records[0] == {
        "file": "log",
        "line": 2,
        "column": 47,
        "kind": "out-of-range",
        "role": "command",
        "name": "pump",
        "path": "arguments.speed",
        "message": "'arguments.speed' must be from 0 to 255 (uint8), not 256",
    }
    assert {record["file"] for record in records} == {"log", "<stdin>"}
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--schema", "pump.json", "none"], "none: No such file or directory"),
        (["--schema", "pump.json", "."], ".: Is a directory"),
        (["--schema", "pump.json"], "<stdin>: there is no message in it"),
        (["--schema", "none.json"], "none.json: cannot be read: No such file or directory"),
        (["--schema", "good"], "good: it defines no command and no event"),
        (["--schema", "-"], "--schema: name a file; standard input is for messages"),
        ([], "Missing option '--schema'."),
        (["--schema", "pump.json", "--max-faults", "x"], "Invalid value for '--max-faults': 'x'"),
    ],
)
def test_what_cannot_run(call, arguments, message):
    result = call("validate", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert any(line.startswith(f"qapidoc: {message}") for line in result.stderr.splitlines())


def test_other_files_are_read_if_one_cannot_be(call):
    result = call(*VALIDATE, "none", "log")
    assert (result.exit_code, result.stdout) == (2, FAULT)


def test_a_binary_file_has_no_message(call, tmp_path):
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 100)
    result = call(*VALIDATE, "binary")
    assert result.exit_code == 2
    assert "binary: there is no message in it" in result.stderr


def test_a_schema_with_problems_is_used_as_far_as_it_goes(call, tmp_path):
    (tmp_path / "pump.json").write_text(PUMP + "{ 'command': 'x', 'data': 'Nix' }\n", "utf-8")
    result = call(*VALIDATE, "log")
    assert (result.exit_code, result.stdout) == (1, FAULT)
    assert result.stderr.count("\n") == 2
    assert "1 problem" in result.stderr


def test_what_is_not_judged_is_told(call):
    line = '7: info : qemuAgentCommandFull:1 : Send command \'{"execute": "x"}\'\n'
    deep = "[" * 100 + "]" * 100
    log = f'{line}-> {{"execute": "query-flow", "arguments": {deep}}}\n'
    result = call(*VALIDATE, data=log.encode())
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "qapidoc: 2 messages, 0 faults",
        f"qapidoc: 1 message not judged: {FOREIGN}",
        "qapidoc: 1 message not judged: too many nested brackets",
    ]


# --- streams ----------------------------------------------------------------------------------


@pytest.fixture
def running(tmp_path, environment):
    """A process that validates standard input."""
    with subprocess.Popen(
        [sys.executable, "-m", "qapidoc", *VALIDATE],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        yield process
        process.kill()


def test_faults_appear_as_they_come(running):
    for _ in range(3):
        running.stdin.write(BAD.encode())
        running.stdin.flush()
        assert b"out-of-range" in running.stdout.readline()
    assert running.communicate() == (b"", b"qapidoc: 3 messages, 3 faults; 3 lines passed over\n")
    assert running.returncode == 1


def test_an_interrupt_ends_it_with_what_was_found(running):
    running.stdin.write(BAD.encode())
    running.stdin.flush()
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    running.wait(10)
    told = running.stderr.read().decode().splitlines()
    assert told == [
        "qapidoc: 1 message, 1 fault; 1 line passed over",
        "qapidoc: interrupted",
    ]
    assert running.returncode == 2


def test_a_reader_that_goes_away_ends_it(running):
    running.stdin.write(BAD.encode())
    running.stdin.flush()
    running.stdout.readline()
    running.stdout.close()
    deadline = time.monotonic() + 10
    with suppress(BrokenPipeError):
        while running.poll() is None and time.monotonic() < deadline:
            running.stdin.write(BAD.encode())
            running.stdin.flush()
    with suppress(BrokenPipeError):
        running.stdin.close()
    assert running.wait(10) == 2
    assert running.stderr.read() == b""


MEASURED = """
import atexit, sys
from pathlib import Path
from qapidoc.cli import main
atexit.register(lambda: sys.stderr.write(Path("/proc/self/status").read_text()))
main()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell")
def test_memory_is_constant(tmp_path, environment):
    """A log of ten times the size takes no more memory."""
    line = b'<- {"return": {"litres": 5}, "id": "%s"}\n' % (b"x" * 100_000)
    peaks = []
    for size in (5_000_000, 50_000_000):
        with (tmp_path / "large").open("wb") as log:
            for _ in range(size // len(line)):
                log.write(line + GOOD.encode())
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *VALIDATE, "large"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, "")
        (peak,) = re.findall(r"VmHWM:\s*(\d+) kB", done.stderr)
        peaks.append(int(peak))
    assert peaks[1] < peaks[0] * 1.05
