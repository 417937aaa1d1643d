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


class ConfigError(Exception):
    """Settings that cannot be used; the message names the file, the line and what to do."""


class Config(msgspec.Struct, frozen=True):
    """What the settings say.

    ``folder`` is where their file lies, ``None`` without one; ``schemas`` and ``exclude`` are
    relative to it.
    """

    folder: Path | None = None
    schemas: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
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
    table = data.get("tool", {}).get("qapidoc", {}) if path.name == PROJECT_FILE else data
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


def _has_table(path: Path) -> bool:
    """Tell whether a project file has settings; one that is broken is not ours to judge."""
    try:
        return "qapidoc" in _parse(path)[1].get("tool", {})
    except ConfigError:
        return False


def _line_of(text: str, key: str) -> int:
    match = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", text, re.MULTILINE)
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
    "exclude": _strings,
    "select": _strings,
    "ignore": _strings,
    "target-version": read_target,
    "fail-on": _severity,
}
"""The settings, and how each is read; a reader raises `ValueError` with the end of a sentence."""
