"""Releases in a folder: a tree each, in folders that are called like the releases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from qapidoc.history.choosing import Choice, choice, choice_by_version
from qapidoc.schema.workspace import VERSION_FILE


class Folder(msgspec.Struct, frozen=True):
    """A folder of releases (resolved)."""

    path: Path

    def choices(self) -> Iterator[Choice]:
        """Give the releases in it, by the names of their folders, else by their ``VERSION``."""
        for below in sorted(self.path.iterdir()):
            if not below.is_dir():
                continue
            found = choice(below.name)
            if found is None:
                found = _by_version(below)
            if found is not None:
                yield found

    def fingerprint(self, _label: str) -> bytes | None:
        """Give ``None``: only looking at all files would tell."""
        return None

    def has(self, path: str) -> bool:
        """Tell whether any release has a file at a path."""
        return any(self._file(each.label, path) is not None for each in self.choices())

    def read(self, label: str, path: str) -> bytes | None:
        """Give the file at a path in a release, ``None`` if there is none."""
        try:
            file = self._file(label, path)
            return file.read_bytes() if file is not None else None
        except OSError:
            return None

    def _file(self, label: str, path: str) -> Path | None:
        """Find a file of a release, unless it is outside of that."""
        top = self.path / label
        try:
            file = (top / path).resolve()
            return file if file.is_relative_to(top.resolve()) and file.is_file() else None
        except (OSError, RuntimeError, ValueError):
            return None


def _by_version(folder: Path) -> Choice | None:
    try:
        version = (folder / VERSION_FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return choice_by_version(folder.name, version)
