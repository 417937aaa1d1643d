"""`qapidoc lint --watch`, as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qapidoc.cli.watch import INTERRUPTED

WAITING = "qapidoc: watching for changes; Ctrl-C ends it"

Watch = Callable[..., Callable[[], list[str]]]


@pytest.fixture
def watch(environment, tmp_path) -> Iterator[Watch]:
    """Start the program with `--watch`, and give what tells what it writes until it waits."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Callable[[], list[str]]:
        process = subprocess.Popen(
            [sys.executable, "-m", "qapidoc", "lint", "--watch", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        deadline = threading.Timer(60, process.kill)
        deadline.daemon = True
        deadline.start()

        def told() -> list[str]:
            assert process.stdout is not None
            lines: list[str] = []
            for line in process.stdout:
                if line.rstrip() == WAITING:
                    return lines
                lines.append(line.rstrip())
            pytest.fail(f"it has ended: {lines}")

        return told

    yield start
    for process in started:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        assert (rest, process.returncode) == ("", INTERRUPTED)


def write(path: Path, text: str) -> None:
    """Write a file that is there as a whole at once, as editors do."""
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def rules(lines: list[str]) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")]


def changed(lines: list[str]) -> set[str]:
    """Give the names of the files that a run says have changed."""
    (told,) = (line for line in lines if line.startswith("qapidoc: changed: "))
    return set(told.removeprefix("qapidoc: changed: ").split(", "))


def test_a_schema_that_changes(watch, tmp_path, bad, bad_schema, good_schema):
    told = watch("--select", "language,union", ".")
    assert rules(told()) == ["union-branch-unknown-value"]
    write(tmp_path / bad, good_schema)
    assert told() == ["qapidoc: changed: bad.json"]
    write(tmp_path / bad, good_schema[:40] + "\n{ 'comm")
    lines = told()
    assert changed(lines) == {"bad.json"}
    assert "language-syntax" in rules(lines)


def test_files_that_come_and_go(watch, tmp_path, bad, bad_schema, good_schema):
    """What is done at once may be told of in one run or in several."""
    told = watch("--select", "union", ".")
    told()
    (tmp_path / bad).unlink()
    assert told()[0] == "qapidoc: changed: bad.json"
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "new.json", bad_schema)
    while not rules(lines := told()):
        pass
    assert lines[1].startswith("sub/new.json:3:1: ")
    (tmp_path / "sub" / "new.json").rename(tmp_path / "moved.json")
    while not rules(lines := told()) or "sub/new.json:" in lines[1]:
        pass
    assert lines[1].startswith("moved.json:3:1: ")


def test_settings_and_the_version_that_change(watch, tmp_path, bad):
    settings = tmp_path / "qapidoc.toml"
    settings.write_text("select = ['union']\n", "utf-8")
    told = watch(bad)
    assert rules(told()) == ["union-branch-unknown-value"]
    write(settings, "select = ['since'\n")
    first, error = told()
    assert first == "qapidoc: changed: qapidoc.toml"
    assert "is no valid TOML" in error
    write(settings, "select = ['section']\n")
    assert told() == ["qapidoc: changed: qapidoc.toml"]
    write(tmp_path / "VERSION", "2.0\n")
    assert told() == ["qapidoc: changed: VERSION"]


def test_what_does_not_matter_is_passed_over(watch, tmp_path, bad):
    told = watch("--select", "union", bad)
    told()
    write(tmp_path / "notes.txt", "any")
    (tmp_path / "build").mkdir()
    write(tmp_path / "build" / "compile_commands.json", "[]")
    write(tmp_path / "other.json", "[]")
    assert told()[0] == "qapidoc: changed: other.json"


@pytest.mark.parametrize(
    "path, message",
    [
        ("-", "--watch: standard input cannot be watched; name a file"),
        ("none.json", "none.json: there is no such file or folder"),
    ],
)
def test_what_cannot_be_watched(qapidoc, path, message):
    done = qapidoc("lint", "--watch", path)
    assert (done.returncode, done.stderr.decode()) == (2, f"qapidoc: {message}\n")


def test_without_the_package(qapidoc, tmp_path, good, environment):
    (tmp_path / "watchfiles.py").write_text("raise ModuleNotFoundError", "utf-8")
    found = f"{tmp_path}:{environment['PYTHONPATH']}"
    done = qapidoc("lint", "--watch", good, PYTHONPATH=found)
    assert done.returncode == 2
    assert done.stderr == (
        b"qapidoc: --watch: watchfiles is missing: pip install 'qapidoc[watch]'\n"
    )
