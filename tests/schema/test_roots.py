"""Which files are schemas, and which of them are roots."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.schema.roots import (
    DEFAULT_EXCLUDE,
    Tree,
    is_json,
    looks_like_schema,
)
from qapidoc.schema.workspace import Workspace, tree_top


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"{ 'struct': 'A' }", True),
        (b"{'struct':'A'}", True),
        (b"\xef\xbb\xbf{ 'struct': 'A' }", True),
        (b"# comment\n\n##\n# doc\n##\n\n{ # comment\n 'struct': 'A' }", True),
        (b"#!/usr/bin/env x\r\n\r\n{\r\n'struct': 'A' }", True),
        (b"##\n# Nothing but a doc comment.\n##\n", True),
        (b"\f\n{ '", True),
        (b"", False),
        (b"\n\n", False),
        (b"# a comment\n", False),
        (b'{ "struct": "A" }', False),
        (b"{}", False),
        (b"{ }", False),
        (b"{", False),
        (b"[ 'a' ]", False),
        (b'"text"', False),
        (b"text { 'struct': 'A' }", False),
        (b"\xff\xfe{\x00", False),
    ],
)
def test_looks_like_schema(data, expected):
    assert looks_like_schema(data) is expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\n" * 60_000 + b"[", id="empty lines"),
        pytest.param(b"{" + b" " * 60_000, id="blanks in a brace"),
        pytest.param(b"#\n" * 30_000 + b"x", id="comments"),
        pytest.param(b"{" + b"# x\n" * 15_000, id="comments in a brace"),
    ],
)
def test_odd_beginnings_are_quick(data):
    began = time.process_time()
    assert not looks_like_schema(data)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "data, expected",
    [
        (b"{}", True),
        (b'[1, {"a": null}]', True),
        (b"3", True),
        (b"", False),
        (b"{ 'a': 1 }", False),
        (b"\xff", False),
        (b"[" * 200_000, False),
    ],
)
def test_is_json(data, expected):
    assert is_json(data) is expected


def test_files_of_the_corpus_look_like_schemas(corpus):
    for path in sorted(corpus.rglob("*.json")):
        folder = path.relative_to(corpus).parts[0]
        if folder != "upstream-tests":  # some of which begin with an error
            assert looks_like_schema(path.read_bytes()) is (folder != "live"), path


# --- trees ------------------------------------------------------------------------------------


def write(folder: Path, files: dict[str, str]) -> None:
    """Write schemas: each holds an enum, and the includes given."""
    for name, includes in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{{ 'include': '{target}' }}\n" for target in includes.split())
        path.write_text(text + "{ 'enum': 'Foo', 'data': [] }\n", encoding="utf-8")


def tree_of(folder: Path, *exclude: str) -> Tree:
    """Give the tree of a folder, with what is left out by default."""
    return Tree(Workspace(folder), folder, (*DEFAULT_EXCLUDE, *exclude))


def found(folder: Path, *exclude: str) -> list[str]:
    """Give the schemas of a folder."""
    tree = tree_of(folder, *exclude)
    return [str(path.relative_to(folder)) for path in tree.walk(folder)]


def roots(folder: Path) -> list[str]:
    """Give the roots of a folder."""
    tree = tree_of(folder)
    return [str(path.relative_to(folder)) for path in tree.roots_of(tuple(tree.walk(folder)))]


def test_walk(tmp_path):
    write(tmp_path, {"b.json": "", "a.json": "", "sub/c.json": "", "sub/deep/d.json": ""})
    (tmp_path / "data.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("{ 'enum': 'Foo' }", encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "fifo.json")
    (tmp_path / "dangling.json").symlink_to("nothing")
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "around").symlink_to(".")
    assert found(tmp_path) == ["a.json", "b.json", "sub/c.json", "sub/deep/d.json"]
    assert list(tree_of(tmp_path).walk(tmp_path / "missing")) == []
    assert len(list(tree_of(tmp_path).walk(tmp_path, 1))) == 3


@pytest.mark.parametrize(
    "name",
    [
        ".hidden/a.json",
        "sub/.venv/lib/a.json",
        "__pycache__/a.json",
        "web/node_modules/a.json",
        "venv/a.json",
        "build/a.json",
        "sub/build/x/a.json",
        "tests/qapi-schema/a.json",
    ],
)
def test_what_a_search_leaves_out(tmp_path, name):
    write(tmp_path, {name: "", "kept.json": ""})
    assert found(tmp_path) == ["kept.json"]
    assert tree_of(tmp_path).excludes(tmp_path / name)


@pytest.mark.parametrize("name", ["sub/tests/qapi-schema/a.json", "builds/a.json", "tests/a.json"])
def test_what_it_does_not(tmp_path, name):
    write(tmp_path, {name: ""})
    assert found(tmp_path) == [name]


@pytest.mark.parametrize(
    "patterns, kept",
    [
        (["a.json"], ["b.json", "sub/b.json"]),
        (["/a.json"], ["b.json", "sub/a.json", "sub/b.json"]),
        (["sub/"], ["a.json", "b.json"]),
        (["sub/*", "!sub/a.json"], ["a.json", "b.json", "sub/a.json"]),
        (["*"], []),
    ],
)
def test_patterns(tmp_path, patterns, kept):
    write(tmp_path, {"a.json": "", "b.json": "", "sub/a.json": "", "sub/b.json": ""})
    assert found(tmp_path, *patterns) == kept


@pytest.mark.parametrize(
    "files, expected",
    [
        pytest.param({"a.json": "", "b.json": ""}, ["a.json", "b.json"], id="alone"),
        pytest.param({"a.json": "b.json", "b.json": ""}, ["a.json"], id="one in another"),
        pytest.param({"a.json": "", "z.json": "a.json"}, ["z.json"], id="the last"),
        pytest.param(
            {"a.json": "m.json", "b.json": "m.json", "m.json": ""},
            ["a.json", "b.json"],
            id="one in two",
        ),
        pytest.param({"a.json": "b.json", "b.json": "a.json"}, ["a.json"], id="loop"),
        pytest.param({"a.json": "a.json"}, ["a.json"], id="itself"),
        pytest.param(
            {"a.json": "b.json", "b.json": "a.json", "r.json": "b.json"},
            ["r.json"],
            id="loop below",
        ),
        pytest.param(
            {"a.json": "b.json", "b.json": "c.json", "c.json": "a.json", "d.json": ""},
            ["a.json", "d.json"],
            id="loop beside",
        ),
        pytest.param(
            {"sub/a.json": "../b.json", "b.json": "missing.json"}, ["sub/a.json"], id="upwards"
        ),
    ],
)
def test_roots(tmp_path, files, expected):
    write(tmp_path, files)
    assert roots(tmp_path) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# { 'include': 'b.json' }\n{ 'enum': 'Foo' }",
        "##\n# @Foo:\n#\n#     { 'include': 'b.json' }\n##\n{ 'enum': 'Foo' }",
        "{ 'enum': '{', 'data': [ '\\'{ ', ': ', ' }' ] }",
    ],
)
def test_what_is_no_include(tmp_path, text):
    write(tmp_path, {"b.json": ""})
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert roots(tmp_path) == ["a.json", "b.json"]


@pytest.mark.parametrize(
    "text",
    [
        "{'include':'b.json'}",
        "{ # why\n  'include'\n  : 'b.json' # so\n}",
        "{ 'enum': 'it' } # don't\n{ 'include': './b.json' }",
        "{ 'include': 'b.json', }",
        "\ufeff{ 'include': 'sub/../b.json' }",
    ],
)
def test_what_is_one(tmp_path, text):
    write(tmp_path, {"b.json": ""})
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert roots(tmp_path) == ["a.json"]


def test_a_link_is_what_it_leads_to(tmp_path):
    write(tmp_path, {"a.json": "sub/b.json", "sub/b.json": ""})
    (tmp_path / "c.json").symlink_to("sub/b.json")
    assert set(roots(tmp_path)) == {"a.json"}


def test_includes_cannot_make_the_search_hang(tmp_path):
    write(tmp_path, {"a.json": "pipe.json folder missing.json " + "x" * 5000})
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder").mkdir()
    tree = tree_of(tmp_path)
    assert len(tree.reach(tmp_path / "a.json")) >= 3


def test_reach(tmp_path):
    write(tmp_path, {"a.json": "b.json", "b.json": "c.json", "c.json": "a.json", "d.json": ""})
    tree = tree_of(tmp_path)
    assert {path.name for path in tree.reach(tmp_path / "b.json")} == {"a.json", "b.json", "c.json"}


def test_near(tmp_path):
    write(
        tmp_path,
        {
            "top.json": "",
            "a/one.json": "",
            "a/b/module.json": "",
            "a/b/c/d/two.json": "",
            "a/b/c/d/e/deep.json": "",
            "x/y/three.json": "",
            "x/y/z/deep.json": "",
        },
    )
    near = tree_of(tmp_path).near(tmp_path / "a" / "b" / "module.json")
    names = [path.name for path in near]
    assert names[0] == "module.json"
    assert set(names) == {"top.json", "one.json", "module.json", "two.json", "three.json"}


@pytest.mark.parametrize(
    "marker, configured, expected",
    [
        ("a/.git/", None, "a"),
        ("a/.git", None, "a"),
        ("a/VERSION", None, "a"),
        ("a/VERSION/", None, None),
        (None, "a", "a"),
        (None, "elsewhere", None),
        ("a/.git/", "a/b", "a"),
        ("a/VERSION", "a/b", "a/b"),
        (None, None, None),
    ],
)
def test_tree_top(tmp_path, marker, configured, expected):
    path = tmp_path / "a" / "b" / "c.json"
    path.parent.mkdir(parents=True)
    if marker is not None and marker.endswith("/"):
        (tmp_path / marker).mkdir()
    elif marker is not None:
        (tmp_path / marker).write_text("", encoding="utf-8")
    top = tree_top(path, tmp_path / configured if configured is not None else None)
    assert top == (tmp_path / expected if expected is not None else None)


@given(
    parts=st.lists(
        st.sampled_from(
            [
                ".git",
                "a.b",
                "build",
                "builds",
                "node_modules",
                "qapi",
                "qapi-schema",
                "tests",
                "venv",
            ]
        ),
        min_size=1,
        max_size=4,
    ),
    end=st.sampled_from(["", "/", "/a.json", "/.a.json"]),
)
def test_what_is_left_out_by_default_is_so_with_other_patterns(parts, end):
    """There are two ways to tell: one for trees without patterns, one for those with some."""
    path = "/".join(parts) + end
    alone = Tree(Workspace(), Path("/tree"), DEFAULT_EXCLUDE)
    among = Tree(Workspace(), Path("/tree"), (*DEFAULT_EXCLUDE, "never-there/"))
    assert alone.excludes(Path("/tree", path)) == among.excludes(Path("/tree", path))
    assert alone.leaves_out(path) == among.leaves_out(path)
