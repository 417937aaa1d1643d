"""What is done, and how long it takes: ``--verbose``."""

from __future__ import annotations

import time

import click

from qapidoc.report.places import shown


class Stopwatch:
    """Writes a line for each stage, with the seconds since the one before."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def tell(self, stage: str) -> None:
        """Say what was done until now."""
        now = time.perf_counter()
        click.echo(f"qapidoc: {now - self._last:7.3f} s  {shown(stage)}", err=True)
        self._last = now
