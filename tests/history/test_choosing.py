"""Which names are those of releases, and which of several stands for one."""

from __future__ import annotations

import pytest

from qapidoc.history.choosing import Choice, choice, choice_by_version, chosen
from qapidoc.history.folders import Folder
from qapidoc.releases import Release


@pytest.mark.parametrize(
    "label, release, candidate",
    [
        ("v9.1.0", Release(9, 1), None),
        ("9.2.0-rc2", Release(9, 2), 2),
        ("qemu-7.2.1", Release(7, 2, 1), None),
        ("v1.0", Release(1, 0), None),
        ("1.0-rc4", Release(1, 0), 4),
    ],
)
def test_names_of_releases(label, release, candidate):
    assert choice(label) == Choice(label, release, candidate)


@pytest.mark.parametrize(
    "label",
    [
        *("", "v", "9", "v9", "master", "release_0_10_0", "v9.1.0-1", "V9.1.0", "x9.1.0"),
        *(
            "v9.3.0",
            "v9.1.0-rc",
            "v9.1.0-rc1000",
            "9.1.0.0",
            "v9..1",
            "v٩.1.0",
            "v9.1.0\n",
            " 9.1.0",
        ),
        *("pull-2024", "v99999.0.0", "v3.9"),
    ],
)
def test_other_names(label):
    assert choice(label) is None


@pytest.mark.parametrize(
    "version, release, candidate",
    [
        ("9.1.0\n", Release(9, 1), None),
        ("9.1.2", Release(9, 1, 2), None),
        ("9.1.50", Release(9, 2), 50),
        ("9.1.92\n", Release(9, 2), 92),
        ("9.2.50", Release(10, 0), 50),
    ],
)
def test_version_files(version, release, candidate):
    assert choice_by_version("tree", version) == Choice("tree", release, candidate)


@pytest.mark.parametrize("version", ["", "soon", "9.9.0", "9\n1\n0"])
def test_version_files_that_tell_nothing(version):
    assert choice_by_version("tree", version) is None


@pytest.mark.parametrize(
    "labels, best",
    [
        (["v9.1.1", "v9.1.0", "v9.1.0-rc4"], ["v9.1.0"]),
        (["v9.1.2", "v9.1.1", "v9.1.0-rc4"], ["v9.1.1"]),
        (["v9.1.0-rc0", "v9.1.0-rc10", "v9.1.0-rc9"], ["v9.1.0-rc10"]),
        (["v10.0.0", "v9.2.0", "v9.1.0"], ["v9.1.0", "v9.2.0", "v10.0.0"]),
        (["v9.1.0", "9.1.0", "qemu-9.1.0"], ["9.1.0"]),
        ([], []),
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_the_nearest_to_the_release(labels, best, turn):
    choices = [found for label in labels[::turn] if (found := choice(label)) is not None]
    assert [each.label for each in chosen(choices)] == best


def test_folders(tmp_path):
    for name in ("9.0.0", "v9.1.0", "notes", "tree", "odd", "9.2.0-rc1"):
        (tmp_path / name).mkdir()
    (tmp_path / "tree" / "VERSION").write_text("9.1.50\n")
    (tmp_path / "odd" / "VERSION").write_bytes(b"\xff")
    (tmp_path / "9.0.0" / "VERSION").write_text("8.2.0")  # its name says it already
    (tmp_path / "8.2.0").write_text("a file")
    found = {each.label: each.release for each in Folder(tmp_path).choices()}
    assert found == {
        "9.0.0": Release(9, 0),
        "v9.1.0": Release(9, 1),
        "tree": Release(9, 2),
        "9.2.0-rc1": Release(9, 2),
    }


def test_files_of_folders(tmp_path):
    top = tmp_path / "9.0.0"
    top.mkdir()
    (tmp_path / "secret").write_text("secret")
    (top / "a.json").write_text("a")
    (top / "out.json").symlink_to(tmp_path / "secret")
    (top / "loop.json").symlink_to("loop.json")
    folder = Folder(tmp_path)
    assert folder.read("9.0.0", "a.json") == b"a"
    for path in ("b.json", "out.json", "loop.json", "../secret", "", ".", "a\0b", "a.json/b"):
        assert folder.read("9.0.0", path) is None, path
