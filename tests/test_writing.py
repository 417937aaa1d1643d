"""Files are written as a whole, and keep what else there is about them."""

from __future__ import annotations

import os
import random
import signal
import stat
import time

import pytest

from qapidoc.writing import STALE, has_other_names, write_whole


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "file", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_an_old_file_keeps_its_mode(file, mode):
    file.chmod(mode)
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert names(file.parent) == {"file"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_an_old_file_keeps_its_owner(file):
    os.chown(file, 1234, 5678)
    write_whole(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 5678)


def test_a_symbolic_link_stays_one(file):
    link = file.with_name("link")
    link.symlink_to("file")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_symbolic_link_to_itself(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic link"):
        write_whole(tmp_path / "loop", b"new")


def test_hard_links_are_told_apart_and_keep_the_old_text(file):
    assert not has_other_names(file)
    other = file.with_name("other")
    other.hardlink_to(file)
    assert has_other_names(file)
    write_whole(file, b"new")
    assert other.read_bytes() == b"old"


def test_a_read_only_file_is_left_as_it_is(file):
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="is read-only"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_missing_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "missing" / "file", b"new")


def test_what_has_changed_meanwhile_is_left_as_it_is(file):
    with pytest.raises(OSError, match="has changed meanwhile"):
        write_whole(file, b"new", expected=b"older")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == {"file"}
    write_whole(file, b"new", expected=b"old")
    assert file.read_bytes() == b"new"


def test_what_a_killed_run_has_left_is_removed_in_time(file):
    for name, age in [("old", STALE + 10), ("young", 0)]:
        left = file.with_name(f".qapidoc-{name}.tmp")
        left.write_bytes(b"half")
        os.utime(left, (time.time() - age,) * 2)
    write_whole(file, b"new")
    assert names(file.parent) == {"file", ".qapidoc-young.tmp"}


def test_a_killed_process_leaves_the_old_text_or_the_new_one(file):
    texts = [letter * 100_000 for letter in (b"a", b"b")]
    write_whole(file, texts[0])
    for _ in range(50):
        child = os.fork()
        if child == 0:
            while True:
                for text in texts:
                    write_whole(file, text)
        time.sleep(random.uniform(0.001, 0.01))  # no secret
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert file.read_bytes() in texts
    for left in file.parent.glob(".qapidoc-*"):
        os.utime(left, (1, 1))
    write_whole(file, texts[0])
    assert names(file.parent) == {"file"}
