"""`qapidoc lint --changed-since`: only what a change has brought."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

LAMP = """\
##
# @Lamp:
#
# A lamp.
#
# @watts: its power
#
# @colour: its light
#
# Since: 9.0
##
{ 'struct': 'Lamp',
  'data': { 'watts': 'int',
            'colour': 'str' } }
"""

ROOM = """\
##
# @Room:
#
# A room.
#
# @lamp: what lights it
#
# Since: 9.0
##
{ 'struct': 'Room', 'data': { 'lamp': 'Lamp' } }
"""

ROOT = """\
{ 'pragma': { 'doc-required': true } }
{ 'include': 'lamp.json' }
{ 'include': 'room.json' }
"""

FAULTY = LAMP.replace("# Since: 9.0\n", "# Since: 99.0\n").replace("# @colour: its light\n#\n", "")
"""Has two findings: since-future, and member-undocumented."""


@pytest.fixture
def tree(repo):
    """A repository with a schema of three files, in which there is nothing to find."""
    repo.commit(root=ROOT, lamp=LAMP, room=ROOM)
    return repo


@pytest.fixture
def since(call, monkeypatch, repo):
    """Lint, and give what is found, as path, line and rule."""

    def since(*arguments: str, data: bytes = b"", ref: str = "master") -> list[str]:
        monkeypatch.chdir(repo.folder)
        options = ("--output-format", "concise", "--changed-since", ref)
        result = call("lint", *options, *(arguments or (".",)), data=data)
        lines = result.stdout.splitlines()
        assert result.stderr == ""
        assert result.exit_code == (1 if lines else 0)
        return [f"{':'.join(line.split(':')[:2])} {line.rpartition('[')[2][:-1]}" for line in lines]

    return since


def test_nothing_has_changed(tree, since):
    assert since() == []


def test_old_findings_do_not_show(repo, since):
    repo.commit(root=ROOT, lamp=FAULTY, room=ROOM)
    assert since() == []
    repo.write("lamp.json", FAULTY.replace("A lamp.", "Something that shines."))
    assert since() == []


def test_findings_on_changed_lines_show(tree, since):
    tree.write("lamp.json", LAMP.replace("Since: 9.0", "Since: 99.0"))
    assert since() == ["lamp.json:10 since-future"]
    tree.git("add", "--all")
    assert since() == ["lamp.json:10 since-future"]


def test_a_changed_line_does_not_bring_up_its_definition_unless_asked(repo, since):
    repo.commit(root=ROOT, lamp=FAULTY, room=ROOM)
    repo.write("lamp.json", FAULTY.replace("A lamp.", "Something that shines."))
    whole = since("--changed-scope", "definition", ".")
    assert [line.partition(" ")[2] for line in whole] == [
        "since-future",
        "member-undocumented",
    ]
    assert since("--changed-scope", "line", ".") == []


def test_a_removed_line_changes_its_definition(repo, since):
    repo.commit(
        root=ROOT, lamp=FAULTY.replace("# A lamp.\n", "# A lamp.\n# It shines.\n"), room=ROOM
    )
    repo.write("lamp.json", FAULTY)
    assert since() == []
    assert len(since("--changed-scope", "definition", ".")) == 2


def test_what_is_missing_since_a_line_was_removed(tree, since):
    tree.write("lamp.json", LAMP.replace("#\n# Since: 9.0\n", ""))
    assert since() == ["lamp.json:2 since-missing"]


def test_a_type_removed_here_is_unknown_there(tree, since):
    tree.git("rm", "--quiet", "lamp.json")
    tree.write("root.json", ROOT.replace("{ 'include': 'lamp.json' }\n", ""))
    assert since() == ["room.json:10 language-unknown-type"]
    assert since("room.json") == ["room.json:10 language-unknown-type"]
    assert since("root.json") == ["room.json:10 language-unknown-type"]


def test_a_file_removed_here_is_missing_there(tree, since):
    (tree.folder / "lamp.json").unlink()
    assert since() == ["root.json:2 language-include"]


def test_files_that_git_does_not_know_are_new(tree, since):
    tree.write("sub/new.json", FAULTY)
    assert {line.partition(":")[0] for line in since()} == {"sub/new.json"}
    tree.write(".gitignore", "sub/\n")
    assert since() == []


def test_a_renamed_file_keeps_its_old_findings(repo, since):
    repo.commit(root=ROOT, lamp=FAULTY, room=ROOM)
    repo.git("mv", "lamp.json", "light.json")
    repo.write("root.json", ROOT.replace("lamp", "light"))
    assert since() == []
    assert since("light.json") == []
    repo.write("light.json", FAULTY.replace("99.0", "98.0"))
    assert since("light.json") == ["light.json:8 since-future"]


def test_configured_roots_may_be_new_or_renamed(repo, since):
    repo.commit(root=ROOT, lamp=FAULTY, room=ROOM)
    repo.git("mv", "root.json", "top.json")
    repo.write("other.json", "{ 'include': 'room.json' }\n")
    repo.write("qapidoc.toml", 'schemas = ["top.json", "other.json"]\n')
    assert since() == ["room.json:10 language-unknown-type"]


def test_a_branch_is_compared_with_where_it_began(tree, since):
    tree.git("checkout", "--quiet", "-b", "topic")
    tree.commit(lamp=LAMP.replace("Since: 9.0", "Since: 99.0"))
    tree.git("checkout", "--quiet", "master")
    tree.commit(room=ROOM.replace("Since: 9.0", "Since: 98.0"))
    tree.git("checkout", "--quiet", "topic")
    assert since() == ["lamp.json:10 since-future"]


def test_histories_that_have_nothing_in_common(tree, since):
    tree.git("checkout", "--quiet", "--orphan", "topic")
    tree.commit(lamp=LAMP.replace("Since: 9.0", "Since: 99.0"))
    assert since() == ["lamp.json:10 since-future"]


def test_a_ref_without_schemas(repo, since):
    repo.commit()
    repo.commit(root=ROOT, lamp=FAULTY, room=ROOM)
    assert len(since(ref="HEAD~1")) == 2


def test_standard_input(tree, since):
    options = ("--stdin-filename", "lamp.json", "-")
    assert since(*options, data=LAMP.encode()) == []
    changed = LAMP.replace("Since: 9.0", "Since: 99.0").encode()
    assert since(*options, data=changed) == ["lamp.json:10 since-future"]
    tree.write("lamp.json", FAULTY)
    assert since(*options, data=LAMP.encode()) == []
    assert since("--stdin-filename", "new.json", "-", data=FAULTY.encode()) != []


def test_line_ends_of_old_machines_do_not_move_places(repo, since):
    repo.commit(root=ROOT, lamp=FAULTY.replace("\n##\n{", "\r##\r{"), room=ROOM)
    repo.write("lamp.json", FAULTY.replace("\n##\n{", "\r##\r{").replace("A lamp", "The lamp"))
    assert since() == []
    repo.write("lamp.json", FAULTY.replace("\n##\n{", "\r##\r{").replace("99.0", "98.0"))
    assert "lamp.json:8 since-future" in since()


def test_files_with_odd_names(repo, since):
    for name in ("a b.json", "ö.json", 'say "hi".json'):
        repo.write(name, LAMP)
    repo.commit()
    for name in ("a b.json", "ö.json", 'say "hi".json'):
        repo.write(name, LAMP.replace("Since: 9.0", "Since: 99.0"))
    assert len(since()) == 3


def test_files_outside_of_the_repository_have_not_changed(tree, since, tmp_path):
    (tmp_path / "faulty.json").write_text(FAULTY, "utf-8")
    tree.write("lamp.json", LAMP.replace("Since: 9.0", "Since: 99.0"))
    assert since(".", "../faulty.json") == ["lamp.json:10 since-future"]


def test_from_a_folder_below(tree, call, monkeypatch):
    tree.write("lamp.json", LAMP.replace("Since: 9.0", "Since: 99.0"))
    (tree.folder / "sub").mkdir()
    monkeypatch.chdir(tree.folder / "sub")
    result = call("lint", "--changed-since", "master", "..")
    assert result.stdout.startswith("../lamp.json:10:")


@pytest.mark.parametrize(
    "options, message",
    [
        (
            ("--changed-since", "mastre"),
            "there is no commit 'mastre' in {}; did you mean 'master'?",
        ),
        (("--changed-since", "-h"), "'-h' cannot be the name of a commit"),
        (("--changed-since", ""), "'' cannot be the name of a commit"),
        (("--changed-since", "a\nb"), "there is no commit 'a b' in {}"),
    ],
)
def test_what_cannot_be(tree, call, monkeypatch, options, message):
    monkeypatch.chdir(tree.folder)
    result = call("lint", *options, ".")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"qapidoc: {message.format(tree.folder)}\n"


def test_outside_of_a_repository(call, good, plain_git, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = call("lint", "--changed-since", "HEAD", good)
    assert (result.exit_code, result.stderr) == (
        2,
        f"qapidoc: {tmp_path}: is in no git repository\n",
    )


@pytest.mark.parametrize("worktree", [False, True])
def test_in_a_hook(tree, tmp_path, environment, monkeypatch, worktree):
    """The hook sees what is about to be committed, and stops what is wrong."""
    hook = tree.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m qapidoc lint --changed-since HEAD . >&2\n', "utf-8"
    )
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    if worktree:
        tree.git("worktree", "add", "--quiet", tmp_path / "tree", "-b", "topic")
        tree.folder = tmp_path / "tree"
    monkeypatch.setenv("PYTHONPATH", environment["PYTHONPATH"])
    tree.write("lamp.json", FAULTY)
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = subprocess.run(
        ["git", *identity, "commit", "--all", "--message=Faulty"],
        cwd=tree.folder,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "lamp.json:8:10: " in done.stderr
    assert "Traceback" not in done.stderr
    tree.write("lamp.json", LAMP.replace("A lamp.", "Something that shines."))
    tree.git("commit", "--all", "--message=Good")
