"""What commands take that read settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from qapidoc.cli.completing import files, rules
from qapidoc.findings import Severity

Command = TypeVar("Command", bound=Callable[..., None])


def _names(_ctx: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


config_option = click.option(
    "--config",
    "configs",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    shell_complete=files,
    help="Read the settings from this file, or give a setting a value.",
)

target_option = click.option(
    "--target-version", metavar="X.Y", help="The QEMU release that the schema is for."
)

_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        callback=_names,
        shell_complete=rules,
        help="Run these rules only.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="RULES",
        callback=_names,
        shell_complete=rules,
        help="Run these rules besides.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        callback=_names,
        shell_complete=rules,
        help="Leave out these rules.",
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
