"""How a command ends when it could not run: one line that says why, and exit status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from qapidoc.report.places import shown

STATUS = 2


def fail(message: str) -> NoReturn:
    """End the program."""
    line = " ".join(shown(part) for part in message.splitlines())
    click.echo(f"qapidoc: {line}", err=True)
    sys.exit(STATUS)


@contextmanager
def failures(*expected: type[Exception]) -> Iterator[None]:
    """Turn exceptions that are about the world into the end of the program."""
    try:
        yield
    except BrokenPipeError:
        # The reader has gone; keep Python from flushing into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(STATUS)
    except expected as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("interrupted")
