"""Fuzz each grammar, and all rules, with atheris: ``python -m tests.fuzzing SECONDS``.

What makes a target fail is kept in ``build/fuzz/TARGET/`` and shown; the exit status is then 1.
``python -m tests.fuzzing TARGET FILE`` shows again what one such file does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import atheris

SLOW = 10
"""Seconds after which an input is a finding."""

BUILD = Path("build") / "fuzz"
FOUND = ("crash-*", "timeout-*", "oom-*", "slow-unit-*", "leak-*")


def fuzz_all(seconds: int) -> int:
    """Fuzz each target for its part of the time; give the exit status."""
    from tests.fuzzing.targets import TARGETS

    status = 0
    part = max(1, seconds // len(TARGETS))
    for target in TARGETS:
        print(f"{target}: {part} seconds", flush=True)
        before = found(target)
        _run(target, part)
        for path in sorted(found(target) - before):
            status = 1
            print(f"{target}: {path}\n  {path.read_bytes()[:2000]!r}", flush=True)
    return status


def found(target: str) -> set[Path]:
    """Give the files that made a target fail."""
    return {path for pattern in FOUND for path in (BUILD / target).glob(pattern)}


def _run(target: str, seconds: int) -> None:
    """Fuzz one target in a process of its own, which libFuzzer ends."""
    from tests.fuzzing.seeds import write_dictionary, write_seeds

    folder = BUILD / target
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    write_seeds(target, folder / "seeds")
    write_dictionary(target, folder / "words")
    options = (
        f"-max_total_time={seconds}",
        f"-timeout={SLOW}",
        f"-artifact_prefix={folder}/",
        f"-dict={folder / 'words'}",
        "-max_len=4096",
        "-print_final_stats=1",
        "-verbosity=0",
    )
    command = (sys.executable, "-m", "tests.fuzzing", target, *options)
    subprocess.run((*command, str(folder / "corpus"), str(folder / "seeds")), check=False)


def fuzz(target: str, arguments: list[str]) -> None:
    """Hand one target over to libFuzzer, which does not come back."""
    with atheris.instrument_imports(include=["qapidoc"], enable_loader_override=False):
        from tests.fuzzing.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].isdecimal():
        sys.exit(fuzz_all(int(sys.argv[1])))
    if len(sys.argv) < 3:
        sys.exit("python -m tests.fuzzing SECONDS, or: python -m tests.fuzzing TARGET FILE")
    fuzz(sys.argv[1], sys.argv[2:])
