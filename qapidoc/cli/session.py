"""What a command needs to lint: paths, settings, and what is known from earlier runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from qapidoc.cli.failure import note
from qapidoc.cli.progress import ReadingBar
from qapidoc.config import Config
from qapidoc.config.record import Settings
from qapidoc.engine.check import check
from qapidoc.engine.plan import Plan, make_plan
from qapidoc.engine.result import Result
from qapidoc.engine.telling import Tell, silent
from qapidoc.findings import counted
from qapidoc.schema.kept import KeptModules
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store, default_folder, tool_stamp

if TYPE_CHECKING:
    from qapidoc.engine.fix import Fixed
    from qapidoc.engine.selection import Selection


def open_store() -> Store | None:
    """Give the cache of the user, if there is one, as this version of the tool sees it."""
    folder = default_folder()
    return Store(folder, tool_stamp()) if folder is not None else None


Only = Callable[["Session", Result, Workspace], Result]
"""Leaves a part of the findings of a session."""


def everything(_session: Session, result: Result, _workspace: Workspace) -> Result:
    """Leave all findings."""
    return result


def common(*parts: Only) -> Only:
    """Leave the findings that every part leaves of all there are."""

    def only(session: Session, result: Result, workspace: Workspace) -> Result:
        left = [part(session, result, workspace).findings for part in parts]
        others = [frozenset(found) for found in left[1:] if found is not result.findings]
        kept = tuple(f for f in left[0] if all(f in other for other in others))
        return msgspec.structs.replace(result, findings=kept)

    return only


@dataclass(frozen=True)
class Session:
    """Lints the same paths with the same settings, as often as is needed.

    ``texts`` stand in for files, as standard input does.
    """

    files: list[Path]
    settings: Settings
    texts: Mapping[Path, bytes] = field(default_factory=dict)
    outside: bool = False
    store: Store | None = None
    tell: Tell = silent

    def lint(self, only: Only = everything) -> Result:
        """Read the files and run the rules; raise what `check` and `make_plan` raise.

        Of the findings, those that `only` leaves are given.
        """
        with self._opened() as (plan, workspace):
            return only(self, self.check(plan, workspace, self.settings.config), workspace)

    def fix(self, only: Only = everything, *, unsafe: bool) -> Fixed:
        """Apply the fixes of what `lint` finds, in memory."""
        from qapidoc.engine.fix import fix

        config = self.settings.config
        with self._opened() as (plan, workspace):
            fixed = fix(
                lambda edited: only(self, self.check(plan, edited, config), edited),
                plan.jobs,
                workspace,
                config,
                unsafe=unsafe,
                only=self.texts or None,
            )
        self.tell(f"fixed {counted(fixed.applied, 'finding')}")
        return fixed

    def workspace(self, on_read: Callable[[str], None] = lambda _path: None) -> Workspace:
        """Give the files, none of them read."""
        return Workspace(
            texts=self.texts,
            outside=self.outside,
            on_read=on_read,
            kept=KeptModules(self.store) if self.store is not None else None,
        )

    @contextmanager
    def _opened(self) -> Iterator[tuple[Plan, Workspace]]:
        """Find out what there is to read, and show a progress bar meanwhile."""
        with ReadingBar() as bar:
            workspace = self.workspace(bar.step)
            settings = self.settings
            plan = make_plan(self.files, workspace, settings.config, settings.origin)
            note(*plan.skipped)
            bar.total = len(plan.files)
            files = counted(len(plan.files), "file")
            self.tell(f"found {counted(len(plan.jobs), 'root')} of {files}")
            yield plan, workspace

    def check(self, plan: Plan, workspace: Workspace, config: Config) -> Result:
        """Lint what a plan says."""
        return check(
            plan,
            lambda: self.selection,
            workspace,
            config,
            store=self.store,
            fork=True,
            tell=self.tell,
            note=note,
        )

    @cached_property
    def selection(self) -> Selection:
        """The rules that run; what is odd about their selection is told when it is asked for."""
        from qapidoc.engine.selection import select_rules

        selection = select_rules(self.settings)
        note(*selection.notes)
        return selection
