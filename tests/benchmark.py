"""Compare the time and memory of linting QEMU's schema with those of QEMU's own front end.

``python tests/benchmark.py /path/to/qemu``, or ``make bench QEMU=/path/to/qemu``.

What is compared takes turns, since a busy or throttled machine is slow for all of it: first whole
processes, then loading the schema within one process, all modules imported and tables loaded.
Nothing of QEMU is copied: its front end is imported from the tree.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 7
LOADS = 15

CHECKOUT = Path(__file__).resolve().parent.parent

FRONT_END = """
import sys

sys.path.insert(0, sys.argv[1])
from qapi.schema import QAPISchema

QAPISchema(sys.argv[2])
"""
"""Loads and checks a schema, and generates nothing."""


class Run(NamedTuple):
    """What one process took: seconds, and its peak of memory in MiB."""

    seconds: float
    memory: float


def main() -> None:
    """Run everything, and print a table."""
    parser = argparse.ArgumentParser(description="Compare qapidoc's speed with QEMU's front end.")
    parser.add_argument("qemu", type=Path, help="a source tree of QEMU, 2.12 or newer")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    arguments = parser.parse_args()
    scripts, schema = arguments.qemu / "scripts", arguments.qemu / "qapi" / "qapi-schema.json"
    for path in (scripts / "qapi" / "schema.py", schema):
        if not path.is_file():
            parser.error(f"{path} is not there; name a source tree of QEMU")

    qapidoc = (sys.executable, "-m", "qapidoc")
    programs: Mapping[str, Sequence[str | Path]] = {
        "QEMU's front end": (sys.executable, "-c", FRONT_END, scripts, schema),
        "qapidoc lint --no-cache": (*qapidoc, "lint", "--no-cache", schema),
        "qapidoc --version": (*qapidoc, "--version"),
    }
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(arguments.rounds + 1):
        for name, command in programs.items():
            run = measure(command)
            if number > 0:  # the first warms up what caches there are
                runs[name].append(run)
    print_table(schema, runs)
    print_loads(compare_loads(scripts, schema, LOADS))


def measure(command: Sequence[str | Path]) -> Run:
    """Run a program, and give what it took; exit if it could not do its work."""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    began = time.perf_counter()
    process = subprocess.Popen(  # waited for below, where its memory is told too
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    errors = process.stderr.read() if process.stderr is not None else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1} or "Traceback" in errors:  # 1: there are findings
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}\n{errors}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Run(seconds, usage.ru_maxrss / unit)


def compare_loads(scripts: Path, schema: Path, rounds: int) -> Mapping[str, Sequence[float]]:
    """Load the schema in turn in this process, and give the CPU seconds that each load took.

    Both sides find the same state of the garbage collector: enabled, with nothing to collect.
    """
    from qapidoc.schema.loader import load_schema
    from qapidoc.schema.workspace import Workspace

    sys.path.insert(0, str(scripts))
    front_end = importlib.import_module("qapi.schema").QAPISchema
    loads: Mapping[str, Callable[[], object]] = {
        "QEMU's front end": lambda: front_end(str(schema)),
        "load_schema": lambda: load_schema(schema, Workspace()),
    }
    seconds: dict[str, list[float]] = {name: [] for name in loads}
    for number in range(rounds + 1):
        for name, load in loads.items():
            gc.collect()
            began = time.process_time()
            loaded = load()
            took = time.process_time() - began
            del loaded
            if number > 0:  # the first imports, and loads tables
                seconds[name].append(took)
    return seconds


def print_loads(seconds: Mapping[str, Sequence[float]]) -> None:
    """Print medians, and how they compare with the first."""
    rounds = len(next(iter(seconds.values())))
    print()
    print(f"parse and model, in one process: {rounds} rounds, CPU time")
    print()
    print(f"{'':24} {'median':>8}   {'min to max':^16} {'ratio':>6}")
    base: float | None = None
    for name, results in seconds.items():
        middle = statistics.median(results)
        base = base or middle
        print(
            f"{name:24} {middle:6.3f} s   {min(results):5.3f} to {max(results):5.3f} s"
            f" {middle / base:6.2f}"
        )


def print_table(schema: Path, runs: Mapping[str, Sequence[Run]]) -> None:
    """Print medians, and how they compare with the first."""
    rounds = len(next(iter(runs.values())))
    print(f"{schema}: {rounds} rounds, Python {sys.version.split()[0]}")
    print()
    print(f"{'':24} {'median':>8}   {'min to max':^16} {'ratio':>6}   {'memory':>9} {'ratio':>6}")
    base: tuple[float, float] | None = None
    for name, results in runs.items():
        seconds = [run.seconds for run in results]
        middle, memory = statistics.median(seconds), max(run.memory for run in results)
        base = base or (middle, memory)
        print(
            f"{name:24} {middle:6.3f} s   {min(seconds):5.3f} to {max(seconds):5.3f} s"
            f" {middle / base[0]:6.2f}   {memory:5.1f} MiB {memory / base[1]:6.2f}"
        )


if __name__ == "__main__":
    main()
