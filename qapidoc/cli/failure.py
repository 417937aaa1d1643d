"""How a command ends when it could not run: one line that says why, and exit status 2.

What does not end it is a note, written alike.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NoReturn

import click

from qapidoc.report.places import shown

STATUS = 2


def fail(message: str) -> NoReturn:
    """End the program."""
    note(message)
    sys.exit(STATUS)


def note(*messages: str) -> None:
    """Tell of what does not stop the program, on standard error, each on a line of its own."""
    for message in messages:
        try:
            click.echo(f"qapidoc: {' '.join(map(shown, message.splitlines()))}", err=True)
        except OSError:  # nobody can be told, but the exit status still counts
            _give_up(sys.stderr)


def _give_up(stream: IO[str]) -> None:
    """Keep Python from flushing into a closed pipe, or onto a full disk, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def failures(*expected: type[Exception]) -> Iterator[None]:
    """Turn exceptions that are about the world into the end of the program."""
    try:
        yield
    except BrokenPipeError:
        _give_up(sys.stdout)
        sys.exit(STATUS)
    except expected as error:
        fail(str(error))
    except OSError as error:
        if error.filename is not None:
            fail(f"{os.fsdecode(error.filename)}: {error.strerror}")
        if isinstance(error, FileNotFoundError):  # streams are there, and files have names
            fail("the working folder is gone; change to another one")
        _give_up(sys.stdout)
        fail(f"standard output: {error.strerror or error}")
    except KeyboardInterrupt:
        fail("interrupted")
