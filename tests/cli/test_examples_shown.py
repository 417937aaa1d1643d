"""What the manual shows of `qapidoc examples` is what it writes."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.peers import serves

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
