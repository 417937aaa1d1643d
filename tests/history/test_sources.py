"""Releases in the tags of real repositories, and what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from qapidoc.git.program import GitError
from qapidoc.history.errors import HistoryError
from qapidoc.history.folders import Folder
from qapidoc.history.loading import MAX_NOTES, Loaded, load
from qapidoc.history.sources import from_path, from_tags
from qapidoc.history.stored import packed
from qapidoc.store import Store
from tests.history.making import ROOT

GO = "{ 'command': 'go' }\n"
STAY = "{ 'command': 'stay' }\n"


def silent(_label: str) -> None:
    pass


def tagged(repo, texts: Mapping[str, str], *options: str) -> Path:
    for tag, text in texts.items():
        repo.commit(schema=text)
        repo.git("tag", *options, tag)
    return repo.folder


def labels(loaded: Loaded) -> list[str]:
    return [seen.label for seen in loaded.history.releases]


def tags_of(folder: Path, **more) -> Loaded:
    return from_tags(folder / ROOT, step=silent, **more)


TWO = {"v9.0.0": GO, "v9.1.0": GO + STAY}


@pytest.mark.parametrize("options", [(), ("--annotate", "--message=One")])
def test_tags(repo, options):
    loaded = tags_of(tagged(repo, TWO, *options))
    assert labels(loaded) == ["v9.0.0", "v9.1.0"]
    assert [name for _, name in loaded.history.entries] == ["go", "stay"]


def test_other_tags(repo):
    folder = tagged(
        repo, {"before": GO, "v9.1.0": GO, "v9.1.1": GO, "v9.2.0-rc1": GO, "pull/1": GO}
    )
    repo.git("tag", "v8.2.0", repo.git("rev-parse", "HEAD:schema.json"))  # of a file
    assert labels(tags_of(folder)) == ["v9.1.0", "v9.2.0-rc1"]


@pytest.mark.parametrize("texts", [{}, {"before": GO}])
def test_no_tags_of_releases(repo, texts):
    folder = tagged(repo, texts)
    with pytest.raises(HistoryError, match="git fetch --tags"):
        tags_of(folder)


def test_a_release_without_the_root(repo):
    repo.commit(other=GO)
    repo.git("tag", "v8.2.0")
    assert labels(tags_of(tagged(repo, TWO))) == ["v9.0.0", "v9.1.0"]


def test_no_release_with_the_root(repo):
    tagged(repo, TWO)
    with pytest.raises(HistoryError, match=r"2 releases, but none of these has new\.json"):
        from_tags(repo.write("new.json", GO), step=silent)


@pytest.mark.parametrize("text", ["{ 'command': ", "\0\xff{{{", "", "{ 'include': '../../out' }"])
def test_a_release_that_is_no_schema(repo, text):
    loaded = tags_of(tagged(repo, {"v9.0.0": text, "v9.1.0": GO}))
    assert labels(loaded) == ["v9.0.0", "v9.1.0"]
    assert bool(loaded.notes) == bool(text)


def test_many_notes_are_cut_short(repo):
    text = "".join(f"{{ 'include': '{number}.json' }}\n" for number in range(MAX_NOTES + 3))
    loaded = tags_of(tagged(repo, {"v9.0.0": text}))
    assert loaded.notes[-1] == "and 3 more files that cannot be read"
    assert len(loaded.notes) == MAX_NOTES + 1


def test_a_root_below_the_top_and_a_worktree(repo, tmp_path):
    repo.write("qapi/schema.json", "{ 'include': 'more/a.json' }\n")
    repo.write("qapi/more/a.json", GO)
    repo.commit()
    repo.git("tag", "v9.0.0")
    repo.git("worktree", "add", "--quiet", tmp_path / "tree", "-b", "other")
    for top in (repo.folder, tmp_path / "tree"):
        loaded = from_tags(top / "qapi" / "schema.json", step=silent)
        assert [name for _, name in loaded.history.entries] == ["go"]


def test_a_shallow_clone(repo, tmp_path):
    tagged(repo, TWO)
    folder = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=1", "--no-tags", f"file://{repo.folder}", folder)
    with pytest.raises(HistoryError, match="git fetch --tags"):
        tags_of(folder)
    repo.git("-C", folder, "fetch", "--quiet", "--depth=1", "--tags")
    assert labels(tags_of(folder)) == ["v9.0.0", "v9.1.0"]


def test_a_partial_clone(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    tagged(repo, TWO)
    folder = tmp_path / "clone"
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.folder}", folder)
    with pytest.raises(GitError, match=r"partial clone, which lacks schema\.json"):
        tags_of(folder)


# --- what is kept ------------------------------------------------------------------------------


def folders(top: Path) -> Path:
    for label, text in TWO.items():
        (top / label).mkdir(parents=True)
        (top / label / ROOT).write_text(text)
    return top


def test_tags_are_read_once(repo, tmp_path):
    folder, store = tagged(repo, TWO), Store(tmp_path / "cache")
    read: list[str] = []
    first = from_tags(folder / ROOT, store=store, step=read.append)
    again = from_tags(folder / ROOT, store=store, step=read.append)
    assert again.history.record == first.history.record
    assert read == ["v9.0.0", "v9.1.0"]


def test_folders_are_read_once_until_something_changes(tmp_path):
    source, store = Folder(folders(tmp_path / "releases")), Store(tmp_path / "cache")
    read: list[str] = []

    def found() -> list[str]:
        read.clear()
        loaded = load(source, [ROOT], store=store, step=read.append)
        assert loaded.history.record == load(source, [ROOT]).history.record
        return [name for _, name in loaded.history.entries]

    assert found() == ["go", "stay"]
    assert read
    assert found() == ["go", "stay"]
    assert not read
    file = source.path / "v9.1.0" / ROOT
    file.write_text("{ 'include': 'more.json' }\n")
    assert found() == ["go"]
    (source.path / "v9.1.0" / "more.json").write_text("{ 'command': 'more' }\n")
    assert found() == ["go", "more"]
    file.unlink()
    assert found() == ["go"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-3], lambda _data: b"", lambda data: data[::-1]]
)
def test_damaged_entries_of_the_cache(tmp_path, damage):
    source, store = Folder(folders(tmp_path / "releases")), Store(tmp_path / "cache")
    fresh = load(source, [ROOT], store=store)
    entries = list((tmp_path / "cache" / "entries").glob("*/*"))
    assert entries
    for path in entries:
        path.write_bytes(damage(path.read_bytes()))
    assert load(source, [ROOT], store=store).history.record == fresh.history.record


@pytest.mark.parametrize("content", [b"", b"\x90", b"\x93\x01\x02\x03", b"\xc0", b"\x94" * 50])
def test_entries_that_say_something_else(tmp_path, monkeypatch, content):
    source = Folder(folders(tmp_path / "releases"))
    fresh = load(source, [ROOT])
    monkeypatch.setattr(Store, "get", lambda _store, _key: content)
    again = load(source, [ROOT], store=Store(tmp_path / "cache"))
    assert again.history.record == fresh.history.record


def test_a_cache_of_another_version_of_the_tool(tmp_path):
    source, read = Folder(folders(tmp_path / "releases")), list[str]()
    for stamp in (b"1", b"2", b"1"):
        load(source, [ROOT], store=Store(tmp_path / "cache", stamp), step=read.append)
    assert len(read) == 2 * len(TWO)


def test_only_later_releases_are_added(tmp_path):
    source = Folder(folders(tmp_path / "releases"))
    first = load(source, [ROOT]).history
    assert load(source, [ROOT], onto=first).history is first
    (source.path / "v9.2.0").mkdir()
    (source.path / "v9.2.0" / ROOT).write_text(GO)
    assert labels(load(source, [ROOT], onto=first)) == ["v9.0.0", "v9.1.0", "v9.2.0"]


# --- paths -------------------------------------------------------------------------------------


def test_a_path(tmp_path):
    root = tmp_path / ROOT
    releases = folders(tmp_path / "releases")
    loaded = from_path(releases, root, tmp_path, step=silent)
    assert labels(loaded) == ["v9.0.0", "v9.1.0"]
    (tmp_path / "own.history").write_bytes(packed(loaded.history))
    stored = from_path(tmp_path / "own.history", root, tmp_path, step=silent)
    assert stored.history.record == loaded.history.record


@pytest.mark.parametrize(
    "name, message",
    [
        ("nowhere", "there is no such file or folder"),
        (".", "holds no folders of releases"),
        (ROOT, "is no history of qapidoc's"),
        ("releases", re.escape("2 releases, but none of these has other.json")),
    ],
)
def test_paths_that_hold_nothing(tmp_path, name, message):
    (tmp_path / ROOT).write_text(GO)
    folders(tmp_path / "releases")
    with pytest.raises(HistoryError, match=message):
        from_path(tmp_path / name, tmp_path / "other.json", tmp_path, step=silent)
