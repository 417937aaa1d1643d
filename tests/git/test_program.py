"""git runs without what a repository, or the environment, would have it do."""

from __future__ import annotations

import pytest

from qapidoc.git.program import SETTINGS, Git, GitError, environment


@pytest.mark.parametrize(
    "name, stays",
    [
        ("PATH", True),
        ("HOME", True),
        ("GIT_CONFIG_GLOBAL", True),
        ("GIT_CONFIG_COUNT", True),
        ("GIT_CEILING_DIRECTORIES", True),
        ("GIT_DIR", False),
        ("GIT_INDEX_FILE", False),
        ("GIT_WORK_TREE", False),
        ("GIT_PREFIX", False),
        ("GIT_EXTERNAL_DIFF", False),
        ("GIT_TRACE", False),
        ("GIT_LITERAL_PATHSPECS", False),
    ],
)
def test_what_stays_of_the_environment(name, stays):
    assert (environment({name: "x"}).get(name) == "x") is stays


def test_messages_are_plain_whatever_the_language():
    assert environment({"LC_ALL": "de_DE.UTF-8"})["LC_ALL"] == "C"


def test_without_git(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git cannot be run: it is not installed; install git"):
        Git(tmp_path).run("version")


def test_failure_is_one_line(tmp_path, plain_git):
    with pytest.raises(GitError) as failure:
        Git(tmp_path).run("no-such-command")
    assert "\n" not in str(failure.value)
    assert "git no-such-command failed: 'no-such-command' is not a git command" in str(
        failure.value
    )


@pytest.mark.parametrize(
    "said, message",
    [
        (
            "fatal: detected dubious ownership in repository at '/x'\nTo add an exception…",
            "belongs to somebody else, .* safe.directory",
        ),
        (
            "fatal: unsafe repository ('/x' is owned by someone else)",
            "belongs to somebody else, .* safe.directory",
        ),
        (
            "fatal: cannot use bare repository '/x' (safe.bareRepository is 'explicit')",
            "is in a bare git repository",
        ),
        (
            "fatal: not a git repository (or any of the parent directories): .git",
            "is in no git repository",
        ),
    ],
)
def test_folders_that_git_refuses(tmp_path, monkeypatch, said, message):
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\n/bin/cat >&2 <<'END'\n{said}\nEND\nexit 128\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match=message):
        Git(tmp_path).run("status")


def test_settings_of_the_repository_come_second(repo):
    repo.git("config", "core.fsmonitor", "true")
    told = Git(repo.folder, SETTINGS).run("config", "core.fsmonitor")
    assert told == b"false\n"
