"""One error does not hide others, nor breed any: QEMU's refused test schemas, joined into one file.

The names that each schema defines get a prefix of their own. What is found in the joined file
must be what is found in its parts, each alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.findings import Severity
from qapidoc.releases import Release
from qapidoc.rules.registry import select
from qapidoc.schema.model import BUILTIN_TYPES
from qapidoc.schema.workspace import Workspace

RELEASES = ("5.2.0", "10.2.2")

RULES = tuple(rule for rule in select(["language"], []) if rule.severity is Severity.ERROR)

LEFT_OUT: Mapping[str, str] = {
    "doc-invalid-end": "what it misses is missed where the next schema begins",
    "alternate-clash": "it has a pragma, and of several of a name only the last counts",
    "enum-clash-member": "it has a pragma, and of several of a name only the last counts",
}
"""Schemas that cannot be joined with others, and why."""

_DEFINITION = re.compile(r"'(enum|struct|union|alternate|command|event)':\s*'([A-Za-z_][\w-]*)'")

_BETWEEN = "\n{ 'pragma': {} }\n"
"""What keeps the doc comment at the end of a schema from the definition that comes next."""

Told = Counter[tuple[str, str]]
"""How often a rule tells of a line; lines as `schema:number`."""


class Suite:
    """The refused schemas in a folder that is named after a release.

    ``texts`` are their texts by their names, ``alone`` what is told of each alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.target = Release(*map(int, folder.name.split(".")[:2]))
        self.texts = dict(refused(folder))
        self.alone = {name: self.told([name]) for name in self.texts}

    def told(self, names: Sequence[str]) -> Told:
        """Tell what is found in the joined schemas of these names."""
        return told(self.folder, [(name, self.texts[name]) for name in names], self.target)


def prefixed(text: str, number: int) -> str:
    """Put a prefix before all names that a schema defines, wherever they stand."""
    for kind, name in sorted(set(_DEFINITION.findall(text))):
        if name in BUILTIN_TYPES or name.startswith("q-"):
            continue  # that is what is wrong with them
        letter = "X" if name[0].isupper() else "x"
        mark = {"command": "-", "event": "_"}.get(kind, "")
        new = f"{letter}{number}{mark}{name}"
        text = re.sub(rf"(?<=['@]){re.escape(name)}(?=[':])", new, text)
    return text


def told(folder: Path, texts: Sequence[tuple[str, str]], target: Release) -> Told:
    """Tell what is found in the joined texts, each with its name."""
    path = folder / "joined.json"
    joined = _BETWEEN.join(text for _, text in texts)
    workspace = Workspace(folder, texts={path: joined.encode("utf-8", "surrogateescape")})
    result = lint([Job(path, None)], RULES, workspace, Config(target_version=target))
    places = [
        f"{name}:{number}"
        for name, text in texts
        for number in range(1, (text + _BETWEEN).count("\n") + 1)
    ]
    counts = Told()
    for finding in result.findings:
        line = result.sources[finding.path].position(finding.span.start).line
        here = finding.path == path.name
        counts[places[line - 1] if here else f"{finding.path}:{line}", finding.rule] += 1
    return counts


def refused(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the refused schemas of a suite, each with its name, and a prefix to its names."""
    for number, path in enumerate(sorted(folder.glob("*.json"))):
        error = path.with_suffix(".err")
        if path.stem not in LEFT_OUT and error.is_file() and error.stat().st_size:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            yield path.stem, prefixed(text, number)


@pytest.fixture(scope="module")
def suites(corpus) -> Mapping[str, Suite]:
    """The refused schemas of each release, and what is found in each alone."""
    return {release: Suite(corpus / "upstream-tests" / release) for release in RELEASES}


def check(suite: Suite, names: Sequence[str]) -> None:
    """See that the joined schemas have the findings of its parts, and no others."""
    found = suite.told(names)
    expected = sum((suite.alone[name] for name in names), Told())
    assert (expected - found, found - expected) == (Told(), Told())


@pytest.mark.parametrize("release", RELEASES)
def test_all_of_them(suites, release):
    assert len(suites[release].alone) > 70
    assert all(suites[release].alone.values())
    check(suites[release], list(suites[release].texts))


@given(release=st.sampled_from(RELEASES), picks=st.lists(st.integers(0, 999), max_size=12))
def test_any_of_them(suites, release, picks):
    names = list(suites[release].texts)
    check(suites[release], list({names[pick % len(names)]: None for pick in picks}))
