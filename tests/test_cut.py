"""Files that end too early: every file of a release, cut at every 97th byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.edition import allowed
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.releases import Release
from qapidoc.rules.registry import RULES
from qapidoc.schema.modules import read_module
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Item
from qapidoc.syntax.reader import read

STEP = 97
TARGET = Release(10, 2)


@pytest.fixture(scope="module")
def release(corpus) -> Path:
    """The newest release."""
    folder: Path = corpus / "releases" / "10.2.2"
    return folder


@pytest.fixture(scope="module")
def files(release) -> list[Path]:
    """All of its schema files."""
    found = sorted(release.rglob("*.json"))
    assert found
    return found


def cuts(path: Path, step: int = STEP) -> Iterator[tuple[int, bytes]]:
    """Give each cut, as an offset in bytes, and what is left of the file."""
    data = path.read_bytes()
    for cut in range(0, len(data), step):
        yield cut, data[:cut]


def check(shown: str, data: bytes, *, inside: bool) -> None:
    """Read a file that is cut off, `inside` an item or not."""
    contents = read_module(Source.from_bytes(shown, data))
    told = [p for p in contents.problems if p.usage is None or not allowed(p.usage, TARGET)]
    assert told or not inside, f"{shown}: nothing is found"


def check_tokens(shown: str, data: bytes) -> None:
    """See that the tokens of a file that is cut off tile it."""
    source = Source.from_bytes(shown, data)
    assert "".join(token.text for token in read(source).tokens) == source.text, shown


def is_inside(item: Item, cut: int) -> bool:
    """Tell whether `cut` leaves only a part of an item; one '#' is but an empty comment."""
    return item.start + isinstance(item, DocComment) < cut < item.end


def test_ends_of_cut_files(files):
    """Reading goes item by item, so that the item before the cut and its neighbour are enough."""
    count = 0
    for path in files:
        text = Source.from_bytes(path.name, path.read_bytes())
        items = read(text).items
        starts = [0, 0, *(item.start for item in items)]
        index = 0
        for cut, data in cuts(path):
            end = len(data.decode("utf-8", "surrogateescape")) if not data.isascii() else cut
            while index < len(items) and items[index].start < end:
                index += 1
            start = starts[index]
            inside = index > 0 and is_inside(items[index - 1], end)
            piece = data.decode("utf-8", "surrogateescape")[start:]
            shown, left = f"{path.name}, cut at {cut}", piece.encode("utf-8", "surrogateescape")
            check(shown, left, inside=inside)
            check_tokens(shown, left)
            count += 1
    assert count > 8000


def lint_cut(path: Path, data: bytes) -> None:
    """Run all rules over a file that is cut off; what it includes is whole."""
    workspace = Workspace(path.parent, texts={path: data})
    result = lint([Job(path, None)], RULES, workspace, Config(target_version=TARGET))
    for finding in result.findings:
        source = result.sources[finding.path]
        assert finding.span.start <= finding.span.end <= len(source.text) + 1


def test_rules_on_cut_files(release):
    for _, data in cuts(release / "qga" / "qapi-schema.json", STEP * 16):
        lint_cut(release / "qga" / "qapi-schema.json", data)
    for _, data in cuts(release / "qapi" / "pragma.json"):
        lint_cut(release / "qapi" / "pragma.json", data)


@pytest.mark.acceptance
def test_whole_files_cut(files):
    for path in files:
        items = read(Source.from_bytes(path.name, path.read_bytes())).items
        for number, (cut, data) in enumerate(cuts(path)):
            end = len(data.decode("utf-8", "surrogateescape"))
            inside = any(is_inside(item, end) for item in items)
            check(f"{path.name}, cut at {cut}", data, inside=inside)
            if number % 16 == 0:
                check_tokens(path.name, data)
                lint_cut(path, data)
