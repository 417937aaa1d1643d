"""What tells that files have not changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]
"""The paths of files, when each was changed (in nanoseconds), and their sizes."""


def stamp_of(files: Iterable[str]) -> Stamp:
    """Look at files; one that is not there has no size."""
    return tuple((file, *_look(Path(file))) for file in files)


def _look(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, -1
    return found.st_mtime_ns, found.st_size
