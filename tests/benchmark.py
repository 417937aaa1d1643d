"""Compare the time and memory of linting QEMU's schema with those of QEMU's own front end.

``python tests/benchmark.py /path/to/qemu``, or ``make bench QEMU=/path/to/qemu``.

What is compared takes turns, since a busy or throttled machine is slow for all of it: first whole
processes, then loading the schema within one process, all modules imported and tables loaded.
Both sides find their byte code, as installed programs do, and qapidoc a cache of its own.
Memory is that of the largest process. With a folder of releases, reading their history is
measured, too, from folders and from the tags of a repository that is made of them. Nothing of
QEMU is copied but for the time of a run: its front end is imported from the tree, and what is
changed are files in a temporary folder.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROUNDS = 7
LOADS = 15
COPIES = 16
CHANGED = "block-export.json"
"""The module that is changed, one of middling size."""

NO_HISTORY = ("--config", "history=off")

CHECKOUT = Path(__file__).resolve().parent.parent

FRONT_END = """
import sys

sys.path.insert(0, sys.argv[1])
from qapi.schema import QAPISchema

QAPISchema(sys.argv[2])
"""
"""Loads and checks a schema, and generates nothing."""

Command = Sequence[str | Path]


class Run(NamedTuple):
    """What one process took: seconds, and its peak of memory in MiB."""

    seconds: float
    memory: float


class Program(NamedTuple):
    """Something to measure: a command, and what has to be done before each run of it."""

    name: str
    command: Command
    before: Callable[[int], None] = lambda _round: None


def main() -> None:
    """Run everything, and print tables."""
    parser = argparse.ArgumentParser(description="Compare qapidoc's speed with QEMU's front end.")
    parser.add_argument("qemu", type=Path, help="a source tree of QEMU, 2.12 or newer")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="default: %(default)s")
    corpus = os.environ.get("QAPIDOC_CORPUS")
    parser.add_argument(
        "--releases",
        type=Path,
        default=Path(corpus, "releases") if corpus else None,
        help="a folder of releases; default: that in $QAPIDOC_CORPUS",
    )
    arguments = parser.parse_args()
    scripts, schema = arguments.qemu / "scripts", arguments.qemu / "qapi" / "qapi-schema.json"
    for path in (scripts / "qapi" / "schema.py", schema):
        if not path.is_file():
            parser.error(f"{path} is not there; name a source tree of QEMU")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), scripts, schema)
        bench.compare(bench.programs(), arguments.rounds)
        bench.compare_sizes(arguments.rounds)
        if arguments.releases is not None:
            bench.compare_histories(arguments.releases.resolve(), arguments.rounds)
    print_loads(compare_loads(scripts, schema, LOADS))


class Bench:
    """Runs programs in a folder of its own."""

    def __init__(self, folder: Path, scripts: Path, schema: Path) -> None:
        self.folder = folder
        self.scripts = scripts
        self.schema = schema
        self.tree = folder / "tree"
        shutil.copytree(schema.parent, self.tree / "qapi")
        shutil.copy(schema.parent.parent / "VERSION", self.tree)
        self.environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        } | {
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "QAPIDOC_CACHE_DIR": str(folder / "cache"),
        }

    def lint(self, *arguments: str | Path) -> Command:
        """Give a command that lints."""
        return (sys.executable, "-m", "qapidoc", "lint", *arguments)

    def programs(self) -> Sequence[Program]:
        """Give what is compared, QEMU's front end first."""
        copy = self.tree / "qapi" / "qapi-schema.json"
        module = self.tree / "qapi" / CHANGED
        front_end = (sys.executable, "-c", FRONT_END, self.scripts, self.schema)
        return (
            Program("QEMU's front end", front_end),
            Program("lint --no-cache", self.lint("--no-cache", self.schema)),
            Program("the same, no history", self.lint("--no-cache", *NO_HISTORY, self.schema)),
            Program("lint, empty cache", self.lint(copy), self.empty_cache),
            Program("lint, nothing changed", self.lint(copy)),
            Program("lint, a comment changed", self.lint(copy), self.change_comment),
            Program("lint, a type changed", self.lint(copy), self.change_type),
            Program("lint of one changed file", self.lint(module), self.change_comment),
            Program("qapidoc --version", (sys.executable, "-m", "qapidoc", "--version")),
        )

    def empty_cache(self, _round: int) -> None:
        """Let the next run find nothing."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def change_comment(self, _round: int) -> None:
        """Add a line to a doc comment, in a module that others look up definitions in."""
        self.change("##\n# @", "##\n# @", "#\n# Added at {time}.\n")

    def change_type(self, _round: int) -> None:
        """Add a member to a struct of that module."""
        self.change("'data': { ", "'data': { '*added-{time}': 'int', ", "")

    def change(self, old: str, new: str, line: str) -> None:
        """Change the first place in the module that has `old`, otherwise each time."""
        path = self.tree / "qapi" / CHANGED
        text = (self.schema.parent / CHANGED).read_text(encoding="utf-8")
        now = str(time.monotonic_ns())
        before, _, after = text.partition(old)
        if line:
            head, _, rest = after.partition("\n")
            after = f"{head}\n{line.replace('{time}', now)}{rest}"
        path.write_text(before + new.replace("{time}", now) + after, encoding="utf-8")

    def measure(self, command: Command) -> Run:
        """Run a program, and give what it took; exit if it could not do its work."""
        began = time.perf_counter()
        process = subprocess.Popen(  # waited for below, where its memory is told too
            command,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        errors = process.stderr.read() if process.stderr is not None else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1} or "Traceback" in errors:  # 1: there are findings
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}\n{errors}")
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return Run(seconds, usage.ru_maxrss / unit)

    def runs(self, programs: Sequence[Program], rounds: int) -> Mapping[str, Sequence[Run]]:
        """Run programs in turn; the first round warms up what caches there are."""
        found: dict[str, list[Run]] = {program.name: [] for program in programs}
        for number in range(rounds + 1):
            for program in programs:
                program.before(number)
                run = self.measure(program.command)
                if number > 0:
                    found[program.name].append(run)
        return found

    def compare(self, programs: Sequence[Program], rounds: int) -> None:
        """Print what programs take, and how that compares with the first."""
        print_table(self.schema, self.runs(programs, rounds))

    def compare_sizes(self, rounds: int) -> None:
        """Print how the time grows with the size of a schema."""
        big = self.folder / "big"
        size = self.copy_many(big)
        once = size / COPIES
        programs = (
            Program("once", self.lint("--no-cache", self.schema)),
            Program(f"{COPIES} copies", self.lint("--no-cache", big / "root.json")),
        )
        runs = self.runs(programs, max(1, rounds // 2))
        seconds = [statistics.median(run.seconds for run in each) for each in runs.values()]
        print()
        print(f"the schema, and {COPIES} copies of it under other names: {rounds // 2} rounds")
        print()
        for name, took, length in zip(runs, seconds, (once, size), strict=True):
            print(
                f"{name:24} {took:6.3f} s  {length / 1000:8.0f} kB  {1e6 * took / length:6.3f} s/MB"
            )
        print(f"time for each byte: {seconds[1] / size / (seconds[0] / once):.2f} times as much")

    def compare_histories(self, releases: Path, rounds: int) -> None:
        """Print what it takes to read the history of releases in folders, and in git."""
        repository = self.folder / "history"
        labels = write_repository(repository, releases)
        root = repository / "qapi" / "qapi-schema.json"
        command = (sys.executable, "-m", "qapidoc", "history", root, "query-status")
        folders = (*command, "--history", releases)
        programs = (
            Program("folders, no cache", (*folders, "--no-cache")),
            Program("folders, empty cache", folders, self.empty_cache),
            Program("folders, nothing changed", folders),
            Program("tags, no cache", (*command, "--no-cache")),
            Program("tags, empty cache", command, self.empty_cache),
            Program("tags, nothing changed", command),
            Program("bundled", (*command, "--history", "bundled")),
        )
        print()
        print(f"the history of {len(labels)} releases")
        print_table(root, self.runs(programs, max(1, rounds // 2)))

    def copy_many(self, folder: Path) -> int:
        """Write copies of the schema, in which all definitions have other names; give the size."""
        from qapidoc.schema.loader import load_schema

        names = "|".join(
            sorted(map(re.escape, load_schema(self.schema).definitions), key=len)[::-1]
        )
        name = re.compile(rf"(?<=['\"@`])({names})(?=['\"`:])")
        folder.mkdir()
        shutil.copy(self.tree / "VERSION", folder)
        size = 0
        for number in range(COPIES):
            copy = folder / f"copy{number}"
            copy.mkdir()
            for path in sorted(self.schema.parent.glob("*.json")):
                text = name.sub(partial(_renamed, number), path.read_text("utf-8"))
                (copy / path.name).write_text(text, encoding="utf-8")
                size += len(text.encode())
        includes = (f"{{ 'include': 'copy{n}/qapi-schema.json' }}\n" for n in range(COPIES))
        (folder / "root.json").write_text("".join(includes), encoding="utf-8")
        return size


def write_repository(top: Path, releases: Path) -> Sequence[str]:
    """Make a repository with a commit and a tag for each release; give their names, in order."""
    from qapidoc.history.choosing import chosen
    from qapidoc.history.folders import Folder

    labels = [each.label for each in chosen(Folder(releases).choices())]
    git = ("git", "-C", top, "-c", "user.name=bench", "-c", "user.email=bench@localhost")
    subprocess.run(["git", "init", "--quiet", top], check=True)
    for label in labels:
        for path in top.iterdir():
            if path.name != ".git":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(releases / label, top, dirs_exist_ok=True)
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "--message", label], check=True)
        subprocess.run([*git, "tag", f"v{label}"], check=True)
    return labels


def _renamed(number: int, match: re.Match[str]) -> str:
    """Give a name that looks like the old one: an event's, a command's or a type's."""
    name = match[1]
    if name.isupper():
        return f"{name}_N{number}"
    return f"{name}N{number}" if name[0].isupper() else f"{name}-n{number}"


def compare_loads(scripts: Path, schema: Path, rounds: int) -> Mapping[str, Sequence[float]]:
    """Load the schema in turn in this process, and give the CPU seconds that each load took.

    Reading and judging all examples of the loaded schema is measured besides, and finding out the
    dates of all names. All find the same
    state of the garbage collector: enabled, with nothing to collect.
    """
    from qapidoc.config import Config
    from qapidoc.engine.dating import Histories
    from qapidoc.examples.judge import judge
    from qapidoc.releases import NEWEST
    from qapidoc.schema.loader import load_schema
    from qapidoc.schema.workspace import Workspace

    sys.path.insert(0, str(scripts))
    front_end = importlib.import_module("qapi.schema").QAPISchema
    known = load_schema(schema, Workspace())
    loads: Mapping[str, Callable[[], object]] = {
        "QEMU's front end": lambda: front_end(str(schema)),
        "load_schema": lambda: load_schema(schema, Workspace()),
        "all examples": lambda: judge(known, target=NEWEST),
        "all dates": lambda: Histories(Config(), Workspace()).dates(schema, known, NEWEST),
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
    print(f"in one process: {rounds} rounds, CPU time")
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
    width = max(24, *map(len, runs))
    heads = f"{'median':>8}   {'min to max':^16} {'ratio':>6}   {'memory':>9} {'ratio':>6}"
    print(f"{'':{width}} {heads}")
    base: tuple[float, float] | None = None
    for name, results in runs.items():
        seconds = [run.seconds for run in results]
        middle, memory = statistics.median(seconds), max(run.memory for run in results)
        base = base or (middle, memory)
        print(
            f"{name:{width}} {middle:6.3f} s   {min(seconds):5.3f} to {max(seconds):5.3f} s"
            f" {middle / base[0]:6.2f}   {memory:5.1f} MiB {memory / base[1]:6.2f}"
        )


if __name__ == "__main__":
    main()
