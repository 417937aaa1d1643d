"""What commands take that read schemas: paths, standard input, and settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from qapidoc.cli.failure import fail
from qapidoc.config import Config, find_config, read_config, read_target

STANDARD_INPUT = "-"


_SOURCE_OPTIONS = (
    click.option(
        "--config",
        "config_file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Read the settings from this file.",
    ),
    click.option(
        "--stdin-filename",
        type=click.Path(path_type=Path),
        help="The path that standard input ('-') stands for.",
    ),
    click.option(
        "--allow-outside", is_flag=True, help="Read includes that leave the schema's tree."
    ),
)

Command = TypeVar("Command", bound=Callable[..., None])


def source_options(command: Command) -> Command:
    """Give a command the options that tell where schemas and settings come from."""
    for option in reversed(_SOURCE_OPTIONS):
        command = option(command)
    return command


def read_inputs(
    paths: Sequence[str], stdin_filename: Path | None
) -> tuple[list[Path], dict[Path, bytes]]:
    """Give the paths to read, and the text that stands in for one of them."""
    texts: dict[Path, bytes] = {}
    files = []
    for path in paths:
        if path != STANDARD_INPUT:
            files.append(_resolved(path))
            continue
        stands_for = _resolved(str(stdin_filename or "<stdin>"))
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
    return sys.stdin.buffer.read()


def read_settings(first: Path, config_file: Path | None, target_version: str | None) -> Config:
    """Read the settings for `first`, and put what the command line says over them."""
    if config_file is not None:
        config = read_config(config_file.resolve())
    else:
        config = find_config(first if first.is_dir() else first.parent)
    if target_version is None:
        return config
    try:
        return msgspec.structs.replace(config, target_version=read_target(target_version))
    except ValueError as error:
        fail(f"--target-version {error}")


def _resolved(path: str) -> Path:
    if not path:
        fail("a path is empty")
    try:
        return Path(path).resolve()
    except RuntimeError:  # as Python until 3.12 says it
        fail(f"{path}: is a symbolic link to itself")
