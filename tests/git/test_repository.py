"""Commits, files and changes of real repositories, kind and unkind ones."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from qapidoc.git.difference import EVERY_LINE, Change, Lines
from qapidoc.git.program import GitError
from qapidoc.git.repository import Repository

ODD = ["a b.json", 'say "hi".json', "line\nbreak.json", "back\\slash.json", "\udcff.json", "ö.json"]


def changes(repo, since: str = "HEAD", *patterns: str) -> dict[str | None, Change]:
    repository = Repository.around(repo.folder)
    return {c.path: c for c in repository.changes(repository.resolve(since), patterns)}


def clone(repo, target: Path, *options: str) -> Path:
    repo.git("clone", "--quiet", *options, f"file://{repo.folder}", target)
    return target


# --- which repository -------------------------------------------------------------------------


def test_the_top_is_found_from_below(repo):
    (repo.folder / "a" / "b").mkdir(parents=True)
    assert Repository.around(repo.folder / "a" / "b").top == repo.folder
    assert Repository.around(repo.folder / "not" / "there").top == repo.folder


def test_a_worktree_has_a_top_of_its_own(repo, tmp_path):
    repo.commit(a="1\n")
    repo.git("worktree", "add", "--quiet", tmp_path / "tree", "-b", "other")
    assert Repository.around(tmp_path / "tree").top == tmp_path / "tree"


def test_the_environment_of_a_hook_does_not_mislead(repo, tmp_path, monkeypatch):
    repo.commit(a="1\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    repository = Repository.around(repo.folder)
    assert repository.top == repo.folder
    assert repository.changes(repository.resolve("HEAD")) == ()


def test_no_repository(tmp_path, plain_git, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="is in no git repository"):
        Repository.around(tmp_path)


def test_a_bare_repository(repo, tmp_path):
    repo.commit(a="1\n")
    with pytest.raises(GitError, match="is in a bare git repository"):
        Repository.around(clone(repo, tmp_path / "bare", "--bare"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_somebody_else(repo):
    os.chown(repo.folder, 12345, 12345)
    with pytest.raises(GitError, match="belongs to somebody else"):
        Repository.around(repo.folder)


# --- commits ----------------------------------------------------------------------------------


@pytest.fixture
def two(repo):
    """Two commits, a branch and a tag at the first, and a branch left for another."""
    repo.commit(a="1\n")
    repo.git("branch", "stable")
    repo.git("tag", "--annotate", "v1.0", "--message=First")
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit(a="2\n")
    return repo


@pytest.mark.parametrize(
    "ref, same",
    [
        ("HEAD", "topic"),
        ("stable", "master"),
        ("v1.0", "master"),
        ("refs/heads/stable", "master"),
        ("HEAD~1", "master"),
        ("@{-1}", "master"),
        ("HEAD^{/More}", "topic"),
    ],
)
def test_refs(two, ref, same):
    repository = Repository.around(two.folder)
    assert repository.resolve(ref) == two.git("rev-parse", same)
    assert repository.resolve(repository.resolve(ref)[:12]) == two.git("rev-parse", same)


@pytest.mark.parametrize(
    "ref, message",
    [
        ("", "cannot be the name"),
        ("-h", "cannot be the name"),
        ("--output=x", "cannot be the name"),
        ("--all", "cannot be the name"),
        ("a\0b", "cannot be the name"),
        ("HEAD:..", "there is no commit"),
        ("HEAD:a.json", "there is no commit"),
        ("master..topic", "there is no commit"),
        ("master...topic", "there is no commit"),
        ("^HEAD", "there is no commit"),
        ("HEAD^!", "there is no commit"),
        ("HEAD^@", "there is no commit"),
        ("HEAD\nmaster", "there is no commit"),
        ("\udcff", "there is no commit"),
        ("@{-9}", "there is no commit"),
        ("0" * 40, "there is no commit"),
        ("v1.1", "there is no commit 'v1.1' in .*; did you mean 'v1.0'?"),
        ("mastre", "there is no commit 'mastre' in .*; did you mean 'master'?"),
    ],
)
def test_what_is_no_ref(two, ref, message):
    with pytest.raises(GitError, match=message):
        Repository.around(two.folder).resolve(ref)
    assert sorted(path.name for path in two.folder.iterdir()) == [".git", "a.json"]


def test_a_remote_branch_is_meant(two, tmp_path):
    copy = clone(two, tmp_path / "copy")
    with pytest.raises(GitError, match="did you mean 'origin/stable'"):
        Repository.around(copy).resolve("stable")


def test_a_tag_and_a_branch_of_one_name(two):
    two.git("tag", "stable", "HEAD")
    repository = Repository.around(two.folder)
    with pytest.raises(GitError, match=r"'stable' is ambiguous .*; write .* refs/heads/"):
        repository.resolve("stable")
    assert repository.resolve("refs/heads/stable") == two.git("rev-parse", "master")


def test_nothing_is_committed(repo):
    with pytest.raises(GitError, match="which has no commits yet"):
        Repository.around(repo.folder).resolve("HEAD")


def test_merge_base(two):
    left = two.git("rev-parse", "master")
    two.git("checkout", "--quiet", "master")
    tip = two.commit(b="1\n")
    two.git("checkout", "--quiet", "topic")
    repository = Repository.around(two.folder)
    assert repository.merge_base(repository.resolve(tip)) == left
    two.git("checkout", "--quiet", "--orphan", "unborn")
    assert repository.merge_base(repository.resolve(tip)) is None
    two.commit()
    assert repository.merge_base(repository.resolve(tip)) is None


def test_what_a_shallow_clone_lacks(two, tmp_path):
    shallow = Repository.around(clone(two, tmp_path / "copy", "--depth=1", "--no-single-branch"))
    with pytest.raises(GitError, match="shallow clone; 'git fetch --unshallow' gets"):
        shallow.resolve("HEAD~1")
    two.git("checkout", "--quiet", "master")
    two.commit(b="1\n")
    other = clone(two, tmp_path / "other", "--depth=1", "--no-single-branch")
    shallow = Repository.around(other)
    with pytest.raises(GitError, match=r"shallow clone, .* part; 'git fetch --unshallow' gets it"):
        shallow.merge_base(shallow.resolve("origin/topic"))


def test_tags_of_commits_only(two):
    two.git("tag", "tree", "HEAD^{tree}")
    two.git("tag", "light", "HEAD")
    found = {tag.name: tag.commit for tag in Repository.around(two.folder).tags()}
    assert found == {"light": two.git("rev-parse", "HEAD"), "v1.0": two.git("rev-parse", "master")}


# --- files of commits -------------------------------------------------------------------------


def test_files_and_their_contents(repo):
    texts = {name: f"text of {number}\r\n" for number, name in enumerate(ODD)}
    texts |= {"below/c.json": "", "below/d.json": "x" * 300_000}
    for name, text in texts.items():
        repo.write(name, text)
    (repo.folder / "link.json").symlink_to("a b.json")
    repo.commit()
    repository = Repository.around(repo.folder)
    commit = repository.resolve("HEAD")
    files = repository.files(commit)
    assert set(files) == set(texts)
    contents = dict(repository.blobs(files.values()))
    assert {name: contents[blob].decode() for name, blob in files.items()} == texts
    assert set(repository.files(commit, ["below"])) == {"below/c.json", "below/d.json"}
    assert set(repository.files(commit, ["*", "line\nbreak.json"])) == {"line\nbreak.json"}


def test_many_contents_come_one_by_one(repo):
    repo.commit(a="1\n")
    repository = Repository.around(repo.folder)
    (blob,) = repository.files(repository.resolve("HEAD")).values()

    def endless() -> Iterator[str]:
        while True:
            yield blob

    for number, (_, data) in enumerate(repository.blobs(endless())):
        assert data == b"1\n"
        if number == 1000:
            break


def test_contents_that_are_not_there(repo):
    repo.commit(a="1\n")
    with pytest.raises(GitError, match="lacks contents of the commit; 'git fsck'"):
        list(Repository.around(repo.folder).blobs(["1" * 40]))


def test_a_partial_clone_fetches_nothing(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(a="1\n")
    repo.commit(a="2\n")
    partial = Repository.around(clone(repo, tmp_path / "copy", "--filter=blob:none"))
    first = partial.resolve("HEAD~1")
    for ask in (
        lambda: partial.changes(first),
        lambda: list(partial.blobs(partial.files(first).values())),
    ):
        with pytest.raises(GitError, match=r"partial clone, .* 'git diff --stat' .* fetches them"):
            ask()
    (tmp_path / "copy").joinpath("a.json").write_text("3\n", "utf-8")
    assert partial.changes(partial.resolve("HEAD"))


# --- changes ----------------------------------------------------------------------------------


def test_committed_staged_and_other_changes(repo):
    base = repo.commit(a="1\n2\n3\n", b="1\n2\n", c="1\n", same="1\n")
    repo.commit(a="1\nx\n3\n")
    repo.write("b.json", "1\n2\n3\n")
    repo.git("add", "b.json")
    repo.write("c.json", "x\n1\n")
    repo.write("sub/new.json", "1\n")
    repo.write("meant.json", "1\n2\n")
    repo.git("add", "--intent-to-add", "meant.json")
    found = changes(repo, base)
    assert {path: change.lines for path, change in found.items()} == {
        "a.json": (Lines(2, 3),),
        "b.json": (Lines(3, 4),),
        "c.json": (Lines(1, 2),),
        "meant.json": (Lines(1, 3),),
        "sub/new.json": EVERY_LINE,
    }
    assert found["sub/new.json"].old_path is None


def test_changes_of_files_with_odd_names(repo):
    for name in ODD:
        repo.write(name, "1\n2\n")
    repo.commit()
    for name in ODD:
        repo.write(name, "1\nx\n")
    repo.write("new\n\udcfe.json", "1\n")
    found = changes(repo)
    assert {path for path in found if found[path].lines == (Lines(2, 3),)} == set(ODD)
    assert set(found) == {*ODD, "new\n\udcfe.json"}


def test_moved_and_removed_files(repo):
    text = "".join(f"{number}\n" for number in range(50))
    repo.commit(a=text, b=text + "b", gone="other\n", kept="1\n")
    repo.git("mv", "a.json", "c.json")
    repo.git("mv", "b.json", "d.json")
    repo.write("d.json", text.replace("\n7\n", "\nseven\n") + "b")
    repo.git("rm", "--quiet", "--cached", "kept.json")
    (repo.folder / "gone.json").unlink()
    found = changes(repo)
    assert {path: change.old_path for path, change in found.items()} == {
        "c.json": "a.json",
        "d.json": "b.json",
        "kept.json": "kept.json",
        None: "gone.json",
    }
    assert found["c.json"].lines == ()
    assert found["d.json"].lines == (Lines(8, 9),)


@pytest.mark.parametrize(
    "before, after, lines",
    [
        ("1\n2\n3\n", "1\n3\n", [(2, 2)]),
        ("1\n2", "1\n2\n", [(2, 3)]),
        ("1\n2\n", "1\n2", [(2, 3)]),
        ("1\n2\n", "1\r\n2\r\n", [(1, 3)]),
        ("1\n2\n", "1\n\0\n", [(2, 3)]),
        ("1\n2\n", "", [(1, 1)]),
        ("++ b/x\n2\n", "-- a/x\n3\n", [(1, 3)]),
        ("a\rb\nc\n", "a\rb\nd\n", [(2, 3)]),
    ],
)
def test_lines_of_a_change(repo, before, after, lines):
    repo.commit(a=before)
    repo.write("a.json", after)
    expected = tuple(Lines(*pair) for pair in lines)
    assert changes(repo)["a.json"].lines == expected
    assert Repository.around(repo.folder).compare(before.encode(), after.encode()) == expected


def test_line_ends_that_git_converts_are_no_change(repo):
    repo.write(".gitattributes", "*.json text eol=crlf\n")
    repo.commit(a="1\n2\n")
    repo.write("a.json", "1\r\n3\r\n")
    assert changes(repo)["a.json"].lines == (Lines(2, 3),)


def test_a_mode_is_no_line(repo):
    repo.commit(a="1\n")
    (repo.folder / "a.json").chmod(0o755)
    assert changes(repo)["a.json"].lines == ()


def test_ignored_files_and_other_patterns_do_not_count(repo):
    repo.commit(a="1\n")
    repo.write(".gitignore", "build/\n")
    for name in ("build/x.json", "y.json", "z.txt"):
        repo.write(name, "1\n")
    assert set(changes(repo, "HEAD", "*.json")) == {"y.json"}
    assert set(changes(repo, "HEAD", "*.json", ":(top,literal)z.txt")) == {"y.json", "z.txt"}


def test_an_unfinished_merge(repo):
    repo.commit(a="1\n2\n")
    repo.git("checkout", "--quiet", "-b", "left")
    repo.commit(a="1\nleft\n")
    repo.git("checkout", "--quiet", "-b", "right", "master")
    repo.commit(a="1\nright\n")
    with pytest.raises(AssertionError):
        repo.git("merge", "left")
    assert changes(repo, "master")["a.json"].lines == (Lines(2, 7),)


def test_submodules_and_repositories_within_are_not_looked_into(repo, tmp_path):
    repo.commit(a="1\n")
    repo.git("clone", "--quiet", repo.folder, repo.folder / "within")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.folder, "sub")
    repo.commit()
    repo.write("sub/a.json", "2\n")
    repo.write("within/a.json", "2\n")
    assert changes(repo) == {}


# --- unkind repositories ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "setting",
    [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.process",
        "filter.evil.smudge",
    ],
)
def test_settings_run_no_programs(repo, tmp_path, setting):
    repo.write(".gitattributes", "*.json diff=evil filter=evil\n")
    base = repo.commit(a="1\n")
    repo.write("a.json", "2\n")
    proof = tmp_path / "proof"
    repo.git("config", "filter.evil.required", "true")
    repo.git("config", setting, f"touch {shlex.quote(str(proof))}; cat #")
    repository = Repository.around(repo.folder)
    (change,) = repository.changes(repository.resolve(base))
    assert change.lines == (Lines(1, 2),)
    assert repository.compare(b"1\n", b"2\n") == (Lines(1, 2),)
    assert not proof.exists()


def test_a_filter_that_cannot_be_turned_off(repo):
    repo.git("config", "filter.a=b.clean", "touch proof")
    with pytest.raises(GitError, match=r"'filter.a=b' of git has '=' in its name"):
        Repository.around(repo.folder)


def test_a_remote_runs_no_programs(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(a="1\n")
    repo.commit(a="2\n")
    copy = clone(repo, tmp_path / "copy", "--filter=blob:none")
    proof = tmp_path / "proof"
    repo.folder = copy
    repo.git("config", "remote.origin.uploadpack", f"touch {shlex.quote(str(proof))}; false")
    repo.git("config", "protocol.file.allow", "always")
    repository = Repository.around(copy)
    with pytest.raises(GitError):
        repository.changes(repository.resolve("HEAD~1"))
    assert not proof.exists()


def test_nothing_is_written(repo):
    repo.commit(a="1\n")
    os.utime(repo.folder / "a.json", (1, 1))
    before = {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")}
    changes(repo)
    assert {path: path.stat().st_mtime_ns for path in repo.folder.rglob("*")} == before
