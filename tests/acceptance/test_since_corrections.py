"""Sinces that QEMU has corrected were findings before, with the release that was put in.

All changes of sinces from one release to the next are looked at. Those that corrected nothing are
listed with what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import make_plan
from qapidoc.engine.run import lint
from qapidoc.findings import Finding
from qapidoc.history.choosing import chosen
from qapidoc.history.folders import Folder
from qapidoc.releases import Release
from qapidoc.rules.registry import RULES
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.since import definition_since, sinces
from qapidoc.schema.workspace import Workspace

pytestmark = pytest.mark.acceptance

FIRST = Release(2, 1)
"""Before it, doc comments were free text, and hardly anything in them was dated."""

Key = tuple[str, str, str]
"""The root, the definition, and the name in it; the latter is empty for the definition."""

OTHERWISE: Mapping[tuple[str, str, str], str] = {
    ("2.4.0", "BlockdevSnapshot", ""): "another struct took the name",
    ("2.7.0", "GuestExec", ""): "the same date, without a blank before it",
    ("2.8.0", "SpiceInfo", "migrated"): "the new date is wrong: 1.3 has it",
    ("2.8.0", "MigrationParameters", "tls-creds"): "the text dates an empty value besides",
    ("2.8.0", "MigrationParameters", "tls-hostname"): "the text dates an empty value besides",
    ("2.9.0", "MigrationParameters", "tls-creds"): "one of two dates was dropped",
    ("2.9.0", "SocketAddress", ""): "another union took the name",
    ("2.9.0", "block_passwd", ""): "the date went with the text",
    ("2.11.0", "BlockDirtyBitmapAdd", "autoload"): "the text dates that it does nothing any more",
    ("3.1.0", "BlockLatencyHistogramInfo", ""): "it became stable",
    ("3.1.0", "BlockDirtyBitmapMerge", ""): "it became stable",
    ("4.2.0", "QKeyCode", "ac_bookmarks"): "the same date in another form",
    ("5.1.0", "block-commit", "backing-file"): "the same date in another form",
    ("7.2.0", "ImageInfo", "backing-image"): "it went to a base of the struct with its date",
    ("8.2.0", "MigrateSetParameters", "tls-creds"): "the other dates were of behaviour",
    ("8.2.0", "MigrateSetParameters", "tls-hostname"): "the other dates were of behaviour",
    ("8.2.0", "MigrationParameters", "tls-hostname"): "the other dates were of behaviour",
    ("9.2.0-rc2", "NbdServerOptions", ""): "the struct was split",
    ("9.2.0-rc2", "NbdServerOptions", "addr"): "the struct was split",
    ("10.0.13", "CpuModelExpansionInfo", "deprecated-props"): "the text dates it on a machine",
}
"""Changes that are no corrections, or wrong ones, by the release before."""

STABLE = ("2.8.0", "2.9")
"""All that belongs to ``blockdev-add`` was dated anew when that became stable."""


@cache
def schemas(tree: Path) -> Mapping[str, Schema]:
    roots = ("qapi/qapi-schema.json", "qapi-schema.json", "qga/qapi-schema.json")
    paths = (tree / root for root in roots)
    return {
        path.parent.name if path.parent.name == "qga" else "": load_schema(path, Workspace(tree))
        for path in paths
        if path.is_file()
    }


def said(tree: Path) -> Mapping[Key, list[str]]:
    """Give all releases that date something."""
    found: dict[Key, list[str]] = {}
    for root, schema in schemas(tree).items():
        for definition in schema.definitions.values():
            doc = definition.doc
            if doc is None or doc.symbol is None or doc.symbol.value != definition.name:
                continue
            source = schema.source(definition.path)
            tag = definition_since(source, doc)
            found[root, definition.name, ""] = [str(tag.release)] if tag is not None else []
            for section in doc.sections:
                if section.kind in DESCRIPTIONS and section.name is not None:
                    dating = [s for s in sinces(source, section) if s.dates]
                    key = root, definition.name, section.name.value
                    found[key] = [str(since.release) for since in dating]
    return found


@cache
def findings(tree: Path) -> tuple[Finding, ...]:
    workspace, config = Workspace(tree), Config(folder=tree)
    rules = [
        rule for rule in RULES if rule.family == "since" or rule.name == "language-doc-comment"
    ]
    return lint(make_plan([tree], workspace, config).jobs, rules, workspace, config).findings


def corrections(corpus: Path) -> Iterator[tuple[Path, Key, list[str]]]:
    """Give the release before, what was dated otherwise in the next one, and what was new."""
    folder = Folder(corpus / "releases")
    choices = [each for each in chosen(folder.choices()) if each.release >= FIRST]
    trees = [folder.path / each.label for each in choices]
    for before, after in pairwise(trees):
        old, new = said(before), said(after)
        for key in old.keys() & new.keys():
            if old[key] != new[key]:
                yield before, key, [release for release in new[key] if release not in old[key]]


def test_corrections_were_findings(corpus):
    missed, right, listed = [], 0, set()
    for tree, key, new in corrections(corpus):
        _, definition, member = key
        place = tree.name, definition, member
        if place in OTHERWISE:
            listed.add(place)
            continue
        if (tree.name, *new) == STABLE:
            continue
        found = [
            finding.message
            for finding in findings(tree)
            if finding.definition == definition and (finding.member or "") == member
        ]
        proposed = any(re.search(rf"\b{re.escape(r)}\b", text) for text in found for r in new)
        right += proposed
        if not proposed:
            missed.append((place, new, found))
    assert missed == []
    assert right >= 7
    assert listed == OTHERWISE.keys()
