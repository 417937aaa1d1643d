"""The cache on disk: from a key to bytes, and nothing else.

A cache can only save time. Whatever is wrong with it, a damaged, foreign or old file, a full or
read-only disk, another run that writes at the same moment, reads as if nothing were there.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

FOLDER_VARIABLE = "QAPIDOC_CACHE_DIR"

MAX_AGE = 30 * 24 * 3600
"""Seconds after which an entry that no run has used goes."""

MAX_SIZE = 256 * 2**20
"""Bytes that all entries may take; beyond that the ones that were not used for longest go."""

MAX_ENTRY = 64 * 2**20
"""Bytes of the largest entry that is kept or read."""

_DAY = 24 * 3600
_MAGIC = b"qapidoc cache 1\n"
_DIGEST_SIZE = 16
_TAG_NAME = "CACHEDIR.TAG"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# See https://bford.info/cachedir/\n"
"""What tells backup programs to leave a folder out (Cache Directory Tagging Specification)."""


def digest(*parts: bytes) -> bytes:
    """Give a digest of byte strings, each of which counts by itself."""
    state = blake2b(digest_size=_DIGEST_SIZE)
    for part in parts:
        state.update(len(part).to_bytes(8))
        state.update(part)
    return state.digest()


def tool_stamp() -> bytes:
    """Give what changes with the tool: the interpreter, and the files of the package.

    A version alone would not do: an installation from a checkout has the same one for long.
    """
    package = Path(__file__).parent
    files = [(str(sys.version_info), 0, 0)]
    waiting = [str(package)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                elif entry.name.endswith((".py", ".json", ".lark", ".history")):
                    status = entry.stat()
                    files.append((entry.path, status.st_mtime_ns, status.st_size))
    return digest(repr(sorted(files)).encode("utf-8", "surrogateescape"))


def default_folder() -> Path | None:
    """Give the folder of the user's cache; ``None`` for a user without a home."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).absolute()
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("qapidoc", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # as a '~' that stands for nothing


class Usage(msgspec.Struct, frozen=True):
    """How many entries there are, and the bytes that they take."""

    entries: int
    size: int


class Store:
    """Entries below `folder`, which is made when the first is written.

    What was written with another `stamp` is not found.
    """

    def __init__(self, folder: Path, stamp: bytes = b"") -> None:
        self.folder = folder
        self._stamp = stamp
        self._entries = folder / "entries"
        self._writable = True
        self._wrote = False

    def get(self, key: bytes) -> bytes | None:
        """Give what is kept under `key`, ``None`` if there is nothing that could be trusted."""
        path = self._path(key)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_ENTRY:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        body = len(_MAGIC) + _DIGEST_SIZE
        content = data[body:]
        if data[:body] != _MAGIC + digest(key, content):
            return None
        if time.time() - status.st_mtime > _DAY:
            with suppress(OSError):
                os.utime(path)  # it is in use, so that pruning leaves it
        return content

    def has(self, key: bytes) -> bool:
        """Tell whether something is kept under `key`, be it to be trusted or not."""
        try:
            return self._path(key).is_file()
        except OSError:
            return False

    def put(self, key: bytes, content: bytes) -> None:
        """Keep `content` under `key`, if that can be done."""
        if not self._writable or len(content) > MAX_ENTRY:
            return
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
        try:
            self._make(path.parent)
            with beside.open("xb") as file:
                file.write(_MAGIC + digest(key, content) + content)
            beside.replace(path)
            self._wrote = True
        except OSError as error:
            # A full or read-only disk stays so; a folder is in the way of one entry only.
            self._writable = isinstance(error, IsADirectoryError)
            with suppress(OSError):
                beside.unlink()

    def usage(self) -> Usage:
        """Count the entries."""
        sizes = [status.st_size for _, status in self._all()]
        return Usage(len(sizes), sum(sizes))

    def clear(self) -> Usage:
        """Remove all entries, and give what they were; raise `OSError` if one stays."""
        removed, size = 0, 0
        for path, status in self._all():
            path.unlink(missing_ok=True)  # another run may clear it too
            removed, size = removed + 1, size + status.st_size
        return Usage(removed, size)

    def prune(self, now: float | None = None) -> None:
        """Remove entries that were not used for long, or that are too many.

        Without `now` it does so once a day, and only if this run has written anything.
        """
        if now is None:
            if not self._wrote or not self._is_due():
                return
            now = time.time()
        kept = 0
        for path, status in sorted(self._all(), key=lambda entry: -entry[1].st_mtime):
            kept += status.st_size
            if now - status.st_mtime > MAX_AGE or kept > MAX_SIZE:
                with suppress(OSError):
                    path.unlink()

    def _is_due(self) -> bool:
        marker = self.folder / "pruned"
        with suppress(OSError):
            if 0 <= time.time() - marker.stat().st_mtime < _DAY:
                return False
        with suppress(OSError):
            marker.touch()
        return True

    def _path(self, key: bytes) -> Path:
        name = digest(self._stamp, key).hex()
        return self._entries / name[:2] / name[2:]

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tag = self.folder / _TAG_NAME
        if not tag.exists():
            tag.write_text(_TAG, encoding="ascii")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _all(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Give the files of the entries, and what a killed run has left beside them."""
        for path in self._entries.glob("*/*"):
            with suppress(OSError):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode):
                    yield path, status
