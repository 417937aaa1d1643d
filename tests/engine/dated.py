"""Runs of the rules that look at the history, as the program makes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.engine.check import check
from qapidoc.engine.plan import make_plan
from qapidoc.engine.selection import Selection
from qapidoc.releases import Release
from qapidoc.rules.registry import RULES
from qapidoc.rules.selecting import Verdict
from qapidoc.schema.kept import KeptModules
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store


class Run(msgspec.Struct, frozen=True):
    """What a run has found and noted, a line each; ``known`` tells that no rule had to run."""

    findings: tuple[str, ...]
    notes: tuple[str, ...] = ()
    known: bool = False


TARGET = Release(9, 2)


def linted(
    folder: Path, history: str, store: Store | None = None, *, target: Release = TARGET
) -> Run:
    """Lint all schemas below a folder with all rules that look at the history."""
    config = Config(history=history, target_version=target)
    workspace = Workspace(folder, kept=KeptModules(store) if store is not None else None)
    notes: list[str] = []
    asked: list[None] = []

    def select() -> Selection:
        asked.append(None)
        chosen = (rule for rule in RULES if rule.dated)
        return Selection(tuple((rule, Verdict(runs=True, why="")) for rule in chosen))

    plan = make_plan([folder], workspace, config)
    result = check(plan, select, workspace, config, store=store, note=notes.append)
    found = []
    for finding in result.findings:
        at = result.sources[finding.path].position(finding.span.start)
        found.append(f"{finding.path}:{at.line}: {finding.rule}: {finding.message}")
    return Run(tuple(found), tuple(notes), not asked)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
