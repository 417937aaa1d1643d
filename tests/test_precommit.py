"""The hook works in the hands of pre-commit itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of the user's git settings, nor of a hook that runs this test."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=inherited | isolated | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and give what it prints."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = run("git", *identity, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit_all(folder: Path) -> None:
    """Make a git repository of a folder, with one commit that holds everything."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Everything")


@pytest.fixture(scope="module")
def snapshot(checkout, tmp_path_factory) -> Path:
    """The checkout as it is now, new and changed files included, in one commit.

    By itself, try-repo takes the last commit and what has changed in its files, and
    leaves out the files that git does not know yet.
    """
    if not (checkout / ".git").exists():
        pytest.skip("pre-commit installs from git, and this is no git checkout")
    folder = tmp_path_factory.mktemp("snapshot")
    listed = git(checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (checkout / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, folder / name)
    commit_all(folder)
    return folder


@pytest.fixture
def repository(tmp_path, good_schema, bad_schema) -> Path:
    """A user's repository with a good schema, a bad one, and data that is no schema."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "good.json").write_text(good_schema, encoding="utf-8")
    (folder / "bad.json").write_text(bad_schema, encoding="utf-8")
    (folder / "data.json").write_text('{"name": "not a schema"}\n', encoding="utf-8")
    commit_all(folder)
    return folder


@pytest.mark.parametrize(
    "files, passes",
    [
        pytest.param(["bad.json"], False, id="bad"),
        pytest.param(["good.json", "data.json"], True, id="good"),
    ],
)
def test_hook(snapshot, repository, tmp_path, files, passes):
    done = run(
        *(sys.executable, "-m", "pre_commit", "try-repo", snapshot, "qapidoc-lint"),
        *("--verbose", "--color=never", "--files", *files),
        cwd=repository,
        PRE_COMMIT_HOME=str(tmp_path / "pre-commit"),
    )
    assert ("[union-branch-unknown-value]" in done.stdout) is not passes, done.stdout + done.stderr
    assert done.returncode == (0 if passes else 1), done.stdout + done.stderr
