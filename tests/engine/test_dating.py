"""The history that the settings ask for, and what is said if it cannot be had."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qapidoc.engine.history_stamp import BOTH, GIT
from qapidoc.history.folders import Folder
from qapidoc.history.loading import load
from qapidoc.history.stored import bundled, packed
from qapidoc.store import Store
from tests.engine.dated import linted, write

OLD = "{ 'command': 'set-speed', 'data': { 'percent': 'int' } }\n"
NEW = "{ 'command': 'set-speed', 'data': { 'percent': 'int', '*smooth': 'bool' } }\n"
NOW = f"""\
##
# @set-speed:
#
# @percent: share of its full speed
#
# @smooth: whether it takes its time
#
# Since: 9.0
##
{NEW}"""

UNSAID = (
    "schema.json:6: since-unsaid: argument 'smooth' is younger than command 'set-speed', which is"
    " since 9.0 (in {}1.0, schema.json, not in {}0.0): add '(since 9.1)'"
)

OTHER = "".join(f"{{ 'command': 'other-{number}' }}\n" for number in range(9))


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return write(tmp_path / "releases", {"9.0.0/schema.json": OLD, "9.1.0/schema.json": NEW})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return write(tmp_path / "tree", {"schema.json": NOW})


def make_tags(repo, texts: dict[str, str]) -> Path:
    for tag, text in texts.items():
        repo.commit(schema=text)
        repo.git("tag", tag)
    write(repo.folder, {"schema.json": NOW})
    return repo.folder


def stored(releases: Path, file: Path) -> Path:
    file.write_bytes(packed(load(Folder(releases), ["schema.json"]).history))
    return file


# --- what is there -----------------------------------------------------------------------------


def test_without_a_history(tree):
    assert linted(tree, "off") == linted(tree, "bundled")
    assert linted(tree, "off").findings == ()


def test_folders(tree, releases):
    run = linted(tree, str(releases))
    assert run.findings == (UNSAID.format("9.", "9."),)
    assert run.notes == ()


def test_folders_are_read_once(tree, releases, monkeypatch):
    read: list[str] = []

    def noted(folder: Folder, label: str, path: str) -> bytes:
        read.append(label)
        return (folder.path / label / path).read_bytes()

    monkeypatch.setattr(Folder, "read", noted)
    linted(tree, str(releases))
    assert read == ["9.0.0", "9.1.0"]


def test_a_path_is_relative_to_the_folder(tree, releases):
    shutil.move(releases, tree.parent / "old")
    assert linted(tree, "../old").findings == (UNSAID.format("9.", "9."),)


def test_a_file(tree, releases, tmp_path):
    file = stored(releases, tmp_path / "own.history")
    assert linted(tree, str(file)).findings == (UNSAID.format("9.", "9."),)


@pytest.mark.parametrize("source", [GIT, BOTH])
def test_tags(repo, source):
    run = linted(make_tags(repo, {"v9.0.0": OLD, "v9.1.0": NEW}), source)
    assert run.findings == (UNSAID.format("v9.", "v9."),)
    assert run.notes == ()


def test_only_releases_before_the_target_count(repo):
    """What the release at hand had when it came is no news."""
    folder = make_tags(repo, {"v9.0.0": OLD, "v9.1.0": NEW, "v9.2.0": NOW, "v10.0.0": OTHER})
    assert linted(folder, GIT).findings == (UNSAID.format("v9.", "v9."),)


def commands_of_qemu(*, without: str = "") -> str:
    names = [name for step, name in bundled().entries if step == "command" and name != without]
    return "".join(f"{{ 'command': '{name}', 'gen': false }}\n" for name in names)


def dated(name: str, release: str) -> str:
    return f"##\n# @{name}:\n#\n# Since: {release}\n##\n{{ 'command': '{name}' }}\n"


def test_the_bundled_history_is_known_by_its_names(tmp_path):
    late = dated("query-version", "9.0")
    for rest, found in ((commands_of_qemu(without="query-version"), True), (OTHER, False)):
        tree = write(tmp_path / "tree", {"schema.json": late + rest})
        findings = linted(tree, "bundled").findings
        assert any("'query-version' was there before 9.0" in line for line in findings) == found


def test_tags_go_on_where_the_bundled_history_ends(repo):
    """Tags of releases that it has do not count."""
    newest = bundled().releases[-1].release
    for release, new in (("1.0", "brand-new"), (newest.following, "brand-newer")):
        text = f"{commands_of_qemu()}{{ 'command': '{new}' }}\n"
        repo.commit(**{"qapi/qapi-schema": text})
        repo.git("tag", f"v{release}.0")
    text = commands_of_qemu() + dated("brand-new", "1.0") + dated("brand-newer", str(newest))
    write(repo.folder, {"qapi/qapi-schema.json": text})
    run = linted(repo.folder, BOTH, target=newest.following.following)
    tag, old = f"v{newest.following}.0", bundled().releases[-1].label
    assert [line.partition("(")[2] for line in run.findings if "since-early" in line] == [
        f"not in {tag}): write {newest.following.following}",
        f"in {tag}, qapi-schema.json, not in {old}): write {newest.following}",
    ]
    assert run.notes == ()


# --- what is not there -------------------------------------------------------------------------


def test_a_missing_path(tree):
    run = linted(tree, "nowhere")
    assert run.findings == ()
    (note,) = run.notes
    assert "nowhere: there is no such file or folder" in note


def test_a_folder_without_releases(tree, tmp_path):
    (tmp_path / "empty").mkdir()
    (note,) = linted(tree, str(tmp_path / "empty")).notes
    assert "holds no folders of releases" in note


def test_a_folder_of_another_schema(tree, tmp_path):
    write(tmp_path / "releases", {"9.0.0/other.json": OLD})
    (note,) = linted(tree, str(tmp_path / "releases")).notes
    assert "none of these has schema.json" in note


def test_a_file_of_another_schema(tree, tmp_path, releases):
    write(releases, {"9.0.0/schema.json": OTHER, "9.1.0/schema.json": OTHER})
    file = stored(releases, tmp_path / "own.history")
    run = linted(tree, str(file))
    (note,) = run.notes
    assert "is no history of schema.json" in note
    assert run.findings == ()


@pytest.mark.parametrize("data", [b"", b"QEMU", b"qapidoc history 1\n", b"qapidoc history 99\nx"])
def test_a_file_that_is_no_history(tree, tmp_path, data):
    (tmp_path / "own.history").write_bytes(data)
    (note,) = linted(tree, str(tmp_path / "own.history")).notes
    assert "qapidoc history --write" in note or "write it anew" in note


@pytest.mark.parametrize("source", [GIT, BOTH])
def test_git_without_a_repository(tree, source, tmp_path, plain_git, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (note,) = linted(tree, source).notes
    assert "is in no git repository" in note


@pytest.mark.parametrize("source", [GIT, BOTH])
def test_git_without_tags(repo, source):
    repo.commit(schema=NOW)
    (note,) = linted(repo.folder, source).notes
    assert "git fetch --tags" in note


def test_other_rules_find_what_they_find(repo):
    """A note is all that comes of a history that cannot be had."""
    repo.commit(schema=NOW.replace("# Since: 9.0\n", ""))
    run = linted(repo.folder, GIT)
    assert [line.split(": ")[1] for line in run.findings] == ["since-missing"]
    assert len(run.notes) == 1


def test_a_release_that_cannot_be_read_in_part(repo):
    folder = make_tags(repo, {"v9.0.0": OLD + "{ 'include': 'gone.json' }\n", "v9.1.0": NEW})
    run = linted(folder, GIT)
    assert run.notes == ("history: v9.0.0: gone.json cannot be read",)
    assert run.findings == (UNSAID.format("v9.", "v9."),)


def test_a_result_with_a_note_is_not_kept(repo, tmp_path):
    repo.commit(schema=NOW)
    store = Store(tmp_path / "cache")
    for _ in range(2):
        run = linted(repo.folder, GIT, store)
        assert len(run.notes) == 1
        assert not run.known


def test_bytes_that_are_no_text(tree, releases, tmp_path):
    (releases / "9.0.0" / "schema.json").write_bytes(OLD.encode() + b"{ 'command': 'a\xff' }\n")
    for store in (None, Store(tmp_path / "cache"), Store(tmp_path / "cache")):
        assert linted(tree, str(releases), store).findings == (UNSAID.format("9.", "9."),)
