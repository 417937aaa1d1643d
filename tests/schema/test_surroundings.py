"""What is around schemas: names that others define, files, and answers that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapidoc.schema.beside import Beside
from qapidoc.schema.loader import load_schema
from qapidoc.schema.roots import DEFAULT_EXCLUDE
from qapidoc.schema.surroundings import Nothing, Noting, Surroundings, answer
from qapidoc.schema.workspace import Workspace

WELL = "{ 'struct': 'Well', 'data': { 'depth': 'int' }, 'features': [ 'deep' ] }\n"
TOOLS = "{ 'command': 'dig' }\n{ 'enum' : 'Tool', 'data': [ 'spade' ] }\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with two schemas, and a third one that is left out of searches."""
    for name, text in {
        "VERSION": "10.2.0\n",
        "qapi/well.json": WELL,
        "tools/tools.json": TOOLS,
        "build/old.json": "{ 'command': 'bury' }\n",
        "docs/wells.rst": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def surroundings(tree: Path, *exclude: str) -> Surroundings:
    root = tree / "qapi" / "well.json"
    return Surroundings(Workspace(tree), [root], {root}, None, (*DEFAULT_EXCLUDE, *exclude))


@pytest.mark.parametrize(
    "name, expected",
    [("dig", True), ("Tool", True), ("spade", False), ("Well", False), ("bury", False),
     ("\udc80", False)],
)  # fmt: skip
def test_definitions_of_other_schemas(tree, name, expected):
    assert surroundings(tree).defines(name) is expected


def test_what_the_settings_exclude_is_not_searched(tree):
    assert not surroundings(tree, "/tools/").defines("dig")


@pytest.mark.parametrize(
    "path, expected",
    [
        ("docs/wells.rst", False),
        ("docs/well.rst", True),
        ("qapi/rope.json", True),
        ("spades/iron.rst", False),
        (f"docs/{'x' * 5000}.rst", True),
    ],
)
def test_files_are_missed_below_folders_that_there_are(tree, path, expected):
    assert surroundings(tree).lacks(path) is expected


def test_without_a_tree_nothing_is_known(tree):
    (tree / "VERSION").unlink()
    around = surroundings(tree)
    assert not around.defines("dig")
    assert not around.lacks("docs/well.rst")


def test_schemas_that_are_looked_at_know_their_parts(tree):
    around = Beside([load_schema(tree / "qapi" / "well.json")], Nothing())
    assert [name for name in ("depth", "deep", "Well", "dig") if around.has_part(name)] == [
        "depth",
        "deep",
    ]
    assert around.defines("Well")
    assert not around.defines("dig")


def test_answers_are_noted_and_can_be_had_again(tree):
    noted: dict[str, bool] = {}
    beside = Beside([load_schema(tree / "qapi" / "well.json")], surroundings(tree))
    around = Noting(beside, noted)
    assert around.defines("dig")
    assert around.defines("Well")
    assert around.has_part("depth")
    assert around.lacks("docs/well.rst")
    assert len(noted) == 4
    assert {question: answer(beside, question) for question in noted} == noted
    outside = [question for question in noted if not beside.decides(question)]
    assert [answer(surroundings(tree), question) for question in outside] == [True, True]
    assert answer(beside, "whatever") is False
