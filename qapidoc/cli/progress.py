"""A progress bar on a terminal, once something takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

DELAY = 0.5
"""Seconds after which the bar appears."""


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """Give a function that is called with the name of each of `total` things begun.

    Without a terminal, or without rich, it shows nothing.
    """
    if not sys.stderr.isatty():
        yield lambda _name: None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        yield lambda _name: None
        return
    began = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=total)
    shown = False

    def step(name: str) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began > DELAY:
            bar.start()
            shown = True
        bar.update(task, advance=1, description=f"{what} {name}")

    try:
        yield step
    finally:
        if shown:
            bar.stop()
