"""The files that settings are in: which one counts, and what it says."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from qapidoc.config.errors import ConfigError
from qapidoc.config.record import Config, File, Origin, Settings
from qapidoc.config.settle import Given, settle
from qapidoc.source import shown_path

OWN_FILE = "qapidoc.toml"
PROJECT_FILE = "pyproject.toml"

LARGEST = 1 << 20
"""Bytes of a file; what is larger holds no settings."""

_TABLE = ("tool", "qapidoc")
_HEAD = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*qapidoc\b", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Candidate(msgspec.Struct, frozen=True):
    """A file that was looked at: what it says, or else why it does not count."""

    path: Path
    given: tuple[Given, ...] = ()
    passed_over: str = ""


def find_config(start: Path) -> Config:
    """Read the nearest settings from the folder `start` upwards; without any, the defaults.

    Raises `ConfigError`.
    """
    return find_settings(start).config


def find_settings(start: Path) -> Settings:
    """Do what `find_config` does, and keep where the values came from."""
    for candidate in candidates(start):
        if not candidate.passed_over:
            return settle(candidate.path.parent, candidate.given)
    return Settings(Config(), {})


def read_config(path: Path) -> Config:
    """Read the settings in `path`: a ``pyproject.toml``, else a file of settings alone.

    Raises `ConfigError`.
    """
    return settle(path.parent, read_file(path).given).config


def candidates(start: Path) -> Iterator[Candidate]:
    """Look at the files that may hold settings, from the folder `start` upwards.

    The last one counts, unless it is passed over, too. Raises `ConfigError`.
    """
    for folder in (start, *start.parents):
        for name, read in ((OWN_FILE, read_file), (PROJECT_FILE, _read_project)):
            path = folder / name
            try:
                mode = path.lstat().st_mode
            except OSError:  # for the most part, it is not there
                continue
            if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
                yield Candidate(path, passed_over="is no file")
                continue
            candidate = read(path)
            yield candidate
            if not candidate.passed_over:
                return


def read_file(path: Path) -> Candidate:
    """Read a file of settings; raise `ConfigError` if that cannot be done.

    A ``pyproject.toml`` without the table is passed over.
    """
    return _interpreted(*_parse(path, _bytes(path)))


def _read_project(path: Path) -> Candidate:
    """Read a project file; one that is broken, and not about us, is not ours to judge."""
    try:
        data = _bytes(path)
    except ConfigError:
        return Candidate(path, passed_over="cannot be read")
    if b"qapidoc" not in data:  # which spares reading TOML
        return Candidate(path, passed_over="has no table [tool.qapidoc]")
    try:
        parsed = _parse(path, data)
    except ConfigError:
        if _HEAD.search(data):
            raise
        return Candidate(path, passed_over="is no valid TOML")
    return _interpreted(*parsed)


def _interpreted(file: File, table: Mapping[str, Any]) -> Candidate:
    path = file.path
    above: tuple[str, ...] = ()
    if path.name == PROJECT_FILE:
        above = _TABLE
        inner = _project_table(table)
        if inner is None:
            return Candidate(path, passed_over="has no table [tool.qapidoc]")
        if not isinstance(inner, dict):
            raise ConfigError(f"{file.shown}:{file.line(above)}: 'tool.qapidoc' must be a table")
        table = inner
    return Candidate(
        path,
        tuple(
            Given((key,), value, Origin("file", file=file, keys=(*above, key)))
            for key, value in table.items()
        ),
    )


def _project_table(data: Mapping[str, Any]) -> object:
    """Give what a project file has as ``tool.qapidoc``, ``None`` if nothing."""
    tools = data.get("tool")
    return tools.get("qapidoc") if isinstance(tools, dict) else None


def _bytes(path: Path) -> bytes:
    shown = shown_path(path)
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISCHR(mode)):  # such as /dev/null
            raise ConfigError(f"{shown}: is no regular file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except ValueError:  # a NUL in the path
        raise ConfigError(f"{shown}: is no path") from None
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise ConfigError(f"{shown}: is larger than {LARGEST >> 20} MiB, and holds no settings")
    return data


def _parse(path: Path, data: bytes) -> tuple[File, dict[str, Any]]:
    import tomllib

    shown = shown_path(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown}:{line}: is not UTF-8; save it so") from None
    file = File(path, text)
    try:
        return file, tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{shown}: is nested too deeply") from None
    except ValueError as error:  # besides TOMLDecodeError, for a number with too many digits
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
        what = _PLACE.sub("", message)
        raise ConfigError(f"{shown}:{line}: is no valid TOML: {what}") from None
