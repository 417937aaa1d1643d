"""Texts stand in for files, and for files that are not there."""

from __future__ import annotations

import pytest

from qapidoc.schema.roots import Tree
from qapidoc.schema.workspace import Workspace

ENUM = b"{ 'enum': 'Foo', 'data': [] }\n"


def test_a_file_can_be_absent(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(ENUM)
    workspace = Workspace(tmp_path).replacing({path: None})
    assert not workspace.exists(path)
    with pytest.raises(FileNotFoundError, match="No such file"):
        workspace.data(path)


def test_what_is_replaced_is_read_anew_and_the_rest_is_kept(tmp_path):
    a, b = tmp_path / "a.json", tmp_path / "b.json"
    a.write_bytes(ENUM)
    b.write_bytes(ENUM)
    seen: list[str] = []
    now = Workspace(tmp_path, texts={b: b"{ 'enum': 'Now', 'data': [] }"}, on_read=seen.append)
    read = {path: now.module(path) for path in (a, b)}
    then = now.replacing({b: b"{ 'enum': 'Then', 'data': [] }"})
    assert then.module(a) is read[a]
    assert [definition.name for definition in then.module(b).definitions] == ["Then"]
    assert now.module(b) is read[b]
    assert seen == ["a.json", "b.json", "b.json"]


def test_guesses_are_among_the_files_that_are_there(tmp_path):
    (tmp_path / "common.json").write_bytes(ENUM)
    workspace = Workspace(tmp_path)
    asked = tmp_path / "comon.json"
    assert workspace.suggestion(asked) == "; did you mean 'common.json'?"
    texts = {tmp_path / "common.json": None, tmp_path / "commons.json": ENUM}
    assert workspace.replacing(texts).suggestion(asked) == "; did you mean 'commons.json'?"


def test_a_search_finds_what_is_not_on_the_disk(tmp_path):
    (tmp_path / "a.json").write_bytes(ENUM)
    (tmp_path / "b.json").write_bytes(ENUM)
    texts = {
        tmp_path / "a.json": None,
        tmp_path / "b.json": ENUM,
        tmp_path / "gone" / "c.json": ENUM,
        tmp_path / "gone" / "far" / "away" / "d.json": ENUM,
        tmp_path / "gone" / "data.json": b"{}",
        tmp_path / "gone" / "notes.txt": ENUM,
        tmp_path / "build" / "e.json": ENUM,
        tmp_path / ("x" * 300) / "long.json": None,
        tmp_path.parent / "f.json": ENUM,
    }
    tree = Tree(Workspace(tmp_path, texts=texts), tmp_path, ["build/"])

    def found(folder: str, depth: int | None = None) -> list[str]:
        return [str(p.relative_to(tmp_path)) for p in tree.walk(tmp_path / folder, depth)]

    assert found("") == ["b.json", "gone/c.json", "gone/far/away/d.json"]
    assert found("", 2) == ["b.json", "gone/c.json"]
    assert found("gone", 0) == ["gone/c.json"]
