"""The settings in force for a path: those of files, and what a command line says over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qapidoc.config.arguments import split
from qapidoc.config.files import Candidate, candidates, read_file
from qapidoc.config.record import Origin, Settings
from qapidoc.config.settle import Given, settle
from qapidoc.config.table import RELATIVE, SETTINGS

OPTION = "--{}"


def read_settings(
    first: Path,
    configs: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    spelling: str = OPTION,
) -> Settings:
    """Read the settings for `first`, a file or a folder; raise `ConfigError`.

    Over them come the `configs` as ``--config`` takes them, and over these the `options`: values
    by the field of the setting that each stands for, ``None`` or empty if they are not given. What
    stands for no setting is left alone. `spelling` is what messages call them, with ``{}`` for
    the name of the setting.
    """
    return look_for_settings(first, configs, options, spelling)[0]


def look_for_settings(
    first: Path,
    configs: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    spelling: str = OPTION,
) -> tuple[Settings, tuple[Candidate, ...]]:
    """Read the settings as `read_settings` does; give the files, too, that were looked at."""
    named, arguments = split(configs)
    if named is not None:
        files = [read_file(named.absolute())]
    else:
        files = list(candidates(first if first.is_dir() else first.parent))
    given: list[Given] = []
    folder = None
    if named is not None or (files and not files[-1].passed_over):
        given += files[-1].given
        folder = files[-1].path.parent.resolve()
    elif any(one.keys[0] in RELATIVE for one in arguments):
        folder = Path.cwd()
    return settle(folder, [*given, *arguments, *_given(options or {}, spelling)]), tuple(files)


def _given(options: Mapping[str, Any], spelling: str) -> list[Given]:
    """Turn options into values of settings.

    ``--select`` names what is to run and nothing else, so it takes the place of what a file adds.
    """
    given = []
    if options.get("select"):
        given.append(Given(("extend-select",), [], Origin("option", spelling.format("select"))))
    for name, setting in SETTINGS.items():
        value = options.get(setting.field)
        if value is not None and value != []:
            option = spelling.format(f"no-{name}" if value is False else name)
            adds = name in {"extend-select", "ignore"}
            given.append(Given((name,), value, Origin("option", option), adds))
    return given
