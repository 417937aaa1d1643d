"""Files that are there as a whole, or as they were before."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path` at once; raise `OSError`, which names it."""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a folder raises, and a device has nothing to lose
        else:
            _replace(target, data)
    except RuntimeError:  # as Python until 3.12 says it
        raise OSError(0, "is a symbolic link to itself", str(path)) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".qapidoc-{os.getpid()}")
    with beside.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            if target.exists():
                shutil.copymode(target, beside)
            beside.replace(target)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
