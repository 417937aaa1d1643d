"""Roots and what they include: every file of the corpus, and every way that includes go wrong."""

from __future__ import annotations

import csv
import os
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from qapidoc.edition import allowed
from qapidoc.releases import Release, parse_version_file
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Kind, Schema
from qapidoc.schema.modules import ModuleContents
from qapidoc.schema.workspace import Workspace
from qapidoc.syntax.nodes import Object

# --- the corpus -------------------------------------------------------------------------------

ROOTS = (
    "qapi-schema.json",  # of QMP until 2.11
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)
RELEASES = (
    *("1.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0"),
    *("2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "2.7.0", "2.8.0"),
    *("2.9.0", "2.10.0", "2.11.0", "2.12.0", "3.0.0", "3.1.0", "4.0.0", "4.1.0", "4.2.0"),
    *("5.0.0", "5.1.0", "5.2.0", "6.0.0", "6.1.0", "6.2.0", "7.0.0", "7.1.0", "7.2.0"),
    *("7.2.22", "8.0.0", "8.1.0", "8.2.0", "9.0.0", "9.1.0", "9.2.0-rc2", "10.0.13", "10.2.2"),
)
KINDS = ("command", "event", "struct", "union", "alternate", "enum", "include", "pragma")


def test_all_releases_are_tested(corpus):
    assert {path.name for path in (corpus / "releases").iterdir()} == set(RELEASES)


def counts(contents: ModuleContents) -> dict[str, int]:
    """Count the expressions of a file by their keywords, as ``facts.tsv`` does."""
    keywords = Counter[str]()
    for item in contents.tree.items:
        if isinstance(item, Object):
            keywords.update({pair.key.value for pair in item.pairs} & {*KINDS, "type"})
    keywords["struct"] += keywords.pop("type", 0)
    return {kind: keywords[kind] for kind in KINDS}


@pytest.mark.parametrize("name", RELEASES)
def test_release(corpus, name):
    """Each file holds what the facts say, and nothing that its release does not allow."""
    folder = corpus / "releases" / name
    target = parse_version_file((folder / "VERSION").read_text(encoding="utf-8"))
    assert target is not None
    workspace = Workspace(folder)
    wrong = []
    for root in ROOTS:
        if (folder / root).is_file():
            schema = load_schema(folder / root, workspace)
            assert schema.complete, f"{name}/{root} lacks a module"
            wrong += disallowed(schema, target)
    assert not wrong, "\n".join(wrong)
    with (corpus / "facts.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["release"] == name]
    assert {row["file"] for row in rows} == {
        str(path.relative_to(folder)) for path in folder.rglob("*.json")
    }
    for row in rows:
        contents = workspace.module(folder / row["file"])
        facts = {kind: int(row[kind]) for kind in KINDS}
        assert counts(contents) == facts, f"{name}/{row['file']}"
        read = len(contents.definitions) + len(contents.includes)
        assert read == sum(facts.values()) - facts["pragma"], f"{name}/{row['file']}"


def disallowed(schema: Schema, target: Release) -> list[str]:
    """Write the problems of a schema that a release does not allow for."""
    found = []
    for problem in schema.problems:
        if problem.usage is None or not allowed(problem.usage, target):
            at = schema.source(problem.path).position(problem.span.start)
            found.append(f"{problem.path}:{at.line}:{at.column} {problem.kind}: {problem.message}")
    return found


def test_the_facts_are_whole(corpus):
    lines = (corpus / "facts.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 963


@pytest.mark.parametrize(
    "root, modules, expected",
    [
        ("qapi/qapi-schema.json", 46, (244, 57, 479, 43, 6, 182)),
        ("qga/qapi-schema.json", 1, (44, 0, 34, 3, 2, 8)),
        ("storage-daemon/qapi/qapi-schema.json", 14, (77, 13, 260, 25, 5, 79)),
    ],
)
def test_the_newest_release_of_the_corpus(corpus, root, modules, expected):
    folder = corpus / "releases" / "10.2.2"
    schema = load_schema(folder / root, Workspace(folder))
    kinds = Counter(definition.kind for definition in schema.definitions.values())
    order = (Kind.COMMAND, Kind.EVENT, Kind.STRUCT, Kind.UNION, Kind.ALTERNATE, Kind.ENUM)
    assert tuple(kinds[kind] for kind in order) == expected
    assert len(schema.modules) == modules
    assert schema.root == root
    assert next(iter(schema.modules)) == root


def test_the_seed(corpus):
    folder = corpus / "seed"
    schema = load_schema(folder / "transaction.json", Workspace(folder))
    assert not schema.complete
    assert list(schema.definitions) == [
        "Abort",
        "ActionCompletionMode",
        "TransactionAction",
        "TransactionProperties",
        "transaction",
    ]
    assert len(schema.definitions["TransactionAction"].branches) == 12
    assert disallowed(schema, Release(4, 2)) == [
        (
            "transaction.json:6:14 language-include: 'block.json' cannot be included:"
            " there is no such file"
        )
    ]


@pytest.mark.parametrize("name", ["firmware", "vhost-user"])
def test_schemas_outside_of_the_build(corpus, name):
    folder = corpus / "outside-the-build"
    schema = load_schema(folder / f"{name}.json", Workspace(folder))
    assert schema.definitions
    assert not [line for line in disallowed(schema, Release(10, 2)) if "language-doc" not in line]


# --- QEMU's own test schemas ------------------------------------------------------------------

NOT_OF_THE_SCHEMA = {
    # What doc comments say beside the definition; the rules `member` and `section` tell it.
    *("doc-bad-command-arg", "doc-bad-enum-member", "doc-bad-feature", "doc-bad-indent"),
    *("doc-bad-section", "doc-bad-symbol", "doc-bad-union-member", "doc-before-pragma"),
    *("doc-duplicate-features", "doc-duplicated-arg", "doc-duplicated-return"),
    *("doc-duplicated-since", "doc-empty-section", "doc-interleaved-section"),
    *("doc-missing-expr", "doc-no-symbol", "doc-undoc-feature"),
}
KNOWN_LENIENCE = {
    # The branches of a simple union, which make an enum, could not have upper case.
    ("5.2.0", "union-branch-case"),
}
OTHER_PLACE = {
    # QEMU points at the end of what is not closed, we at its beginning.
    "doc-invalid-end",
}


@pytest.mark.parametrize("release", ["5.2.0", "10.2.2"])
def test_verdicts_and_places_are_those_of_the_front_end(corpus, release):
    folder = corpus / "upstream-tests" / release
    target = parse_version_file(release)
    assert target is not None
    workspace = Workspace(folder)
    different = []
    for path in sorted(folder.glob("*.json")):
        verdict = path.with_suffix(".err")
        name = path.stem
        if not verdict.is_file() or name in NOT_OF_THE_SCHEMA or (release, name) in KNOWN_LENIENCE:
            continue
        schema = load_schema(path, workspace)
        wrong = disallowed(schema, target)
        error = verdict.read_text(encoding="utf-8").strip()
        if bool(wrong) != bool(error):
            different.append(f"{release}/{name}: {error or 'accepted'} / {wrong}")
        elif error and name not in OTHER_PLACE and not same_place(error, schema, target):
            different.append(f"{release}/{name}: {error} / {wrong}")
    assert not different, "\n".join(different)


def same_place(error: str, schema: Schema, target: Release) -> bool:
    """Tell whether a problem is at the line of the front end's, or in the expression there."""
    told = set(re.findall(r"^([^ :]+\.json):(\d+):", error, re.MULTILINE))
    for problem in schema.problems:
        if problem.usage is not None and allowed(problem.usage, target):
            continue
        module = schema.modules[problem.path]
        at = problem.span.start
        around = [item.start for item in module.tree.items if item.start <= at < item.end]
        lines = {module.source.position(place).line for place in (at, *around)}
        if told & {(problem.path, str(line)) for line in lines}:
            return True
    return False


# --- includes ---------------------------------------------------------------------------------

E = "{ 'enum': 'E%s', 'data': [] }\n"


def include(*names: str) -> str:
    """Write includes, one a line."""
    return "".join(f"{{ 'include': '{name}' }}\n" for name in names)


def test_modules_are_in_the_order_of_their_first_include(load, told):
    schema = load(
        include("b.json", "sub/c.json", "b.json") + "{ 'command': 'last' }",
        {
            "b.json": include("d.json") + "{ 'command': 'b' }",
            "sub/c.json": include("../d.json", "e.json"),
            "sub/e.json": "{ 'command': 'e' }",
            "d.json": "{ 'command': 'd' }",
        },
    )
    assert not told(schema)
    assert list(schema.modules) == ["schema.json", "b.json", "d.json", "sub/c.json", "sub/e.json"]
    assert list(schema.definitions) == ["last", "b", "d", "e"]
    assert [i.path for i in schema.modules["schema.json"].includes] == [
        "b.json",
        "sub/c.json",
        "b.json",
    ]
    assert [i.path for i in schema.modules["sub/c.json"].includes] == ["d.json", "sub/e.json"]


def test_one_file_by_many_names_is_read_once(load, told, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.json").symlink_to("sub/b.json")
    (tmp_path / "folder").symlink_to("sub")
    names = ("sub/b.json", "./sub/b.json", "sub/../sub/b.json", "link.json", "folder/b.json")
    schema = load(include(*names, str(tmp_path / "sub" / "b.json")), {"sub/b.json": E % "a"})
    assert not told(schema)
    assert list(schema.modules) == ["schema.json", "sub/b.json"]


@pytest.mark.parametrize(
    "text, files, expected",
    [
        pytest.param(
            include("schema.json"),
            {},
            ["schema.json:1:14 language-include-loop: 'schema.json' includes itself; remove the"],
            id="itself",
        ),
        pytest.param(
            include("b.json"),
            {"b.json": "\n" + include("schema.json")},
            [
                (
                    "b.json:2:14 language-include-loop: 'schema.json' includes this file,"
                    " by schema.json → b.json"
                )
            ],
            id="two",
        ),
        pytest.param(
            include("b.json"),
            {"b.json": include("c.json"), "c.json": include("b.json", "schema.json")},
            [
                "c.json:1:14 language-include-loop: 'b.json' includes this file, by b.json → c.js",
                "c.json:2:14 language-include-loop: by schema.json → b.json → c.json",
            ],
            id="three",
        ),
        pytest.param(
            include("b.json", "c.json"),
            {"b.json": include("d.json"), "c.json": include("d.json"), "d.json": E % "a"},
            [],
            id="diamond",
        ),
    ],
)
def test_loops(load, told, text, files, expected):
    found = told(load(text + "{ 'command': 'end' }\n", files))
    assert len(found) == len(expected), found
    for line, wanted in zip(found, expected, strict=True):
        place, _, message = wanted.partition(": ")
        assert line.startswith(place), found
        assert message in line, found


def test_a_chain_of_five_thousand(tmp_path):
    count = 5000
    for number in range(count):
        text = include(f"{number + 1}.json") if number + 1 < count else E % "a"
        (tmp_path / f"{number}.json").write_text(text, encoding="utf-8")
    began = time.process_time()
    schema = load_schema(tmp_path / "0.json", Workspace(tmp_path))
    assert time.process_time() - began < 10
    assert len(schema.modules) == count
    assert list(schema.definitions) == ["Ea"]
    assert not [p for p in schema.problems if p.kind != "language-name"]


MISSING = "there is no such file"


def fifo(path: Path) -> None:
    """Make a pipe that nobody writes into."""
    os.mkfifo(path)


def folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to("nothing.json")


def loop(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    "name, make, message",
    [
        ("missing.json", None, MISSING),
        ("sub/missing.json", None, MISSING),
        ("", None, MISSING),
        (".", None, MISSING),
        ("schema.json/x.json", None, MISSING),
        ("x" * 5000, None, MISSING),
        ("x/" * 3000, None, MISSING),
        ("a\x00b", None, "that is no name of a file"),
        ("there.json", folder, MISSING),
        ("there.json", fifo, MISSING),
        ("there.json", dangling, MISSING),
        ("there.json", loop, ""),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_what_cannot_be_included(load, told, tmp_path, *, name, make, message):
    if make is not None:
        make(tmp_path / name)
    schema = load(
        include(name, "other.json") + "{ 'struct': 'Foo', 'data': { 'a': 'Elsewhere' } }\n",
        {"other.json": "{ 'command': 'other' }"},
    )
    found = [line for line in told(schema) if "language-string" not in line]
    assert len(found) == 1, found
    assert found[0].startswith("schema.json:1:14 language-include: ")
    assert message in found[0]
    assert list(schema.definitions) == ["Foo", "other"]
    assert not schema.complete
    assert schema.may_exist("Elsewhere")
    assert schema.modules["schema.json"].includes[0].path is None


def test_a_file_that_stops_being_readable(load, told, tmp_path, monkeypatch):
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "b.json":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    schema = load(include("b.json") + "{ 'command': 'end' }", {"b.json": ""})
    assert told(schema) == [
        "schema.json:1:14 language-include: 'b.json' cannot be read: Permission denied"
    ]
    assert not schema.complete
    assert list(schema.definitions) == ["end"]


@pytest.mark.parametrize("make", [folder, fifo, dangling, None])
def test_a_root_that_cannot_be_read(tmp_path, make):
    root = tmp_path / "root.json"
    if make is not None:
        make(root)
    with pytest.raises(OSError, match=r"\w"):
        load_schema(root, Workspace(tmp_path))


# --- the tree that includes must not leave ----------------------------------------------------


def outside(schema: Schema) -> bool:
    """Tell whether an include was not followed, for it leaves the tree."""
    kinds = {problem.kind for problem in schema.problems}
    assert kinds <= {"language-include-outside"}, schema.problems
    return bool(kinds)


@pytest.mark.parametrize("absolute", [False, True], ids=["relative", "absolute"])
@pytest.mark.parametrize(
    "marker, configured, working, leaves",
    [
        pytest.param("top/.git/", None, "top/a/b", False, id="git above both"),
        pytest.param("top/a/.git/", None, "top", True, id="git below"),
        pytest.param("top/a/.git", None, "top", True, id="git's file of a worktree"),
        pytest.param("top/VERSION", None, "top/a/b", False, id="VERSION above both"),
        pytest.param("top/a/VERSION", None, "top", True, id="VERSION below"),
        pytest.param(None, "top", "top/a/b", False, id="configuration above both"),
        pytest.param(None, "top/a", "top", True, id="configuration below"),
        pytest.param("top/.git/", "top/a", "top", False, id="git before configuration"),
        pytest.param("top/VERSION", "top/a", "top", True, id="configuration before VERSION"),
        pytest.param(None, "elsewhere", "top", False, id="configuration elsewhere"),
        pytest.param(None, None, "top", False, id="working folder above both"),
        pytest.param(None, None, "top/a", True, id="working folder below"),
        pytest.param(None, None, "elsewhere", True, id="working folder elsewhere"),
    ],
)
def test_includes_that_leave_the_tree(tmp_path, *, marker, configured, working, leaves, absolute):
    root = tmp_path / "top" / "a" / "b" / "root.json"
    target = tmp_path / "top" / "c" / "target.json"
    for path in (root, target, tmp_path / "elsewhere" / "x"):
        path.parent.mkdir(parents=True, exist_ok=True)
    if marker is not None and marker.endswith("/"):
        (tmp_path / marker).mkdir()
    elif marker is not None:
        (tmp_path / marker).write_text("10.2.2", encoding="utf-8")
    target.write_text("{ 'command': 'target' }", encoding="utf-8")
    root.write_text(include(str(target) if absolute else "../../c/target.json"), encoding="utf-8")
    configuration = tmp_path / configured if configured is not None else None
    schema = load_schema(root, Workspace(tmp_path / working), configured=configuration)
    assert outside(schema) is leaves
    assert schema.complete is not leaves
    assert ("target" in schema.definitions) is not leaves
    allowing = Workspace(tmp_path / working, outside=True)
    allowed_schema = load_schema(root, allowing, configured=configuration)
    assert not outside(allowed_schema)
    assert "target" in allowed_schema.definitions


def test_a_link_does_not_hide_that_an_include_leaves_the_tree(tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "target.json").write_text("{ 'command': 'target' }", encoding="utf-8")
    (tree / "link.json").symlink_to(tmp_path / "target.json")
    (tree / "folder").symlink_to(tmp_path)
    for name in ("link.json", "folder/target.json"):
        (tree / "root.json").write_text(include(name), encoding="utf-8")
        schema = load_schema(tree / "root.json", Workspace(tree))
        assert outside(schema), name


def test_the_message_of_an_include_that_leaves(load, told):
    (line,) = told(load("\n" + include("../../x.json")))
    assert line == (
        "schema.json:2:14 language-include-outside: '../../x.json' is outside of the schema's"
        " tree; --allow-outside reads it all the same"
    )


# --- what is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "working, shown",
    [
        ("top", "a/root.json"),
        ("top/a", "root.json"),
        ("top/b", "../a/root.json"),
        ("top/b/c", "../../a/root.json"),
        ("top/b/c/d", None),
    ],
)
def test_paths_are_shown_as_from_the_working_folder(tmp_path, working, shown):
    root = tmp_path / "top" / "a" / "root.json"
    for path in (root, tmp_path / "top" / "b" / "c" / "d" / "x"):
        path.parent.mkdir(parents=True, exist_ok=True)
    root.write_text("{ 'command': 'A' }", encoding="utf-8")
    schema = load_schema(root, Workspace(tmp_path / working))
    assert schema.root == (shown or str(root))
    assert [problem.path for problem in schema.problems] == [schema.root]


def test_texts_stand_in_for_files(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{ 'command': 'old' }", encoding="utf-8")
    texts = {path: b"{ 'include': 'b.json' } { 'command': 'new' }", tmp_path / "b.json": b""}
    schema = load_schema(path, Workspace(tmp_path, texts=texts))
    assert list(schema.definitions) == ["new"]
    assert list(schema.modules) == ["a.json", "b.json"]


def test_each_file_is_read_once_for_all_schemas(tmp_path):
    for name, text in {"a": include("c.json"), "b": include("c.json"), "c": ""}.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    seen: list[str] = []
    workspace = Workspace(tmp_path, on_read=seen.append)
    for name in ("a", "b", "a"):
        load_schema(tmp_path / f"{name}.json", workspace)
    assert seen == ["a.json", "c.json", "b.json"]


def test_problems_are_in_the_order_of_includes_then_of_the_text(load, told):
    schema = load(
        "{ 'command': 'A' }\n" + include("z.json", "b.json") + "{ 'command': 'B' }\n",
        {"z.json": "{ 'command': 'C' }", "b.json": "{ 'command': 'D' } { 'command': '' }"},
    )
    assert [line.partition(" ")[0] for line in told(schema)] == [
        "schema.json:1:15",
        "schema.json:4:15",
        "z.json:1:15",
        "b.json:1:15",
        "b.json:1:34",
    ]


def test_a_misspelt_include_names_the_file(load, told):
    schema = load(include("sub/commmon.json"), {"sub/common.json": ""})
    (line,) = told(schema)
    assert line.startswith("schema.json:1:14 language-include: 'sub/commmon.json' cannot be")
    assert line.endswith("there is no such file; did you mean 'common.json'?")


def test_the_chain_of_includes_leads_to_one_that_is_missing(load):
    schema = load(
        "\n" + include("b.json"), {"b.json": include("c.json"), "c.json": include("none.json")}
    )
    (problem,) = schema.problems
    assert problem.path == "c.json"
    assert [
        (place.path, schema.source(place.path).position(place.span.start).line, place.message)
        for place in problem.related
    ] == [
        ("b.json", 1, "'c.json' is included here"),
        ("schema.json", 2, "'b.json' is included here"),
    ]
