"""The options of ``qapidoc lint`` that leave only what a change has brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qapidoc.cli.failure import failures
from qapidoc.cli.options import together
from qapidoc.cli.session import Only, Session, everything

if TYPE_CHECKING:
    from qapidoc.engine.result import Result
    from qapidoc.schema.workspace import Workspace

DEFINITION = "definition"

changed_options = together(
    click.option(
        "--changed-since",
        metavar="REF",
        help="Show only what has come since the work left this branch, tag or commit of git.",
    ),
    click.option(
        "--changed-scope",
        type=click.Choice(["line", DEFINITION]),
        help="What counts as changed: single lines (the default), or the definitions they are in.",
    ),
)
"""The options that say what to compare with, and how closely."""


def since(ref: str | None, scope: str | None, first: Path) -> Only:
    """Leave what has come since a commit, if there is one; `first` is the first path to lint."""
    if ref is None:
        return everything
    from qapidoc.engine.base import find_base
    from qapidoc.engine.changed import only_changed
    from qapidoc.git.program import GitError

    with failures(GitError):
        base = find_base(ref, first)

    def only(session: Session, result: Result, workspace: Workspace) -> Result:
        with failures(GitError):
            left = only_changed(
                base,
                result,
                session.check,
                paths=session.files,
                workspace=workspace,
                config=session.settings.config,
                definitions=scope == DEFINITION,
            )
        session.tell(f"left what has come since {ref}")
        return left

    return only
