"""QEMU accepted the schemas of its releases: so do the rules that speak for its front end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qapidoc.releases import Release, parse_version_file
from qapidoc.rules.registry import BY_NAME, select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

ROOTS = (
    "qapi/qapi-schema.json",
    "qapi-schema.json",
    "qapi-schema-guest.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)


MAJORS = range(1, 11)


def contexts(corpus: Path, major: int) -> Iterator[Context]:
    """Give the schemas of the releases with a major number, each for its release."""
    for folder in sorted((corpus / "releases").glob(f"{major}.*")):
        target = parse_version_file((folder / "VERSION").read_text(encoding="utf-8"))
        assert target is not None
        workspace = Workspace(folder)
        for name in ROOTS:
            if (folder / name).is_file():
                yield Context(load_schema(folder / name, workspace), target)


def told(context: Context, selector: str) -> list[str]:
    return [
        f"{context.target} {finding.path}:{at.line}: {finding.message} [{rule.name}]"
        for rule in select([selector], [])
        for finding in rule.check(context)
        for at in [context.schema.source(finding.path).position(finding.span.start)]
    ]


def test_all_releases_are_tested(corpus):
    majors = {path.name.partition(".")[0] for path in (corpus / "releases").iterdir()}
    assert majors == {str(major) for major in MAJORS}


OFTEN = frozenset({1, 4, 10})
"""The major numbers that are tried each time, not only in acceptance."""


@pytest.mark.parametrize(
    "major",
    [m if m in OFTEN else pytest.param(m, marks=pytest.mark.acceptance) for m in MAJORS],
)
def test_no_release_has_errors_or_drifted_lists(corpus, major):
    checked = list(contexts(corpus, major))
    assert checked
    for context in checked:
        assert told(context, "language") == []
        assert told(context, "union-branch-list-drift") == []


def drift(text: str, tmp_path: Path) -> list[tuple[int, str]]:
    """Give line and name at each drift of the seed's list of branches."""
    path = tmp_path / "transaction.json"
    path.write_text(text, encoding="utf-8")
    schema = load_schema(path, Workspace(tmp_path))
    source = schema.source(schema.root)
    return [
        (source.position(finding.span.start).line, finding.member or "")
        for finding in BY_NAME["union-branch-list-drift"].check(Context(schema, Release(4, 2)))
    ]


def test_list_of_branches_of_the_seed(corpus, tmp_path):
    seed = (corpus / "seed" / "transaction.json").read_text(encoding="utf-8")
    lines = seed.splitlines(keepends=True)

    def at(text: str) -> int:
        return next(number for number, line in enumerate(lines) if line.startswith(text))

    assert drift(seed, tmp_path) == []
    item = at("# - @drive-backup:")
    branch = at("'drive-backup':")
    assert drift("".join([*lines[:item], *lines[item + 1 :]]), tmp_path) == [
        (branch, "drive-backup")
    ]
    for name, missing in (("drive-copy", []), ("eject", [(branch + 1, "eject")])):
        renamed = lines[branch].replace("'drive-backup'", f"'{name}'")
        changed = "".join([*lines[:branch], renamed, *lines[branch + 1 :]])
        assert drift(changed, tmp_path) == [(item + 1, "drive-backup"), *missing]
    starred = seed.replace("# - @", "# * @").replace("# * @abort:", "# * @abbort:")
    assert drift(starred, tmp_path) == [(at("# - @abort:") + 1, "abbort")]
    for indent in (" ", "   "):
        indented = seed.replace("# - @", f"# {indent}- @").replace("@drive-backup: since", "@no: s")
        assert [name for _, name in drift(indented, tmp_path)] == ["no", "drive-backup"]
