"""``qapidoc cache``."""

from __future__ import annotations

import os

import click

from qapidoc.cli.failure import fail, failures
from qapidoc.cli.options import exclusive
from qapidoc.findings import counted
from qapidoc.report.places import shown
from qapidoc.store import FOLDER_VARIABLE, Store, Usage, default_folder

_UNITS = ("B", "KiB", "MiB", "GiB")


@click.command("cache")
@click.option("--folder", "only_folder", is_flag=True, help="Show the path of its folder only.")
@click.option("--clear", is_flag=True, help="Remove all that is in it.")
def command(only_folder: bool, clear: bool) -> None:
    """Show what is in the cache, or clear it.

    It is in the user's cache folder, or where the environment variable QAPIDOC_CACHE_DIR says.
    """
    exclusive({"--folder": only_folder, "--clear": clear})
    with failures():
        folder = default_folder()
        if folder is None:
            fail(f"there is no home folder, and so no cache; {FOLDER_VARIABLE} can name a folder")
        store = Store(folder)
        if only_folder:
            click.echo(os.fsencode(folder))
        elif clear:
            click.echo(f"removed {_told(store.clear())} from {shown(str(store.folder))}")
        else:
            click.echo(f"{_told(store.usage())} in {shown(str(store.folder))}")


def _told(usage: Usage) -> str:
    return f"{counted(usage.entries, 'file')}, {_size(usage.size)},"


def _size(count: float) -> str:
    """Write a number of bytes for people."""
    for unit in _UNITS:
        if count < 1024 or unit == _UNITS[-1]:
            break
        count /= 1024
    return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
