"""What `qapidoc lint` does with fixes: it shows or writes them, and says what came of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qapidoc.cli.failure import note
from qapidoc.cli.options import together
from qapidoc.engine.result import Result
from qapidoc.writing import has_other_names, write_whole

if TYPE_CHECKING:
    from qapidoc.engine.fix import Change, Fixed

fixing_options = together(
    click.option("--fix", "fixing", is_flag=True, help="Apply the safe fixes."),
    click.option("--diff", "comparing", is_flag=True, help="Show what --fix would do."),
    click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that are guesses, too."),
)
"""The options that apply fixes."""


class Fixing:
    """Fixes that were applied in memory; `texts` stand in for files, as standard input does."""

    def __init__(self, fixed: Fixed, texts: Mapping[Path, bytes]) -> None:
        self.fixed = fixed
        self.texts = texts

    @property
    def result(self) -> Result:
        """What is left to find."""
        return self.fixed.result

    def show_diff(self) -> bool:
        """Write what would change to standard output; tell whether anything would."""
        from qapidoc.report.diff import diff

        for line in diff(self.fixed.changes):
            click.echo(line)
        sys.stdout.flush()
        self._tell_trouble()
        click.echo(f"{self.fixed.applied} would be fixed{self._more()}", err=True)
        return bool(self.fixed.changes)

    def write(self) -> bool:
        """Write the changed files, or the texts that stand in for some to standard output.

        Tells whether all could be written; of those that could not, it says why.
        """
        self._tell_trouble()
        if not self.texts:
            failed = [change for change in self.fixed.changes if not _written(change)]
            return not failed
        after = {change.file: change.after for change in self.fixed.changes}
        for file, text in self.texts.items():
            sys.stdout.buffer.write(after.get(file, text))
        sys.stdout.flush()
        return True

    def summary(self) -> str:
        """Say how many findings are gone, and how many are left."""
        left = len(self.fixed.result.findings)
        return f"{self.fixed.applied} fixed, {left} remaining{self._more()}"

    def _more(self) -> str:
        unsafe = self.fixed.unsafe
        return f"; {unsafe} more with --unsafe-fixes" if unsafe else ""

    def _tell_trouble(self) -> None:
        """Say which fixes were not applied, though they should have been."""
        for refusal in self.fixed.refusals:
            found = refusal.finding
            about = f" for '{found.definition}'" if found.definition is not None else ""
            note(f"{found.path}: left out the fix of {found.rule}{about}: it {refusal.reason}")
        for rule in self.fixed.endless:
            note(f"stopped the fixes of {rule}, which would go on for ever")


def _written(change: Change) -> bool:
    if has_other_names(change.file):
        note(f"{change.path}: its other names (hard links) keep the text of before")
    try:
        write_whole(change.file, change.after, expected=change.before)
    except OSError as error:
        note(f"{change.path}: cannot be written: {error.strerror}")
        return False
    return True
