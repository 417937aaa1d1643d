"""The hook works in the hands of pre-commit itself."""

from __future__ import annotations

import json
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
    """The checkout as it is now, new and changed files included, in one commit."""
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


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Where pre-commit keeps what it has installed."""
    folder: Path = tmp_path_factory.mktemp("pre-commit")
    return folder


def run_hook(
    hook: str, snapshot: Path, home: Path, repository: Path, *files: str
) -> subprocess.CompletedProcess[str]:
    """Have pre-commit run a hook on files of a repository; it installs the snapshot once only."""
    revision = git(snapshot, "rev-parse", "HEAD").strip()
    hooks = [{"id": hook}]
    config = {"repos": [{"repo": str(snapshot), "rev": revision, "hooks": hooks}]}
    (home / "config.yaml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    return run(
        *(sys.executable, "-m", "pre_commit", "run", "--config", home / "config.yaml"),
        *("--verbose", "--color=never", "--files", *files),
        cwd=repository,
        PRE_COMMIT_HOME=str(home),
    )


@pytest.mark.parametrize(
    "files, passes",
    [
        pytest.param(["bad.json"], False, id="bad"),
        pytest.param(["good.json", "data.json"], True, id="good"),
    ],
)
def test_hook(snapshot, home, repository, files, passes):
    done = run_hook("qapidoc-lint", snapshot, home, repository, *files)
    assert ("[union-branch-unknown-value]" in done.stdout) is not passes, done.stdout + done.stderr
    assert done.returncode == (0 if passes else 1), done.stdout + done.stderr


def test_hook_that_mends_fails_once(snapshot, home, repository, good_schema):
    schema = repository / "good.json"
    schema.write_text(good_schema.replace("Since: 8.2", "Since 8.2"), encoding="utf-8")
    git(repository, "add", "--all")
    first = run_hook("qapidoc-fix", snapshot, home, repository, "good.json", "data.json")
    assert "files were modified by this hook" in first.stdout, first.stdout + first.stderr
    assert (first.returncode, schema.read_text(encoding="utf-8")) == (1, good_schema)
    second = run_hook("qapidoc-fix", snapshot, home, repository, "good.json", "data.json")
    assert second.returncode == 0, second.stdout + second.stderr
