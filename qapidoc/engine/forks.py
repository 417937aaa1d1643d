"""Work for a second processor: a fork of this process that hands bytes back."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn, TypeVar

Task = TypeVar("Task")

WORTH_IT = 50_000
"""Characters to read, or to run rules over, from which a fork saves more time than it takes."""


def can_fork() -> bool:
    """Tell whether a fork would help, and do no harm.

    A process with threads must not fork, and on macOS the system's libraries may have some.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return False
    return _processors() > 1


def _processors() -> int:
    """Give the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shares(weights: Mapping[Task, int], lead: int = 0) -> tuple[list[Task], list[Task]]:
    """Split tasks by their weights, in characters, into this process's share and a fork's.

    The latter is empty where a fork is not worth it. The order within each is kept. `lead` is
    the weight of what this process has to do besides, while the fork is at its share.
    """
    if lead + sum(weights.values()) < WORTH_IT or not weights or not can_fork():
        return list(weights), []
    mine, theirs = set[Task](), set[Task]()
    heaviest_first = sorted(weights.items(), key=lambda item: -item[1])
    for task, weight in heaviest_first:
        if lead > 0:
            theirs.add(task)
            lead -= weight
        else:
            mine.add(task)
            lead += weight
    return [task for task in weights if task in mine], [task for task in weights if task in theirs]


@contextmanager
def forked(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Do `work` in a fork while the body runs.

    The body is given a function that waits for what `work` returns; it gives ``None`` if that
    did not come about, whatever the reason, so that the body can do the work itself.
    """
    reading, writing = os.pipe()
    try:
        pid = os.fork()
    except OSError:  # too many processes, or too little memory
        os.close(reading)
        os.close(writing)
        yield lambda: None
        return
    if pid == 0:
        _work_and_exit(work, reading, writing)
    os.close(writing)
    waited = False
    with os.fdopen(reading, "rb") as pipe:

        def result() -> bytes | None:
            nonlocal waited
            data = pipe.read()
            _, status = os.waitpid(pid, 0)
            waited = True
            return data if status == 0 else None

        try:
            yield result
        finally:
            if not waited:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _work_and_exit(work: Callable[[], bytes], reading: int, writing: int) -> NoReturn:
    """Write what `work` returns, and end without what a process does at its end."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
        status = 0
    finally:
        os._exit(status)
