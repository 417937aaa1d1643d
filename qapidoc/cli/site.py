"""``qapidoc site``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qapidoc.cli.completing import schemas as complete_schemas
from qapidoc.cli.failure import fail, failures
from qapidoc.report.places import shown


@click.command("site")
@click.argument(
    "schemas",
    nargs=-1,
    required=True,
    metavar="SCHEMA…",
    type=click.Path(path_type=Path),
    shell_complete=complete_schemas,
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to build in; a site that is there is replaced.",
)
@click.option("--title", help="The title of the site (default: that of the schema).")
@click.option(
    "--split",
    type=click.Choice(["none", "module", "definition"]),
    default="module",
    help="What has a page of its own (default: each module).",
)
@click.option("--keep-going", is_flag=True, help="Build what can be read of broken schemas.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, help="How many processes may work at once."
)
@click.option(
    "--source-url",
    default="",
    metavar="PLACE",
    help="Where sources are; links each definition to its text. gitlab:GROUP/PROJECT@REF,"
    " github:OWNER/NAME@REF, or an address with {path} and {line} in it.",
)
@click.option(
    "--history",
    metavar="SOURCE",
    help="Where releases are: off, bundled, git, bundled+git, a folder of them, or a stored"
    " history (default: the setting 'history').",
)
@click.option("--allow-outside", is_flag=True, help="Read includes that leave the schema's tree.")
def command(
    schemas: Sequence[Path],
    output: Path,
    title: str | None,
    split: str,
    keep_going: bool,
    jobs: int,
    source_url: str,
    history: str | None,
    allow_outside: bool,
) -> None:
    """Build a reference site of the schemas with these root modules.

    Exit status: 0, built; 2, could not build.
    """
    gc.enable()  # the trees of Sphinx are full of cycles
    with failures(OSError):
        try:
            from qapidoc.site.build import build_site
            from qapidoc.site.errors import SiteError
            from qapidoc.sphinxext.pages.split import Split
        except ModuleNotFoundError as error:
            fail(f"{error.name} is missing: pip install 'qapidoc[sphinx]'")
        if sys.stderr.isatty():
            click.echo("Building the site …", err=True)
        try:
            site = build_site(
                schemas,
                output,
                title=title,
                split=Split(split),
                keep_going=keep_going,
                jobs=jobs,
                source_url=source_url,
                allow_outside=allow_outside,
                history=history,
            )
        except SiteError as error:
            fail(str(error))
    for line in site.warnings:
        click.echo(shown(click.unstyle(line)), err=True)  # Sphinx paints them
    click.echo(shown(f"{site.title}: {site.definitions} definitions on {site.pages} pages"))
    click.echo(shown(str(output / "index.html")))
