"""Values from several places, the later ones over the earlier, to settings in force."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from qapidoc.config.errors import ConfigError, Key, MisfitError, cut, nearest
from qapidoc.config.record import Config, Origin, Settings
from qapidoc.config.table import SETTINGS, Setting


class Given(msgspec.Struct, frozen=True):
    """A value, as TOML holds it, for a setting or, with two keys, for an entry of its table.

    With `adds`, what a list holds is added to what it held before.
    """

    keys: tuple[str, ...]
    value: object
    origin: Origin
    adds: bool = False


def settle(folder: Path | None, given: Iterable[Given]) -> Settings:
    """Put each value over what stood before; raise `ConfigError` for what is no good.

    `folder` is what relative paths are relative to.
    """
    ordered = sorted(given, key=lambda one: one.keys != ("required-version",))
    values: dict[str, Any] = {"folder": folder}
    origins: dict[tuple[Key, ...], Origin] = {}
    for one in ordered:
        setting = _setting(one)
        value: Any = _read(setting, one)
        before = values.get(setting.field, ())
        if one.adds:
            for index in range(len(value)):
                origins[setting.name, len(before) + index] = one.origin
            value = (*before, *value)
        elif len(one.keys) > 1:
            origins[one.keys] = one.origin
            value = tuple((dict(before) | dict(value)).items())
        else:
            origins = {path: o for path, o in origins.items() if path[0] != setting.name}
            origins[setting.name,] = one.origin
        values[setting.field] = value
    return Settings(Config(**values), origins)


def _setting(one: Given) -> Setting:
    name = one.keys[0]
    setting = SETTINGS.get(name)
    if setting is None:
        hint = nearest(name, SETTINGS) or f"; the settings are {', '.join(sorted(SETTINGS))}"
        raise ConfigError(f"{one.origin}: there is no setting '{cut(name)}'{hint}")
    return setting


def _read(setting: Setting, one: Given) -> object:
    value = one.value
    for key in reversed(one.keys[1:]):
        value = {key: value}
    try:
        return setting.read(value)
    except MisfitError as error:
        if one.origin.kind == "option":
            raise ConfigError(f"{one.origin} {error}") from None
        inside = error.keys[len(one.keys) - 1 :]
        names = [setting.name, *(cut(key) for key in error.keys if isinstance(key, str))]
        place = one.origin.below(*inside)
        raise ConfigError(f"{place}: '{'.'.join(names)}' {error}") from None
