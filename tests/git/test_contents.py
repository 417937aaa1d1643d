"""Files of commits by their paths, from all kinds of clones."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qapidoc.git.contents import Contents
from qapidoc.git.program import GitError
from qapidoc.git.repository import Commit, Repository


def read(folder: Path, ref: str, *paths: str) -> list[bytes | None]:
    repository = Repository.around(folder)
    commit = repository.resolve(ref)
    with Contents(repository) as contents:
        return [contents.read(commit, path) for path in paths]


def test_files(repo):
    repo.write("a/b.json", "text\n")
    repo.write("empty.json", "")
    repo.commit(c="1\n")
    old = repo.commit(c="2\n")
    repo.commit(c="3\n")
    assert read(repo.folder, old, "a/b.json", "c.json", "empty.json") == [b"text\n", b"2\n", b""]


@pytest.mark.parametrize(
    "path",
    [
        *("gone.json", "a", "", ".", "..", "./a.json", "../a.json", "/a.json", "a.json/b", "a\nb"),
        *("a\0", "a.json ", ":a.json", "gone ", "*.json", "a.json^{commit}", "a" * 5000),
    ],
)
def test_what_is_no_file(repo, path):
    """What comes after it is read all the same."""
    repo.write("a/b.json", "b")
    repo.commit(a="a\n")
    assert read(repo.folder, "HEAD", path, "a.json") == [None, b"a\n"]


@pytest.mark.parametrize("name", ["a b", "ö", "\udcff", "[a]", "a:b", "-a", "a\\b"])
def test_odd_names(repo, name):
    repo.commit(**{name: "text\n"})
    assert read(repo.folder, "HEAD", f"{name}.json") == [b"text\n"]


def test_a_large_file_and_one_with_any_bytes(repo):
    large = bytes(range(256)) * 4096
    (repo.folder / "large").write_bytes(large)
    repo.commit(a="a\n")
    assert read(repo.folder, "HEAD", "large", "a.json", "large") == [large, b"a\n", large]


def test_no_process_without_a_question(repo, monkeypatch):
    repo.commit(a="a\n")
    repository = Repository.around(repo.folder)
    monkeypatch.setattr(subprocess, "Popen", None)
    with Contents(repository):
        pass


def test_a_worktree(repo, tmp_path):
    repo.commit(a="a\n")
    repo.git("worktree", "add", "--quiet", tmp_path / "tree", "-b", "other")
    assert read(tmp_path / "tree", "HEAD", "a.json") == [b"a\n"]


def test_a_partial_clone_tells_how_to_get_what_it_lacks(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    old = repo.commit(a="1\n")
    repo.commit(a="2\n")
    folder = tmp_path / "clone"
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.folder}", folder)
    assert read(folder, "HEAD", "a.json", "gone.json") == [b"2\n", None]
    assert read(folder, old, "gone.json") == [None]
    with pytest.raises(GitError, match=r"is a partial clone, which lacks a\.json"):
        read(folder, old, "a.json")


def test_a_broken_repository(repo):
    repo.commit(a="a\n")
    blob = repo.git("rev-parse", "HEAD:a.json")
    (repo.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match="'git fsck' tells what is broken"):
        read(repo.folder, "HEAD", "a.json")


def test_a_commit_that_is_not_there(repo):
    repo.commit(a="a\n")
    with Contents(Repository.around(repo.folder)) as contents, pytest.raises(GitError):
        contents.read(Commit("0" * 40), "a.json")
