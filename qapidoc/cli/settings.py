"""What commands take that read settings."""

from __future__ import annotations

from collections.abc import Sequence

import click

from qapidoc.cli.completing import files, rules
from qapidoc.cli.options import Decorator, together
from qapidoc.findings import Severity


def _names(_ctx: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _rules_option(name: str, told: str) -> Decorator:
    return click.option(
        name, multiple=True, metavar="RULES", callback=_names, shell_complete=rules, help=told
    )


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

setting_options = together(
    _rules_option("--select", "Run these rules only."),
    _rules_option("--extend-select", "Run these rules besides."),
    _rules_option("--ignore", "Leave out these rules."),
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
"""The options that stand for settings, each under the name of its field."""
