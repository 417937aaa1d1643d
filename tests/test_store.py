"""The cache gives back what was put, or nothing; and nothing that is wrong with it is an error."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from qapidoc import store
from qapidoc.store import Store, Usage, default_folder, digest, tool_stamp

KEY = digest(b"key")


def entry(folder: Path, key: bytes) -> Path:
    name = digest(b"", key).hex()
    return folder / "entries" / name[:2] / name[2:]


def only_file(folder: Path) -> Path:
    (path,) = (folder / "entries").glob("*/*")
    return path


def test_what_was_put_is_given_back(tmp_path):
    Store(tmp_path / "cache").put(KEY, b"content")
    kept = Store(tmp_path / "cache")
    assert kept.get(KEY) == b"content"
    assert kept.get(digest(b"other")) is None


def test_what_was_put_is_there(tmp_path):
    kept = Store(tmp_path)
    assert not kept.has(KEY)
    kept.put(KEY, b"content")
    assert kept.has(KEY)


def test_the_folder_is_made_for_its_owner_and_marked(tmp_path):
    folder = tmp_path / "deep" / "cache"
    Store(folder).put(KEY, b"content")
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f0688")
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_another_version_has_put_is_not_given(tmp_path):
    Store(tmp_path, b"one").put(KEY, b"content")
    assert Store(tmp_path, b"two").get(KEY) is None
    assert Store(tmp_path, b"one").get(KEY) == b"content"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:10],
        lambda data: data + b"x",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"another tool's cache",
        lambda data: data.replace(b"cache 1", b"cache 2"),
    ],
)
def test_what_is_damaged_is_not_given_and_can_be_written_anew(tmp_path, damage):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    path = only_file(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert kept.get(KEY) is None
    kept.put(KEY, b"content")
    assert kept.get(KEY) == b"content"


def test_an_entry_under_another_key_is_not_given(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    other = digest(b"other")
    moved = entry(tmp_path, other)
    moved.parent.mkdir(exist_ok=True)
    only_file(tmp_path).rename(moved)
    assert kept.get(other) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_in_place_of_an_entry_does_not_block(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    path = only_file(tmp_path)
    path.unlink()
    os.mkfifo(path)
    assert kept.get(KEY) is None


def test_a_folder_in_place_of_an_entry_costs_speed_only(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    path = only_file(tmp_path)
    path.unlink()
    path.mkdir()
    assert kept.get(KEY) is None
    kept.put(KEY, b"content")
    assert kept.get(KEY) is None


def test_a_file_in_place_of_the_folder_costs_speed_only(tmp_path):
    (tmp_path / "cache").write_text("mine")
    kept = Store(tmp_path / "cache")
    kept.put(KEY, b"content")
    assert kept.get(KEY) is None
    assert kept.usage() == Usage(0, 0)
    assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_costs_speed_only(tmp_path):
    resource = pytest.importorskip("resource")
    kept = Store(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        kept.put(KEY, b"content" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert kept.usage() == Usage(0, 0)
    kept.put(KEY, b"content")  # what was full is not tried again by the same run
    assert kept.get(KEY) is None


def test_a_folder_in_the_place_of_an_entry_does_not_matter_to_others(tmp_path):
    kept = Store(tmp_path)
    entry(tmp_path, KEY).mkdir(parents=True)
    kept.put(KEY, b"content")
    assert kept.get(KEY) is None
    other = digest(b"other")
    kept.put(other, b"content")
    assert kept.get(other) == b"content"
    assert kept.usage().entries == 1


def test_too_much_for_an_entry_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MAX_ENTRY", 10)
    kept = Store(tmp_path)
    kept.put(KEY, b"x" * 11)
    assert kept.usage() == Usage(0, 0)


def test_usage_and_clear_count_entries(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    kept.put(digest(b"other"), b"more content")
    usage = kept.usage()
    assert usage.entries == 2
    assert usage.size > len(b"contentmore content")
    assert kept.clear() == usage
    assert kept.usage() == Usage(0, 0)
    assert kept.get(KEY) is None


def test_pruning_removes_what_was_not_used_for_long(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    kept.prune(time.time() + store.MAX_AGE - 60)
    assert kept.get(KEY) == b"content"
    kept.prune(time.time() + store.MAX_AGE + 60)
    assert kept.get(KEY) is None


def test_pruning_removes_the_oldest_of_too_much(tmp_path, monkeypatch):
    kept = Store(tmp_path)
    keys = [digest(bytes([number])) for number in range(4)]
    for age, key in enumerate(keys):
        kept.put(key, b"x" * 1000)
        path = entry(tmp_path, key)
        os.utime(path, (time.time() - age * 60, time.time() - age * 60))
    monkeypatch.setattr(store, "MAX_SIZE", 2500)
    kept.prune(time.time())
    assert [kept.get(key) is not None for key in keys] == [True, True, False, False]


def test_a_run_prunes_once_a_day_and_only_if_it_wrote(tmp_path, monkeypatch):
    old = digest(b"old")
    Store(tmp_path).put(old, b"content")
    long_ago = time.time() - store.MAX_AGE - 60
    os.utime(only_file(tmp_path), (long_ago, long_ago))
    reader = Store(tmp_path)
    reader.prune()
    assert reader.usage().entries == 1
    writer = Store(tmp_path)
    writer.put(KEY, b"content")
    writer.prune()
    assert writer.get(old) is None
    writer.put(old, b"content")
    os.utime(entry(tmp_path, old), (long_ago, long_ago))
    writer.prune()
    assert writer.usage().entries == 2


def test_reading_an_old_entry_keeps_it_from_pruning(tmp_path):
    kept = Store(tmp_path)
    kept.put(KEY, b"content")
    long_ago = time.time() - store.MAX_AGE + 3600
    os.utime(only_file(tmp_path), (long_ago, long_ago))
    assert kept.get(KEY) == b"content"
    kept.prune(time.time() + 7200)
    assert kept.get(KEY) == b"content"


def test_parts_of_a_digest_count_by_themselves():
    assert digest(b"ab", b"c") != digest(b"a", b"bc")
    assert digest(b"a") != digest(b"a", b"")


def test_the_stamp_is_the_same_as_long_as_the_tool_is():
    assert tool_stamp() == tool_stamp()


def test_the_variable_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QAPIDOC_CACHE_DIR", "here")
    assert default_folder() == tmp_path / "here"
    monkeypatch.setenv("QAPIDOC_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    folder = default_folder()
    assert folder is not None
    assert folder.name == "qapidoc"


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="the home is found otherwise")
def test_a_user_without_a_home_has_no_cache(monkeypatch):
    for variable in ("QAPIDOC_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(variable, "")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)  # the user's number is in no list
    assert default_folder() is None
