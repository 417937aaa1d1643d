"""``qapidoc config``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.inputs import resolved
from qapidoc.cli.settings import config_option, setting_options
from qapidoc.config import ConfigError
from qapidoc.config.lookup import look_for_settings
from qapidoc.engine.selection import select_rules


@click.command("config")
@click.argument("path", default=".", metavar="[PATH]")
@click.option("--rules", "every", is_flag=True, help="Tell of each rule whether it runs, and why.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to write it (default: text); JSON has the rules at any time.",
)
@setting_options
@config_option
def command(
    path: str, every: bool, output_format: str, configs: Sequence[str], **options: Any
) -> None:
    """Show the settings in force for a file or folder, and where they come from.

    PATH is the working folder if it is left out. Options are taken as 'qapidoc lint' takes them.

    Exit status: 0, shown; 2, the settings cannot be used.
    """
    with failures(ConfigError):
        first = resolved(path)
        if not first.exists():
            fail(f"{path}: there is no such file or folder")
        settings, files = look_for_settings(first, configs, options)
        selection = select_rules(settings)
        note(*selection.notes)
        from qapidoc.report.settings import document, text

        if output_format == "json":
            click.echo(document(settings, files, selection))
        else:
            click.echo("\n".join(text(settings, files, selection, every=every)))
        sys.stdout.flush()
