"""What commands take that read settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from qapidoc.config.arguments import split
from qapidoc.config.files import Candidate, candidates, read_file
from qapidoc.config.record import Origin, Settings
from qapidoc.config.settle import Given, settle
from qapidoc.config.table import RELATIVE, SETTINGS
from qapidoc.findings import Severity

Command = TypeVar("Command", bound=Callable[..., None])


def _names(_ctx: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


config_option = click.option(
    "--config",
    "configs",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="Read the settings from this file, or give a setting a value.",
)

target_option = click.option(
    "--target-version", metavar="X.Y", help="The QEMU release that the schema is for."
)

_OPTIONS = (
    click.option(
        "--select", multiple=True, metavar="RULES", callback=_names, help="Run these rules only."
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="RULES",
        callback=_names,
        help="Run these rules besides.",
    ),
    click.option(
        "--ignore", multiple=True, metavar="RULES", callback=_names, help="Leave out these rules."
    ),
    click.option(
        "--preview/--no-preview",
        default=None,
        help="Run rules that are still in preview, if they are selected.",
    ),
    target_option,
    click.option(
        "--fail-on",
        type=click.Choice([severity.value for severity in Severity]),
        help="The least severity with exit status 1 (default: warning).",
    ),
)


def setting_options(command: Command) -> Command:
    """Give a command the options that stand for settings, each under the name of its field."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_settings(
    first: Path, configs: Sequence[str] = (), options: Mapping[str, Any] | None = None
) -> Settings:
    """Read the settings for `first`, a file or a folder; raise `ConfigError`.

    Over them come the `configs` as ``--config`` takes them, and over these the `options`: values
    by the field of the setting that each stands for, ``None`` or empty if they are not given. What
    stands for no setting is left alone.
    """
    return look_for_settings(first, configs, options)[0]


def look_for_settings(
    first: Path, configs: Sequence[str] = (), options: Mapping[str, Any] | None = None
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
    return settle(folder, [*given, *arguments, *_given(options or {})]), tuple(files)


def _given(options: Mapping[str, Any]) -> list[Given]:
    """Turn options into values of settings.

    ``--select`` names what is to run and nothing else, so it takes the place of what a file adds.
    """
    given = []
    if options.get("select"):
        given.append(Given(("extend-select",), [], Origin("option", "--select")))
    for name, setting in SETTINGS.items():
        value = options.get(setting.field)
        if value is not None and value != []:
            option = f"--no-{name}" if value is False else f"--{name}"
            adds = name in {"extend-select", "ignore"}
            given.append(Given((name,), value, Origin("option", option), adds))
    return given
