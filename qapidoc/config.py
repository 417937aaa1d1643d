"""Settings: found, read, checked, frozen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from qapidoc.findings import Severity
from qapidoc.releases import Release, parse_release

OWN_FILE = "qapidoc.toml"
PROJECT_FILE = "pyproject.toml"

_HEAD = re.compile(r"^[ \t]*\[?[ \t]*tool[ \t]*\.[ \t]*qapidoc\b", re.MULTILINE)


class ConfigError(Exception):
    """Settings that cannot be used; the message names the file, the line and what to do."""


class Config(msgspec.Struct, frozen=True):
    """What the settings say.

    ``folder`` is where their file lies, ``None`` without one; ``schemas``, ``exclude``,
    ``baseline`` and the patterns of ``per_file_ignores`` are relative to it. Tables are pairs,
    in the order of the file.
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


def find_config(start: Path) -> Config:
    """Read the nearest settings from the folder `start` upwards; without any, the defaults.

    Raises `ConfigError`.
    """
    for folder in (start, *start.parents):
        own = folder / OWN_FILE
        if own.is_file():
            return read_config(own)
        project = folder / PROJECT_FILE
        if project.is_file() and _has_table(project):
            return read_config(project)
    return Config()


def read_config(path: Path) -> Config:
    """Read the settings in `path`: a ``pyproject.toml``, else a file of settings alone."""
    text, data = _parse(path)
    table = data if path.name != PROJECT_FILE else _project_table(data)
    if table is None:
        table = {}
    if not isinstance(table, dict):
        raise ConfigError(f"{path}:{_line_of(text, 'qapidoc')}: 'tool.qapidoc' must be a table")
    values: dict[str, object] = {"folder": path.parent}
    for key, value in table.items():
        place = f"{path}:{_line_of(text, key)}"
        read = _SETTINGS.get(key)
        if read is None:
            raise ConfigError(f"{place}: there is no setting '{key}'{_near(key, _SETTINGS)}")
        try:
            values[key.replace("-", "_")] = read(value)
        except ValueError as error:
            raise ConfigError(f"{place}: '{key}' {error}") from None
    return Config(**values)  # type: ignore[arg-type]  # every value comes from the table below


def _parse(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8; save it so") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is no valid TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deeply") from None


def _has_table(path: Path) -> bool:
    """Tell whether a project file has settings; one that is broken is not ours to judge."""
    try:
        return _project_table(_parse(path)[1]) is not None
    except ConfigError:
        return False


def _project_table(data: Mapping[str, Any]) -> object:
    """Give what a project file has as ``tool.qapidoc``, ``None`` if nothing."""
    tools = data.get("tool")
    return tools.get("qapidoc") if isinstance(tools, dict) else None


def _line_of(text: str, key: str) -> int:
    """Give the line of a setting: the first with that key, below the head of our table if any."""
    head = _HEAD.search(text)
    setting = re.compile(rf"^[^#\n]*?(?<![\w-]){re.escape(key)}[\"']?[ \t]*[=.\]]", re.MULTILINE)
    match = setting.search(text, head.start() if head is not None else 0)
    return text.count("\n", 0, match.end()) + 1 if match is not None else 1


def _near(key: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(key, list(known), n=1, cutoff=0.5)
    if near:
        return f"; did you mean '{near[0]}'?"
    return f"; the settings are {', '.join(sorted(known))}"


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be a list of strings")
    return tuple(value)


def _patterns(value: object) -> tuple[str, ...]:
    import pathspec

    patterns = _strings(value)
    for pattern in patterns:
        try:
            pathspec.GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            raise ValueError(f"has {pattern!r}, which is no pattern as in .gitignore") from None
    return patterns


def read_target(value: object) -> Release:
    """Read a target release; raise `ValueError` with the end of a sentence about it."""
    release = parse_release(value) if isinstance(value, str) else None
    if release is None:
        raise ValueError(f"must be a release such as '10.2', not {value!r}")
    if not release.exists:
        raise ValueError(f"names {release}, but QEMU has no such release")
    return release


def _severity(value: object) -> Severity:
    names = [severity.value for severity in Severity]
    if value not in names:
        raise ValueError(f"must be one of {', '.join(names)}, not {value!r}")
    return Severity(value)


_SETTINGS: Mapping[str, Callable[[object], object]] = {
    "schemas": _strings,
    "exclude": _patterns,
    "select": _strings,
    "ignore": _strings,
    "target-version": read_target,
    "fail-on": _severity,
}
"""The settings, and how each is read; a reader raises `ValueError` with the end of a sentence."""
