"""``qapidoc cache``, and what ``qapidoc lint`` does with the cache."""

from __future__ import annotations

import pytest


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of a cache that is not there yet."""
    folder = tmp_path / "kept here"
    monkeypatch.setenv("QAPIDOC_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def schema(tmp_path, good_schema):
    (tmp_path / "schema.json").write_text(good_schema, encoding="utf-8")
    return "schema.json"


def test_an_empty_cache(call, folder):
    assert call("cache").stdout == f"0 files, 0 B, in {folder}\n"
    assert call("cache", "--folder").stdout == f"{folder}\n"
    assert call("cache", "--clear").stdout == f"removed 0 files, 0 B, from {folder}\n"
    assert not folder.exists()


def test_a_run_fills_it_and_clearing_empties_it(call, folder, schema):
    assert call("lint", schema).exit_code == 0
    # A file, verdicts on it, on its dates and on the schema, what was sighted, and a result.
    assert call("cache").stdout.startswith("6 files, ")
    assert call("cache", "--clear").stdout.startswith("removed 6 files, ")
    assert call("cache").stdout.startswith("0 files, ")


def test_without_a_cache_nothing_is_kept(call, folder, schema):
    assert call("lint", "--no-cache", schema).exit_code == 0
    assert not folder.exists()


def test_options_that_contradict(call, folder):
    result = call("cache", "--folder", "--clear")
    assert (result.exit_code, result.stderr) == (
        2,
        "qapidoc: --folder and --clear: give one of them, and the other in another run\n",
    )


def test_verbose_tells_what_is_done(call, folder, schema):
    first = call("lint", "-v", schema).stderr.splitlines()
    assert [line.partition(" s  ")[2] for line in first] == [
        "found 1 root of 1 file",
        "read 1 file, and took 0 from the cache",
        "schema.json: put 1 definition together",
        first[3].partition(" s  ")[2],
        "wrote to the cache",
        "wrote 0 findings",
    ]
    assert first[3].endswith(" on 1 of 1 module")
    second = call("lint", "-v", schema).stderr.splitlines()
    assert [line.partition(" s  ")[2] for line in second] == [
        "found 1 root of 1 file",
        "took the result from the cache: 1 file, unchanged",
        "wrote 0 findings",
    ]
    assert all(line.startswith("qapidoc:   0.") for line in (*first, *second))
