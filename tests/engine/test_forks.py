"""A fork does its share, and what becomes of it does not matter."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from qapidoc.engine import forks
from qapidoc.engine.forks import can_fork, forked, shares

OPEN_FILES = Path("/dev/fd")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def test_what_the_fork_returns_is_handed_back():
    with forked(lambda: b"x" * 1_000_000) as result:
        mine = os.getpid()
        assert result() == b"x" * 1_000_000
    assert mine == os.getpid()


def test_a_fork_that_fails_gives_nothing(capfd):
    def fail() -> bytes:
        raise ValueError("no")

    with forked(fail) as result:
        assert result() is None
    assert capfd.readouterr().err == ""


def test_a_fork_that_cannot_be_had_gives_nothing(monkeypatch):
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "no more processes")

    before = len(list(OPEN_FILES.iterdir()))
    monkeypatch.setattr(os, "fork", refuse)
    with forked(lambda: b"") as result:
        assert result() is None
    assert len(list(OPEN_FILES.iterdir())) == before


def test_a_fork_that_is_killed_gives_nothing():
    def end() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    with forked(end) as result:
        assert result() is None


def test_a_fork_ends_with_the_body():
    def sleep() -> bytes:
        time.sleep(60)
        return b""

    began = time.monotonic()
    with pytest.raises(KeyError), forked(sleep):
        raise KeyError
    assert time.monotonic() - began < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def two_processors(monkeypatch):
    monkeypatch.setattr(forks, "can_fork", lambda: True)


def test_shares_are_about_equal(two_processors):
    sizes = {"a": 9, "b": 1, "c": 1, "d": 5, "e": 1, "f": 1, "g": 1}
    weights = {name: 10_000 * size for name, size in sizes.items()}
    mine, theirs = shares(weights)
    assert sorted(mine + theirs) == sorted(weights)
    assert abs(sum(weights[n] for n in mine) - sum(weights[n] for n in theirs)) <= 10_000


def test_the_order_is_kept(two_processors):
    weights = dict.fromkeys("gfedcba", 50_000)
    mine, theirs = shares(weights)
    assert mine == sorted(mine, reverse=True)
    assert theirs == sorted(theirs, reverse=True)


def test_what_this_process_has_to_do_besides_counts(two_processors):
    mine, theirs = shares(dict.fromkeys("abcd", 50_000), lead=200_000)
    assert len(theirs) == 4
    assert mine == []


def test_little_work_is_not_shared(two_processors):
    assert shares({"a": 10, "b": 20}) == (["a", "b"], [])


def test_a_process_with_threads_does_not_fork(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not can_fork()


def test_little_work_is_shared_beside_much_other_work(two_processors):
    assert shares({"a": 10}, lead=100_000) == ([], ["a"])
    assert shares({}, lead=100_000) == ([], [])
