"""QEMU's own manual, built with its own domain and with this one: nothing is lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.acceptance

PAGES = (
    "interop/qemu-qmp-ref.html",
    "interop/qemu-ga-ref.html",
    "interop/qemu-storage-daemon-qmp-ref.html",
    "devel/qapi-domain.html",
)
REPLACED = ("qapidoc.py", "qapi_domain.py")
"""The files of ``docs/sphinx`` that this package takes the place of."""

_ID = re.compile(r'\bid="([^"]+)"')


class Manual(NamedTuple):
    """A manual: its folder, and what Sphinx complained of."""

    folder: Path
    warnings: list[str]

    def page(self, name: str) -> str:
        """Give the text of a page."""
        return (self.folder / name).read_text("utf-8")


def copied(tree: Path, folder: Path) -> Path:
    """Make a tree with a copy of the documentation, and links to all else."""
    folder.mkdir()
    for entry in tree.iterdir():
        if entry.name == "docs":
            shutil.copytree(entry, folder / "docs", symlinks=True)
        else:
            (folder / entry.name).symlink_to(entry)
    return folder / "docs"


def built(docs: Path, folder: Path) -> Manual:
    doctrees = folder.with_suffix(".doctrees")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-j",
        "2",
        "-d",
        str(doctrees),
        ".",
        str(folder),
    ]
    result = subprocess.run(command, cwd=docs, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return Manual(folder, [line.replace(str(docs), "") for line in result.stderr.splitlines()])


@pytest.fixture(scope="module")
def theirs(qemu_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Manual:
    folder = tmp_path_factory.mktemp("theirs")
    return built(copied(qemu_tree, folder / "tree"), folder / "html")


@pytest.fixture(scope="module")
def ours(qemu_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Manual:
    folder = tmp_path_factory.mktemp("ours")
    docs = copied(qemu_tree, folder / "tree")
    for name in REPLACED:
        (docs / "sphinx" / name).unlink()
    conf = docs / "conf.py"
    text = conf.read_text("utf-8")
    assert text.count("    'qapi_domain',\n") == 1
    conf.write_text(text.replace("    'qapi_domain',\n", ""), "utf-8")
    return built(docs, folder / "html")


def test_there_is_no_new_warning(theirs: Manual, ours: Manual) -> None:
    assert [line for line in ours.warnings if line not in theirs.warnings] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_anchor_is_there(theirs: Manual, ours: Manual, page: str) -> None:
    found = _ID.findall(ours.page(page))
    assert set(_ID.findall(theirs.page(page))) - set(found) == set()
    assert len(found) == len(set(found))


def test_pages_of_indices_are_there(theirs: Manual, ours: Manual) -> None:
    names = {path.name for path in theirs.folder.glob("qapi-*.html")}
    assert names <= {path.name for path in ours.folder.glob("qapi-*.html")}
    assert names
