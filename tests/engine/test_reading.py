"""Files are read ahead, those that are known and those that are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qapidoc.engine import forks
from qapidoc.engine.reading import read_ahead
from qapidoc.schema.kept import KeptModules
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store


@pytest.fixture(params=[True, False], ids=["forking", "alone"])
def forking(request, monkeypatch) -> bool:
    """Whether a second process may do a part."""
    if request.param and not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    monkeypatch.setattr(forks, "can_fork", lambda: request.param)
    return bool(request.param)


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """Two schemas, and a file that is not there."""
    for name in ("a", "b"):
        text = f"{{ 'enum': '{name.upper()}', 'data': [] }}\n"
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return [tmp_path / f"{name}.json" for name in ("a", "b", "none")]


def names(workspace: Workspace, files: list[Path]) -> list[str]:
    return [d.name for file in files[:2] for d in workspace.module(file).definitions]


def test_all_files_are_read_once(files, tmp_path, forking):
    seen: list[str] = []
    workspace = Workspace(tmp_path, on_read=seen.append)
    done: list[str] = []
    read_ahead(files, workspace, lambda: done.append("meanwhile"))
    assert names(workspace, files) == ["A", "B"]
    assert sorted(seen) == ["a.json", "b.json"]
    assert done == (["meanwhile"] if forking else [])


def test_what_is_known_is_not_read(files, tmp_path, forking):
    kept = KeptModules(Store(tmp_path / "cache"))
    read_ahead(files, Workspace(tmp_path, kept=kept), lambda: None)
    names(Workspace(tmp_path, kept=kept), files)
    files[1].write_text("{ 'enum': 'C', 'data': [] }\n", encoding="utf-8")
    workspace = Workspace(tmp_path, kept=kept)
    read_ahead(files, workspace, lambda: None)
    assert names(workspace, files) == ["A", "C"]
    assert (workspace.read, workspace.known) == (1, 1)


def test_a_fork_that_fails_is_made_up_for(files, tmp_path, monkeypatch):
    monkeypatch.setattr(forks, "can_fork", lambda: hasattr(os, "fork"))
    monkeypatch.setattr("qapidoc.engine.reading._records", lambda *_: 1 / 0)
    workspace = Workspace(tmp_path)
    read_ahead(files, workspace, lambda: None)
    assert names(workspace, files) == ["A", "B"]
