"""What the safe fixes of the family `style` make of QEMU's releases reads the same to docutils."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.fix import Fixed, fix
from qapidoc.engine.history_stamp import OFF
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.prose.passages import Passage, passages
from qapidoc.prose.shape import same_shape
from qapidoc.releases import Release, parse_version_file
from qapidoc.rules.registry import RULES
from qapidoc.schema.reading import as_read
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read

ROOTS = ("qapi/qapi-schema.json", "qga/qapi-schema.json", "storage-daemon/qapi/qapi-schema.json")
FIRST = Release(5, 2)
"""The first release whose doc comments are rST."""

OF_WORDS = frozenset(
    {"style-missing-stop", "style-lower-case", "style-repeated-word", "style-punctuation"}
)
"""Rules of the family that change words, so that the text reads otherwise."""

STYLE = [rule for rule in RULES if rule.family == "style" and rule.name not in OF_WORDS]


def release_of(folder: Path) -> Release:
    release = parse_version_file((folder / "VERSION").read_text("utf-8"))
    assert release is not None
    return release


def passages_of(path: str, data: bytes, target: Release) -> Iterator[Passage]:
    source = Source.from_bytes(path, data)
    for item in read(source).items:
        if isinstance(item, DocComment):
            yield from passages(path, source, as_read(source, item, target), target)


def fixed(folder: Path, target: Release) -> Fixed:
    config = Config(target_version=target, history=OFF)
    jobs = [Job(folder / root, None) for root in ROOTS if (folder / root).is_file()]
    workspace = Workspace(folder)
    return fix(lambda workspace: lint(jobs, STYLE, workspace, config), jobs, workspace, config)


def tried(folder: Path, target: Release) -> Fixed:
    """Fix a release; whatever has a fix is mended unless that would have changed more."""
    done = fixed(folder, target)
    refused = {refusal.finding for refusal in done.refusals}
    assert done.endless == ()
    assert {finding for finding in done.result.findings if finding.fix} <= refused
    for change in done.changes:
        before = list(passages_of(change.path, change.before, target))
        after = list(passages_of(change.path, change.after, target))
        assert len(before) == len(after)
        differ = [p for p, q in zip(before, after, strict=True) if not same_shape(p, q)]
        assert [(p.path, p.symbol, p.text) for p in differ] == []
    return done


def test_release(corpus):
    folder = corpus / "releases" / "9.1.0"
    assert tried(folder, release_of(folder)).refusals == ()


def releases(corpus: Path) -> list[Path]:
    folders = [path for path in (corpus / "releases").iterdir() if release_of(path) >= FIRST]
    return sorted(folders)


@pytest.mark.acceptance
def test_all_releases(corpus):
    """Also as if they were to have the layout of 10.2, so that there is much to fix."""
    for folder in releases(corpus):
        assert tried(folder, release_of(folder)).refusals == ()
        tried(folder, Release(10, 2))
