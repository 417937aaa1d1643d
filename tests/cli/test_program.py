"""The real program: its streams, its exit status, and the terminal it writes to."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from qapidoc import __version__

PLACE = re.compile(rb"bad\.json:3:1: error: .+ \[union-branch-unknown-value\]\n")


def run_on_a_terminal(folder, environment, *arguments: str) -> tuple[int, str]:
    """Run the program with a terminal of its own; give its status and what it wrote."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "qapidoc", *arguments], environment)
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the program has ended, and nobody holds the terminal any more
            break
        if not piece:
            break
        written += piece
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), written.decode().replace("\r\n", "\n")


def test_status_and_streams(qapidoc, bad, good):
    done = qapidoc("lint", "--select", "union", bad, good)
    assert done.returncode == 1
    assert PLACE.fullmatch(done.stdout)
    assert done.stderr == b""


def test_without_an_error(qapidoc, good):
    done = qapidoc("lint", good)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_missing_file(qapidoc):
    done = qapidoc("lint", "missing.json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"qapidoc: missing.json: there is no such file or folder\n"


def test_standard_input(qapidoc, bad_schema):
    done = qapidoc(
        "lint", "--select", "union", "--stdin-filename", "bad.json", "-", data=bad_schema.encode()
    )
    assert done.returncode == 1
    assert PLACE.fullmatch(done.stdout)


def test_version(qapidoc):
    done = qapidoc("--version")
    assert done.returncode == 0
    assert done.stdout.decode().split()[-1] == __version__


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["lint", "-h"], ["rule", "--help"]])
def test_help(call, arguments):
    result = call(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_help_lists_the_commands(qapidoc):
    done = qapidoc("-h")
    assert done.returncode == 0
    for command in (b"lint", b"rule", b"site"):
        assert b"\n  " + command in done.stdout


def test_an_unknown_command(call):
    result = call("lnt")
    assert result.exit_code == 2
    assert "lnt" in result.stderr


# --- names that are hard to show --------------------------------------------------------------


@pytest.mark.parametrize(
    "name, shown",
    [
        (b"b\xffd.json", rb"b\xffd.json"),
        (b"b\x1b[31m\nd.json", rb"b\x1b[31m\x0ad.json"),
        ("bäd.json".encode(), "bäd.json".encode()),
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_names_that_are_hard_to_show(qapidoc, tmp_path, bad_schema, name, shown):
    (tmp_path / os.fsdecode(name)).write_text(bad_schema, encoding="utf-8")
    done = qapidoc("lint", "--select", "union", name)
    assert done.returncode == 1
    assert done.stdout.startswith(shown + b":3:1: error: "), done.stderr
    done = qapidoc("lint", "--output-format", "json", name)
    assert done.returncode == 1
    assert done.stderr == b""
    done = qapidoc("lint", name + b"x")
    (line,) = done.stderr.decode().splitlines()
    assert line.endswith("x: there is no such file or folder")
    assert line.isprintable()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_terminal_that_lacks_characters(qapidoc, tmp_path, encoding):
    text = "{ 'command': 'go', 'if': [ 'X' ] }"
    (tmp_path / "\u65e5.json").write_text(text, encoding="utf-8")
    done = qapidoc("lint", "--select", "language", "\u65e5.json", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert done.stdout.startswith(rb"\u65e5.json:1:26: error: ")
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_a_name_that_is_text_in_one_locale_only(qapidoc, tmp_path):
    """What a run in one locale has kept is not what another one calls the file."""
    name = "f\u00f6n.json".encode()
    (tmp_path / os.fsdecode(name)).write_text("{ 'struct': 's', 'data': {} }", encoding="utf-8")
    c_locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    written = []
    for environment in ({}, c_locale, {}):
        done = qapidoc("lint", "--output-format", "json", name, **environment)
        assert (done.returncode, done.stderr) == (1, b"")
        written.append(done.stdout)
    assert written[0] == written[2]


# --- streams that are not as usual ------------------------------------------------------------


def test_a_reader_that_has_gone(environment, tmp_path, bad_schema):
    for number in range(300):  # blocks of text that a pipe cannot hold
        (tmp_path / f"{number}.json").write_text(bad_schema, encoding="utf-8")
    program = f"{sys.executable} -m qapidoc lint --output-format text ."
    command = f"{program} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    first, status = done.stdout.splitlines()
    assert first.startswith("0.json:")
    assert status == "2"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")  # noqa: PTH110 (a device)
@pytest.mark.parametrize(
    "arguments",
    [["lint", "bad.json"], ["rule", "--all"], ["completion", "bash"], ["--version"], ["--help"]],
)
def test_a_disk_that_is_full(environment, tmp_path, bad, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(
            [sys.executable, "-m", "qapidoc", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr == b"qapidoc: standard output: No space left on device\n"


@pytest.mark.parametrize(
    "redirection, arguments, message",
    [
        ("<&-", "lint -", "standard input is closed"),
        ("0>/dev/null", "lint -", "standard input: Bad file descriptor"),
        (">&-", "lint bad.json", "standard output is closed"),
    ],
)
def test_streams_that_are_closed(environment, tmp_path, bad, *, redirection, arguments, message):
    done = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m qapidoc {arguments} {redirection}"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.decode() == f"qapidoc: {message}\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")  # noqa: PTH110 (a device)
@pytest.mark.parametrize(
    "arguments",
    [["missing.json"], ["--output-file", "findings.txt", "bad.json"], ["-v", "bad.json"]],
)
def test_a_standard_error_that_is_full_leaves_the_status(environment, tmp_path, bad, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(
            [sys.executable, "-m", "qapidoc", "lint", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use stays")
@pytest.mark.parametrize("arguments", ["lint .", "config", "cache"])
def test_a_working_folder_that_is_gone(environment, tmp_path, arguments):
    command = f"mkdir gone; cd gone; rmdir ../gone; exec {sys.executable} -m qapidoc {arguments}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=environment | {"QAPIDOC_CACHE_DIR": "cache"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    told = b"qapidoc: the working folder is gone; change to another one\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", told)


@pytest.mark.parametrize(
    "options",
    [
        ("--output-file", "loop"),
        ("--baseline", "loop"),
        ("--write-baseline=loop",),
        ("--config", "loop"),
        ("--watch", "--output-file", "loop"),
        ("loop",),
    ],
)
def test_a_link_to_itself(call, tmp_path, bad, options):
    (tmp_path / "loop").symlink_to("loop")
    result = call("lint", *options, bad)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "loop: " in result.stderr
    assert result.stderr.count("\n") == 1


def test_choices_are_told_in_one_line(call, good):
    result = call("export", good)
    assert result.exit_code == 2
    assert "introspection, json-schema, model" in result.stderr


def test_an_interrupt(environment, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "qapidoc", "lint", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(1)  # until it waits for its input
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert errors == b"qapidoc: interrupted\n"


# --- terminals --------------------------------------------------------------------------------


def test_on_a_terminal_the_line_is_shown_with_a_marker_in_colour(environment, tmp_path, bad):
    status, written = run_on_a_terminal(tmp_path, environment, "lint", "--select", "union", bad)
    assert status == 1
    assert "\x1b[31m" in written
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    _, head, line, marker, *_ = plain.splitlines()
    assert head == "     3 | { 'union': 'Paint',"
    assert line == "     6 |   'data': { 'blue': 'Depth' } }"
    assert marker == "       |              ^^^^"


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour(environment, tmp_path, bad, setting):
    status, written = run_on_a_terminal(
        tmp_path, environment | setting, "lint", "--select", "union", bad
    )
    assert status == 1
    assert "\x1b" not in written
    assert "^^^^" in written


def test_a_chosen_format_holds_on_a_terminal_too(environment, tmp_path, bad):
    _, written = run_on_a_terminal(
        tmp_path, environment, "lint", "--select", "union", "--output-format", "concise", bad
    )
    assert PLACE.fullmatch(written.encode())
