"""The options of ``qapidoc lint`` that leave only what a change has brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from qapidoc.cli.failure import fail, failures

if TYPE_CHECKING:
    from qapidoc.config import Config
    from qapidoc.engine.base import Base
    from qapidoc.engine.plan import Plan
    from qapidoc.engine.result import Result
    from qapidoc.schema.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., None])

DEFINITION = "definition"

_OPTIONS = (
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


def changed_options(command: Command) -> Command:
    """Give a command the options that say what to compare with, and how closely."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def find_base(ref: str | None, scope: str | None, first: Path) -> Base | None:
    """Give what to compare with, if it is asked for; `first` is the first path to lint."""
    if ref is None:
        if scope is not None:
            fail("--changed-scope goes with --changed-since REF")
        return None
    from qapidoc.engine import base
    from qapidoc.git.program import GitError

    with failures(GitError):
        return base.find_base(ref, first)


def only_changed(
    base: Base,
    scope: str | None,
    result: Result,
    paths: Sequence[Path],
    workspace: Workspace,
    config: Config,
    lint_plan: Callable[[Plan, Workspace, Config], Result],
) -> Result:
    """Leave of a result what has come since `base`."""
    from qapidoc.engine import changed
    from qapidoc.git.program import GitError

    with failures(GitError):
        return changed.only_changed(
            base,
            result,
            lint_plan,
            paths=paths,
            workspace=workspace,
            config=config,
            definitions=scope == DEFINITION,
        )
