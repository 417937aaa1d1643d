"""Files that are there as a whole, or as they were before."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".qapidoc-", ".tmp"

STALE = 60
"""Seconds after which a temporary file is one that a killed run has left: writing takes less."""


def write_whole(path: Path, data: bytes, expected: bytes | None = None) -> None:
    """Put `data` into the file at `path` at once; raise `OSError`, which names it.

    A symbolic link stays, and its target is written. Mode and owner stay, the latter where that
    is permitted. If the file is to hold `expected` and holds something else by now, it is left as
    it is.
    """
    try:
        target = real_path(path)
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a folder raises, and a device has nothing to lose
        else:
            _replace(target, data, expected)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def real_path(path: Path) -> Path:
    """Give the absolute path without links in it; raise `OSError` for a link to itself."""
    try:
        real = path.resolve()
    except RuntimeError:  # as Python until 3.12 says it
        real = path
    if real.is_symlink():
        raise OSError(errno.ELOOP, "is a symbolic link to itself", str(path))
    return real


def has_other_names(path: Path) -> bool:
    """Tell whether hard links lead to the file; `write_whole` leaves their text as it is."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


def _replace(target: Path, data: bytes, expected: bytes | None) -> None:
    before = target.stat() if target.exists() else None
    if before is not None and not (before.st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "is read-only")
    _remove_stale(target.parent)
    beside = target.with_name(f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")
    mode = 0o666 if before is None else 0o600  # the umask makes the mode of a new file
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if before is not None:
                _take_over(beside, before)
            os.fsync(descriptor)
        if expected is not None:
            _check(target, expected)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(target.parent)


def _check(target: Path, expected: bytes) -> None:
    if target.read_bytes() != expected:
        raise OSError(errno.EBUSY, "it has changed meanwhile, and is left as it is; try again")


def _take_over(beside: Path, before: os.stat_result) -> None:
    """Give a new file the owner and the mode of the old one."""
    with suppress(OSError, AttributeError):  # not everybody may, and not every system can
        os.chown(beside, before.st_uid, before.st_gid)
    beside.chmod(stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Have the new name of a file survive a power failure, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_stale(folder: Path) -> None:
    """Remove what runs that were killed have left in a folder."""
    latest = time.time() - STALE
    for other in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if other.lstat().st_mtime < latest:
                other.unlink()
