"""``--config``: a file of settings, or a single setting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qapidoc.config.errors import ConfigError, cut
from qapidoc.config.record import Origin
from qapidoc.config.settle import Given
from qapidoc.config.table import SETTINGS

_SETTING = re.compile(
    r"""(\s*[\w-]+\s*(?:\.\s*(?:[\w-]+|"[^"]*"|'[^']*')\s*)*)=\s*(.*)""", re.DOTALL
)
_WORD = re.compile(r"[A-Za-z][\w.-]*")
_CONSTANTS = {"true", "false", "inf", "nan"}
_OPENING = ("'", '"', "[", "{")


def split(arguments: Iterable[str]) -> tuple[Path | None, tuple[Given, ...]]:
    """Tell the file that is named, if one is, from the settings that are given.

    Raises `ConfigError`.
    """
    file: Path | None = None
    given: list[Given] = []
    for argument in arguments:
        match = _SETTING.fullmatch(argument)
        if match is not None:
            given.append(_given(argument, match[1].strip(), match[2].strip()))
        elif file is not None:
            raise ConfigError(f"--config {argument}: {file} is named already; only one file counts")
        elif not argument:
            raise ConfigError("--config: name a file, or give KEY=VALUE")
        else:
            file = Path(argument)
    return file, tuple(given)


def _given(argument: str, key: str, value: str) -> Given:
    origin = Origin("config", f"--config {cut(argument)}")
    keys = []
    table = _toml(origin, key, "0")
    while isinstance(table, dict):
        ((name, table),) = table.items()
        keys.append(name)
    if _is_bare(keys[0], value):
        return Given(tuple(keys), value, origin)
    data = _toml(origin, "value", value)
    if len(data) > 1:
        raise ConfigError(f"{origin}: give one setting at a time")
    return Given(tuple(keys), data["value"], origin)


def _is_bare(name: str, value: str) -> bool:
    """Tell whether a value is a string without the quotes, which shells take away."""
    setting = SETTINGS.get(name)
    if setting is not None and setting.one_word:
        return not value.startswith(_OPENING)
    return value not in _CONSTANTS and _WORD.fullmatch(value) is not None


def _toml(origin: Origin, key: str, value: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(f"{key} = {value}")
    except RecursionError:
        raise ConfigError(f"{origin}: is nested too deeply") from None
    except ValueError:
        raise ConfigError(f"{origin}: is no setting as in TOML, such as select=['since']") from None
