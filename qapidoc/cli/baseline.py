"""What `qapidoc lint` does with a baseline: it leaves out what is known, and writes the file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.options import together
from qapidoc.cli.session import Session
from qapidoc.config.record import Settings
from qapidoc.engine.result import Result
from qapidoc.findings import counted
from qapidoc.schema.workspace import Workspace
from qapidoc.writing import write_whole

if TYPE_CHECKING:
    from qapidoc.rules.rule import Rule


baseline_options = together(
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False),
        help="Show no findings that are in this file.",
    ),
    click.option(
        "--write-baseline",
        is_flag=False,
        flag_value="",
        metavar="[FILE]",
        help="Write the baseline, or take out of it what is gone.",
    ),
)
"""The options that name a baseline, and write it."""


class Baseline:
    """The baseline that settings or options name, if they name one.

    `written` is what ``--write-baseline`` names, empty if it stands alone.
    """

    def __init__(self, settings: Settings, written: str | None) -> None:
        self.write = written is not None
        self.file = _baseline_file(settings, written)

    def leave_out(self, _session: Session, result: Result, workspace: Workspace) -> Result:
        """Leave out the findings that are known, of those that are a part of all."""
        if self.file is None:
            return result
        from qapidoc.engine.baseline import BaselineError, without_known

        with failures(BaselineError):
            return without_known(result, self.file, workspace)

    def compare(self, session: Session, result: Result, workspace: Workspace) -> Result:
        """Leave out the findings that are known, of all, and say what is gone or write it."""
        if self.file is None:
            return result
        from qapidoc.engine.baseline import BaselineError

        with failures(BaselineError):
            if self.write and not os.path.lexists(self.file):
                return _begun(self.file, result, workspace)
            rules = session.selection.rules
            return _compared(self.file, result, workspace, rules, prune=self.write)


def _baseline_file(settings: Settings, written: str | None) -> Path | None:
    if written:
        return Path(written).absolute()
    config = settings.config
    if config.baseline is not None:
        given = settings.origin("baseline").kind == "option"
        return (Path.cwd() if given else config.folder or Path.cwd()) / config.baseline
    if written is not None:
        fail("--write-baseline: name a file, or set 'baseline' in the configuration")
    return None


def _begun(file: Path, result: Result, workspace: Workspace) -> Result:
    """Write a baseline of all findings; leave none of them."""
    from qapidoc.engine.baseline import baseline_bytes, entry_of, locator

    locate = locator(file, workspace)
    entries = [entry_of(finding, locate) for finding in result.findings]
    write_whole(file, baseline_bytes(entries))
    note(f"{workspace.shown(file)}: {counted(len(entries), 'finding')} written")
    return msgspec.structs.replace(result, findings=())


def _compared(
    file: Path, result: Result, workspace: Workspace, rules: Sequence[Rule], *, prune: bool
) -> Result:
    """Leave out what is known, and say what is gone, or with `prune` take it out of the file."""
    from qapidoc.engine import baseline

    shown = workspace.shown(file)
    locate = baseline.locator(file, workspace)
    before = baseline.read_baseline(file, shown)
    compared = baseline.compare(result.findings, before, locate)
    coverage = baseline.Coverage(
        frozenset(rule.name for rule in rules),
        frozenset(locate(path) for path in result.shown - result.doubtful),
        lambda path: _exists(Path(os.path.realpath(file)).parent / path),
        lambda: _defined_out_of_sight(result, workspace),
    )
    gone = baseline.gone(compared.missing, before, coverage)
    number = sum(entry.count for entry in gone)
    if prune:
        kept = [baseline.entry_of(finding, locate) for finding in compared.known]
        data = baseline.baseline_bytes([*kept, *(e for e in compared.missing if e not in gone)])
        if data != file.read_bytes():
            write_whole(file, data)
        left = sum(entry.count for entry in before) - number
        note(f"{shown}: {counted(number, 'finding')} taken out, {left} left")
    elif number:
        told = f"{counted(number, 'finding')} in it {'is' if number == 1 else 'are'} gone"
        note(f"{shown}: {told}; --write-baseline takes out such")
    return msgspec.structs.replace(result, findings=compared.new)


def _defined_out_of_sight(result: Result, workspace: Workspace) -> frozenset[str]:
    """Give the names of definitions in files that were read, but are not shown."""
    return frozenset(
        definition.name
        for path in result.sources
        if path not in result.shown
        for definition in workspace.module(workspace.located(path)).definitions
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # as with a name that is too long
        return False
