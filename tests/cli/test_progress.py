"""A bar on a terminal, once reading takes long, and nothing anywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from qapidoc.cli import progress
from qapidoc.cli.progress import ReadingBar


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "stream, delay, shown",
    [(Terminal(), 0.0, True), (Terminal(), 60.0, False), (io.StringIO(), 0.0, False)],
    ids=["terminal", "not yet", "no terminal"],
)
def test_the_bar(monkeypatch, stream, delay, shown):
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "DELAY", delay)
    with ReadingBar() as bar:
        bar.total = 2
        bar.step("one.json")
        bar.step("[/b]\x1b]0;two.json")
    assert ("two.json" in stream.getvalue()) is shown
    assert "\x1b]0" not in stream.getvalue()
    if not shown:
        assert stream.getvalue() == ""


def test_without_rich_there_is_none(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with ReadingBar() as bar:
        bar.step("one.json")
        bar.step("two.json")
    assert stream.getvalue() == ""
