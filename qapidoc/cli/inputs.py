"""What commands take that read schemas: paths and standard input."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qapidoc.cli.failure import fail
from qapidoc.cli.options import together
from qapidoc.cli.settings import config_option
from qapidoc.writing import real_path

STANDARD_INPUT = "-"


outside_option = click.option(
    "--allow-outside", is_flag=True, help="Read includes that leave the schema's tree."
)

source_options = together(
    config_option,
    click.option(
        "--stdin-filename",
        type=click.Path(path_type=Path),
        help="The path that standard input ('-') stands for.",
    ),
    outside_option,
)
"""The options that tell where schemas and settings come from."""


def read_inputs(
    paths: Sequence[str], stdin_filename: Path | None
) -> tuple[list[Path], dict[Path, bytes]]:
    """Give the paths to read, and the text that stands in for one of them."""
    if stdin_filename is not None and STANDARD_INPUT not in paths:
        fail("--stdin-filename goes with '-', which reads standard input")
    texts: dict[Path, bytes] = {}
    files = []
    for path in paths:
        if path != STANDARD_INPUT:
            files.append(resolved(path))
            continue
        stands_for = resolved(str(stdin_filename or "<stdin>"))
        if stands_for.is_dir():
            fail(f"--stdin-filename: {stdin_filename} is a folder; name a file in it")
        if not texts:
            texts[stands_for] = read_standard_input()
        files.append(stands_for)
    return files, texts


def read_standard_input() -> bytes:
    """Give all of standard input."""
    if sys.stdin is None:
        fail("standard input is closed")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        fail(f"standard input: {error.strerror}")


def resolved(path: str) -> Path:
    """Give the absolute path of what a command line names; fail if it cannot be one."""
    if not path:
        fail("a path is empty")
    try:
        return real_path(Path(path))
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        fail(f"{path}: {error.strerror}")
