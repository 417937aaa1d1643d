"""Lines on standard output, or in a file that is there as a whole or as before."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from qapidoc.writing import write_whole


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Write lines into a file, or to standard output if there is none."""
    if output is not None:
        text = "".join(f"{line}\n" for line in lines)
        write_whole(output, text.encode("utf-8", "backslashreplace"))
        return
    for line in lines:
        click.echo(line)
    sys.stdout.flush()
