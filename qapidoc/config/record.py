"""The settings as a record, and the places that their values came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from qapidoc.config.errors import Key
from qapidoc.findings import Severity
from qapidoc.releases import Release
from qapidoc.source import shown_path


class Config(msgspec.Struct, frozen=True):
    """What the settings say.

    ``folder`` is where their file lies, ``None`` without one; ``schemas``, ``exclude``,
    ``baseline``, the patterns of ``per_file_ignores``, and a ``history`` that is a path are
    relative to it. Tables are pairs, in the order of the file.
    """

    folder: Path | None = None
    schemas: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    per_definition_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    preview: bool = False
    baseline: str | None = None
    target_version: Release | None = None
    fail_on: Severity = Severity.WARNING
    required_version: str | None = None
    history: str = "bundled"


class File(msgspec.Struct, frozen=True, dict=True):
    """A file of settings that has been read; `dict` keeps what is worked out of it."""

    path: Path
    text: str

    @cached_property
    def shown(self) -> str:
        """The path, relative to the working folder if it is in it or near it."""
        return shown_path(self.path)

    @cached_property
    def offsets(self) -> Mapping[tuple[Key, ...], int]:
        """Where each key and each item begins; worked out only when somebody asks."""
        from qapidoc.config.places import offsets

        return offsets(self.text)

    def line(self, keys: tuple[Key, ...]) -> int:
        """Give the line of what the keys lead to, or of the nearest thing above it; 1 at least."""
        for end in range(len(keys), 0, -1):
            offset = self.offsets.get(keys[:end])
            if offset is not None:
                return self.text.count("\n", 0, offset) + 1
        return 1


class Origin(msgspec.Struct, frozen=True):
    """Where a value came from.

    `argument` is the option, such as ``--select``, or the whole ``--config KEY=VALUE``; of a value
    in a `file`, `keys` lead to it from the top.
    """

    kind: Literal["default", "file", "config", "option"] = "default"
    argument: str = ""
    file: File | None = None
    keys: tuple[Key, ...] = ()

    @property
    def line(self) -> int | None:
        """The line in the file, counted from 1."""
        return self.file.line(self.keys) if self.file is not None else None

    def below(self, *keys: Key) -> Origin:
        """Give the origin of what is in the value."""
        return msgspec.structs.replace(self, keys=(*self.keys, *keys))

    def __str__(self) -> str:
        """Write it as messages begin with it."""
        if self.file is not None:
            return f"{self.file.shown}:{self.line}"
        return self.argument or self.kind


DEFAULT = Origin()


class Settings(msgspec.Struct, frozen=True):
    """What is in force, and where it came from.

    ``origins`` has a setting as a whole, the entries of tables and the items of lists if they came
    from elsewhere; a setting that is not there has its default.
    """

    config: Config
    origins: Mapping[tuple[Key, ...], Origin]

    def origin(self, name: str, *keys: Key) -> Origin:
        """Tell where a setting, an entry of its table or an item of its list came from."""
        path = (name, *keys)
        for end in range(len(path), 0, -1):
            known = self.origins.get(path[:end])
            if known is not None:
                return known.below(*path[end:])
        return DEFAULT

    def origins_of(self, name: str) -> Iterator[Origin]:
        """Give each place that a part of a setting came from, as often as there are parts."""
        found = [origin for path, origin in self.origins.items() if path[0] == name]
        yield from found or [DEFAULT]
