"""What a run imports: starting takes longer than all that an unchanged tree needs."""

from __future__ import annotations

import re

import pytest

COSTLY = {
    "difflib",
    "docutils",
    "json",
    "lark",
    "logging",
    "packaging",
    "pathspec",
    "qemu.qmp",
    "rich",
    "sphinx",
    "subprocess",
    "tempfile",
    "tomllib",
    "qapidoc.engine.run",
    "qapidoc.rules.registry",
    "qapidoc.schema.modules",
    "qapidoc.syntax",
    "watchfiles",
}


@pytest.fixture
def imported(qapidoc):
    """Tell which of the costly modules are imported by a run."""

    def run(*arguments: str, **environment: str) -> set[str]:
        done = qapidoc("lint", *arguments, PYTHONPROFILEIMPORTTIME="1", **environment)
        names = re.findall(r"\| +([\w.]+)$", done.stderr.decode(), re.MULTILINE)
        assert "qapidoc.cli.session" in names
        return COSTLY.intersection(names)

    return run


def test_an_unchanged_tree_needs_neither_reader_nor_rules(imported, bad, tmp_path):
    cache = {"QAPIDOC_CACHE_DIR": str(tmp_path / "cache")}
    assert {"qapidoc.syntax", "qapidoc.rules.registry"} <= imported(bad, **cache)
    assert imported(bad, **cache) == set()


def test_nothing_needs_lark_where_there_are_tables(imported, bad):
    assert not {"docutils", "lark"} & imported("--no-cache", bad)


def test_what_is_asked_for_is_imported_only_then(imported, bad):
    imported(bad)
    assert imported("--output-format", "text", bad) == set()
    assert imported("--output-format", "json", bad) == {"json"}
