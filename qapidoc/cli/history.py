"""``qapidoc history``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from qapidoc.cli.completing import schemas
from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.inputs import resolved
from qapidoc.cli.lines import write_lines
from qapidoc.cli.options import output_option
from qapidoc.cli.progress import ReadingBar
from qapidoc.cli.session import open_store
from qapidoc.cli.settings import config_option, target_option
from qapidoc.config import ConfigError
from qapidoc.config.lookup import read_settings
from qapidoc.engine.plan import target_release
from qapidoc.git.program import GitError
from qapidoc.history.changes import Change, Subject, changes, everything, named
from qapidoc.history.errors import HistoryError
from qapidoc.history.graph import History
from qapidoc.history.present import with_schema
from qapidoc.history.roots import modern
from qapidoc.history.sources import find
from qapidoc.history.stored import packed
from qapidoc.releases import Release, parse_release
from qapidoc.report import changes as report
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.names import did_you_mean
from qapidoc.schema.workspace import Workspace, schema_top
from qapidoc.writing import write_whole


@click.command("history")
@click.argument("schema", metavar="SCHEMA", shell_complete=schemas)
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--all", "every", is_flag=True, help="Tell of all names, by release.")
@click.option("--release", metavar="X.Y", help="With --all: tell of this release only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How to write it (default: text).",
)
@click.option(
    "--history",
    "source",
    metavar="SOURCE",
    help="Where releases are: git, bundled, bundled+git, a folder of them, or a stored history.",
)
@click.option(
    "--write",
    "stored",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Store the history in this file, for the setting 'history'.",
)
@output_option
@target_option
@config_option
@click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing.")
def command(
    schema: str,
    names: Sequence[str],
    every: bool,
    release: str | None,
    form: str,
    source: str | None,
    stored: Path | None,
    output: Path | None,
    target_version: str | None,
    configs: Sequence[str],
    no_cache: bool,
) -> None:
    """Tell in which releases something changed of each NAME in a schema.

    NAME is a command, an event or a type, or leads from there to what is in it, such as
    blockdev-add.driver. Releases are the tags of the repository that the schema is in, if it
    has any; else what is known of QEMU's own schemas.
    """
    wanted_release = _checked(names, every, release, stored)
    with failures(ConfigError, GitError, HistoryError):
        root = resolved(schema)
        settings = read_settings(root, configs, {"target_version": target_version})
        workspace = Workspace()
        loaded = _load(root, workspace, settings.config.folder)
        if source is None and settings.origin("history").kind != "default":
            source = settings.config.history
            folder = settings.config.folder or workspace.folder
        else:
            folder = workspace.folder
        top = schema_top(root, workspace.folder, settings.config.folder)
        store = None if no_cache else open_store()
        with ReadingBar() as bar:
            found = find(source, loaded, root, top, folder, store=store, step=bar.step)
        note(*found.notes)
        if stored is not None:
            write_whole(stored, packed(found.history))
        if not names and not every:
            return
        path = root.relative_to(top).as_posix()
        target = target_release(root, settings.config)
        history = with_schema(found.history, loaded, target, path)
        found_changes = (
            everything(history, modern(path)) if every else _named(history, names, loaded)
        )
        told = list(found_changes)
        if wanted_release is not None:
            told = _only(history, told, wanted_release)
        write_lines(_lines(history, told, form, loaded.root, every=every), output)


def _checked(
    names: Sequence[str], every: bool, release: str | None, stored: Path | None
) -> Release | None:
    """Fail for arguments that do not go together; give the release that is asked for."""
    if every and names:
        fail("--all tells of all names; leave out either it or the names")
    if not names and not every and stored is None:
        fail("name what to tell of, or give --all")
    if release is None:
        return None
    if not every:
        fail("--release goes with --all")
    wanted = parse_release(release)
    if wanted is None:
        fail(f"--release: '{release}' is no release; give one such as 9.1")
    return wanted.base


def _load(root: Path, workspace: Workspace, configured: Path | None) -> Schema:
    try:
        return load_schema(root, workspace, configured=configured)
    except OSError as error:
        fail(f"{workspace.shown(root)}: cannot be read: {error.strerror or error}")


def _named(
    history: History, names: Sequence[str], schema: Schema
) -> Iterator[tuple[Subject, Sequence[Change]]]:
    for name in names:
        found = named(history, name)
        if not found:
            first = name.partition(".")[0]
            known = {other for _, other in history.entries}
            if first in known and first != name:
                fail(f"no release has '{name}', but they have '{first}'")
            fail(f"no release of {schema.root} has '{name}'{did_you_mean(name, sorted(known))}")
        for subject in found:
            yield subject, list(changes(history, subject))


def _only(
    history: History, told: Iterable[tuple[Subject, Sequence[Change]]], release: Release
) -> list[tuple[Subject, Sequence[Change]]]:
    """Leave the changes of one release; fail if it was not read."""
    numbers = [n for n, seen in enumerate(history.releases) if seen.release.base == release]
    if not numbers:
        labels = ", ".join(seen.label for seen in history.releases[-3:])
        fail(f"--release: {release} is not among the releases; the last ones are {labels}")
    left = ((s, [c for c in found if c.release in numbers]) for s, found in told)
    return [(subject, found) for subject, found in left if found]


def _lines(
    history: History,
    told: Sequence[tuple[Subject, Sequence[Change]]],
    form: str,
    root: str,
    *,
    every: bool,
) -> Iterator[str]:
    if form == "json":
        return report.document(history, told, root)
    if every and form == "markdown":
        return report.by_release(history, told, heading="## {}\n", item="- ", quote="`")
    if every:
        return report.by_release(history, told, heading="{}", item="  ", quote="'")
    return (report.markdown if form == "markdown" else report.text)(history, told)
