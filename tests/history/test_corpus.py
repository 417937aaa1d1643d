"""The history that comes with the package is what QEMU's schemas tell."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from qapidoc.history.folders import Folder
from qapidoc.history.loading import Loaded, load
from qapidoc.history.roots import QEMU_ROOTS
from qapidoc.history.stored import BUNDLED, bundled, packed, unpacked
from qapidoc.history.walk import sighted
from qapidoc.releases import Release
from qapidoc.schema.loader import load_schema

MOST = 300_000
"""Bytes that the bundled history may have."""


@pytest.fixture(scope="session")
def loaded(corpus: Path) -> Loaded:
    """Read all releases, which takes some seconds."""
    return load(Folder(corpus / "releases"), QEMU_ROOTS)


def data() -> bytes:
    return files("qapidoc.history").joinpath("data", BUNDLED).read_bytes()


def test_it_is_small():
    assert len(data()) <= MOST


def test_all_numbers_in_it_lead_somewhere():
    """Reading it does not check that, to be fast."""
    assert unpacked(data(), BUNDLED).record == bundled().record


def test_it_is_what_the_releases_tell(loaded):
    assert loaded.notes == ()
    assert bundled().record == loaded.history.record
    assert packed(loaded.history) == data()


def test_each_release_is_there_and_complete(loaded):
    assert [seen.release.base for seen in loaded.history.releases] == sorted(
        {seen.release.base for seen in loaded.history.releases}
    )
    assert all(seen.complete for seen in loaded.history.releases)


def test_what_the_last_release_has_is_as_old_as_it_was(corpus, loaded):
    """Held against the history, a release in it tells the same of itself as the history does."""
    newest = loaded.history.releases[-1]
    schema = load_schema(corpus / "releases" / newest.label / QEMU_ROOTS[0])
    found = sighted(loaded.history, newest.release, schema.definitions).sightings
    assert found is not None
    for name, edge in loaded.history.entries.items():
        there = loaded.history.presences[edge.there]
        entry = found.entries.get(name[1])
        if entry is None or schema.definitions[name[1]].kind.is_type != (name[0] == "type"):
            continue
        before = (1 << found.count) - 1
        assert (entry.certain & before, entry.maybe) == (
            there.certain & before,
            there.maybe & before,
        ), name


def test_releases_after_those_of_the_package(tmp_path, loaded):
    """All of them are added to it, even if they have little in common."""
    root = tmp_path / f"{Release(10, 2).following}.0" / QEMU_ROOTS[0]
    root.parent.mkdir(parents=True)
    root.write_text("{ 'command': 'brand-new' }\n")
    more = load(Folder(tmp_path), QEMU_ROOTS, onto=bundled()).history
    assert more.releases[:-1] == bundled().releases
    assert ("command", "brand-new") in more.entries
    assert bundled().entries.keys() <= more.entries.keys()
