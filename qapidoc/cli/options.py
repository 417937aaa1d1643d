"""Options that go together, and options that do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from qapidoc.cli.failure import fail

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def together(*options: Decorator) -> Decorator:
    """Give one decorator for several options, which ``--help`` lists in this order."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to this file, all at once, instead of standard output.",
)


def exclusive(given: Mapping[str, bool]) -> None:
    """Fail if more than one of several options is given."""
    first, *others = [name for name, is_given in given.items() if is_given] or [""]
    if others:
        fail(f"{first} and {others[0]}: give one of them, and the other in another run")
