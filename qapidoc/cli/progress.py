"""A progress bar on a terminal, once reading takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from qapidoc.report.places import shown

if TYPE_CHECKING:
    from rich.progress import Progress

DELAY = 0.5
"""Seconds after which the bar appears."""


class ReadingBar:
    """Shows how many of ``total`` files have been read.

    Without a terminal on standard error, or without rich, it shows nothing.
    """

    def __init__(self) -> None:
        self.total: int | None = None
        self._read = 0
        self._began = time.monotonic()
        self._silent = sys.stderr is None or not sys.stderr.isatty()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        """Begin to count the time."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()

    def step(self, path: str) -> None:
        """Note that the file at `path` is being read, or a release of that name."""
        self._read += 1
        if self._silent or time.monotonic() - self._began < DELAY:
            return
        if self._bar is None:
            self._bar = _rich_bar()
            if self._bar is None:
                self._silent = True
                return
            self._bar.start()
            self._bar.add_task("Reading")
        from rich.markup import escape

        (task,) = self._bar.task_ids
        description = f"Reading {escape(shown(path))}"
        total = self.total if self.total is not None and self._read <= self.total else None
        self._bar.update(task, total=total, completed=self._read, description=description)


def _rich_bar() -> Progress | None:
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        return None
    context = click.get_current_context(silent=True)
    plain = True if context is not None and context.color is False else None
    return Progress(console=Console(stderr=True, no_color=plain), transient=True)
