"""From paths to roots, and to the files whose findings are shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Plan, PlanError, make_plan, target_release
from qapidoc.releases import NEWEST, Release, parse_release
from qapidoc.schema.workspace import Workspace

QEMU = {
    "VERSION": "10.2.2",
    "qapi/qapi-schema.json": "common.json block.json",
    "qapi/block.json": "common.json",
    "qapi/common.json": "",
    "qga/qapi-schema.json": "../qapi/common.json",
    "storage-daemon/qapi/qapi-schema.json": "../../qapi/block.json",
    "docs/interop/firmware.json": "../../qapi/common.json",
    "tests/qapi-schema/bad.json": "",
    "build/qapi/copy.json": "",
    "README.json": None,
}
"""A tree like QEMU's: the includes of each schema; `None` is JSON."""


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write schemas with these includes; what ends otherwise is text."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            text = '{"plain": "JSON"}'
        elif name.endswith(".json"):
            includes = "".join(f"{{ 'include': '{target}' }}\n" for target in content.split())
            text = includes + "{ 'enum': 'Foo', 'data': [] }\n"
        else:
            text = content
        path.write_text(text, encoding="utf-8")


def plan_of(folder: Path, *paths: str, config: Config | None = None) -> Plan:
    """Plan for paths in a folder."""
    return make_plan([folder / path for path in paths], Workspace(folder), config or Config())


def jobs_of(folder: Path, *paths: str, config: Config | None = None) -> dict[str, list[str] | None]:
    """Give roots, each with the files whose findings show; `None` means all."""

    def shown(path: Path) -> str:
        return str(path.relative_to(folder))

    plan = plan_of(folder, *paths, config=config)
    return {
        shown(job.root): sorted(map(shown, job.files)) if job.files is not None else None
        for job in plan.jobs
    }


QMP, QGA, QSD = (
    "qapi/qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)
FIRMWARE = "docs/interop/firmware.json"


@pytest.mark.parametrize(
    "paths, expected",
    [
        pytest.param(
            ["."], {FIRMWARE: None, QMP: None, QGA: None, QSD: None}, id="the top of the tree"
        ),
        pytest.param([QMP], {QMP: None}, id="a root"),
        pytest.param([QSD, QMP], {QSD: None, QMP: None}, id="roots, in their order"),
        pytest.param([QMP, QMP, "qapi/../" + QMP], {QMP: None}, id="a root thrice"),
        pytest.param(
            ["qapi/block.json"],
            {QMP: ["qapi/block.json"], QSD: ["qapi/block.json"]},
            id="a module of two roots",
        ),
        pytest.param(
            ["qapi/common.json"],
            {root: ["qapi/common.json"] for root in (QMP, FIRMWARE, QGA, QSD)},
            id="a module of all",
        ),
        pytest.param(
            ["qapi/block.json", QMP], {QMP: None, QSD: ["qapi/block.json"]}, id="module and root"
        ),
        pytest.param(
            ["qapi/block.json", "qapi/common.json"],
            {
                QMP: ["qapi/block.json", "qapi/common.json"],
                QSD: ["qapi/block.json", "qapi/common.json"],
                FIRMWARE: ["qapi/common.json"],
                QGA: ["qapi/common.json"],
            },
            id="two modules",
        ),
        pytest.param(["qga"], {QGA: ["qga/qapi-schema.json"]}, id="a folder with a root"),
        pytest.param(
            ["qapi"],
            {
                QMP: ["qapi/block.json", "qapi/common.json", QMP],
                FIRMWARE: ["qapi/common.json"],
                QGA: ["qapi/common.json"],
                QSD: ["qapi/block.json", "qapi/common.json"],
            },
            id="a folder with modules of others",
        ),
        pytest.param(
            ["tests/qapi-schema/bad.json"],
            {"tests/qapi-schema/bad.json": None},
            id="a file that searches leave out, but named",
        ),
        pytest.param(
            ["tests/qapi-schema"],
            {"tests/qapi-schema/bad.json": ["tests/qapi-schema/bad.json"]},
            id="a folder that searches leave out, but named",
        ),
    ],
)
def test_roots(tmp_path, paths, expected):
    write(tmp_path, QEMU)
    found = jobs_of(tmp_path, *paths)
    assert found == expected
    if paths != ["qapi/common.json"]:
        first = [path for path in expected if path in paths]
        assert [path for path in found if path in paths] == first


def test_roots_are_looked_for_up_to_the_top_of_the_tree(tmp_path):
    files = {"root.json": "a/b/c/module.json", "a/b/c/module.json": ""}
    write(tmp_path, files)
    module = "a/b/c/module.json"
    assert jobs_of(tmp_path, module) == {module: None}
    (tmp_path / "VERSION").write_text("10.2.2", encoding="utf-8")
    assert jobs_of(tmp_path, module) == {"root.json": [module]}
    (tmp_path / "a" / ".git").mkdir()
    assert jobs_of(tmp_path, module) == {module: None}
    config = Config(folder=tmp_path)
    assert jobs_of(tmp_path, module, config=config) == {"root.json": [module]}
    config = Config(folder=tmp_path / "elsewhere")
    assert jobs_of(tmp_path, module, config=config) == {module: None}


def test_a_folder_may_hold_schemas_that_have_nothing_to_do_with_each_other(tmp_path):
    write(tmp_path, {"b.json": "", "a/x.json": "y.json", "a/y.json": ""})
    assert jobs_of(tmp_path, ".") == {"b.json": None, "a/x.json": None}
    assert jobs_of(tmp_path, "a") == {"a/x.json": None}


def test_a_loop_of_includes_has_a_root(tmp_path):
    write(tmp_path, {"a.json": "b.json", "b.json": "a.json"})
    assert jobs_of(tmp_path, ".") == {"a.json": None}
    assert jobs_of(tmp_path, "b.json") == {"b.json": None}


@pytest.mark.parametrize(
    "paths, settings, expected",
    [
        pytest.param(
            ["."],
            {"schemas": ("b.json", "a.json")},
            {"b.json": None, "a.json": None, "other.json": None},
            id="configured roots come first",
        ),
        pytest.param(
            ["module.json"],
            {"schemas": ("b.json",)},
            {"b.json": ["module.json"]},
            id="a module is read in its configured roots",
        ),
        pytest.param(
            ["module.json"],
            {"schemas": ("other.json",)},
            {"a.json": ["module.json"], "b.json": ["module.json"]},
            id="and else in others",
        ),
        pytest.param(
            ["module.json"],
            {"schemas": ("module.json", "a.json")},
            {"module.json": None},
            id="a module may be a root",
        ),
        pytest.param(
            ["."],
            {"exclude": ("b.json", "other.json")},
            {"a.json": None},
            id="what is left out",
        ),
        pytest.param(
            ["."],
            {"exclude": ("a.json", "b.json")},
            {"module.json": None, "other.json": None},
            id="modules of roots that are left out",
        ),
        pytest.param(
            ["."],
            {"schemas": ("a.json",), "exclude": ("other.json",)},
            {"a.json": None, "b.json": None},
            id="configured and left out",
        ),
    ],
)
def test_settings(tmp_path, paths, settings, expected):
    write(
        tmp_path,
        {"a.json": "module.json", "b.json": "module.json", "module.json": "", "other.json": ""},
    )
    config = Config(folder=tmp_path, **settings)
    found = jobs_of(tmp_path, *paths, config=config)
    assert found == expected
    assert list(found) == list(expected)


def test_exclude_brings_back_what_is_left_out_by_default(tmp_path):
    write(tmp_path, QEMU)
    config = Config(folder=tmp_path, exclude=("!/tests/qapi-schema/",))
    assert "tests/qapi-schema/bad.json" in jobs_of(tmp_path, ".", config=config)


@pytest.mark.parametrize("name", ["missing.json", "sub", "loop.json"])
def test_a_configured_root_must_be_there(tmp_path, name):
    write(tmp_path, {"a.json": ""})
    (tmp_path / "sub").mkdir()
    (tmp_path / "loop.json").symlink_to("loop.json")
    with pytest.raises(PlanError, match=f"^'schemas' names {name}, but there is no such"):
        plan_of(tmp_path, "a.json", config=Config(folder=tmp_path, schemas=(name,)))


@pytest.mark.parametrize(
    "path, settings, reason",
    [
        ("README.json", {}, "README.json: holds JSON, not a QAPI schema"),
        ("qapi/block.json", {"exclude": ("block.json",)}, "left out by 'exclude' of the config"),
        ("empty", {}, "empty: holds no QAPI schema"),
        ("tests", {}, "tests: holds no QAPI schema"),
    ],
)
def test_what_is_skipped(tmp_path, path, settings, reason):
    write(tmp_path, QEMU)
    (tmp_path / "empty").mkdir()
    plan = plan_of(tmp_path, path, config=Config(folder=tmp_path, **settings))
    assert not plan.jobs
    assert len(plan.skipped) == 1
    assert reason in plan.skipped[0]


def test_a_file_that_is_no_schema_but_no_json_either_is_read(tmp_path):
    (tmp_path / "a.json").write_text("{ nonsense", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert jobs_of(tmp_path, "a.json", "empty.txt") == {"a.json": None, "empty.txt": None}


@pytest.mark.parametrize(
    "path, message",
    [
        ("missing", "missing: there is no such file or folder"),
        ("sub/missing.json", "sub/missing.json: there is no such file or folder"),
        ("dangling.json", "there is no such file or folder"),
        ("pipe", "pipe: is no regular file; '-' reads standard input"),
    ],
)
def test_paths_that_cannot_be_linted(tmp_path, path, message):
    (tmp_path / "dangling.json").symlink_to("nothing.json")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PlanError, match=message):
        plan_of(tmp_path, path)


def test_a_text_stands_in_for_a_file_that_is_not_there(tmp_path):
    write(tmp_path, {"VERSION": "10.2.2", "root.json": "new.json"})
    new = tmp_path / "new.json"
    workspace = Workspace(tmp_path, texts={new: b"{ 'enum': 'Bar', 'data': [] }"})
    plan = make_plan([new], workspace, Config())
    (job,) = plan.jobs
    assert job.root.name == "root.json"
    assert job.files == frozenset({new})


def test_the_number_of_files(tmp_path):
    write(tmp_path, QEMU)
    assert len(plan_of(tmp_path, QMP).files) == 3
    assert len(plan_of(tmp_path, ".").files) == 6
    assert len(plan_of(tmp_path, "qga").files) == 2


@pytest.mark.parametrize(
    "release, expected",
    [
        ("10.2.2", [QMP, QGA, QSD]),
        ("4.2.0", [QMP, QGA]),
        ("2.11.0", ["qapi-schema.json", QGA]),
        ("1.0", ["qapi-schema.json"]),
    ],
)
def test_releases_of_the_corpus(corpus, release, expected):
    folder = corpus / "releases" / release
    assert sorted(jobs_of(folder, ".")) == sorted(expected)
    assert sorted(jobs_of(corpus.parent, str(folder))) == sorted(
        str((folder / root).relative_to(corpus.parent)) for root in expected
    )


def test_modules_of_two_roots_in_the_corpus(corpus):
    folder = corpus / "releases" / "10.2.2"
    assert jobs_of(folder, "qapi/block-core.json") == {
        QMP: ["qapi/block-core.json"],
        QSD: ["qapi/block-core.json"],
    }
    assert jobs_of(folder, "qapi/machine.json") == {QMP: ["qapi/machine.json"]}


@pytest.mark.parametrize(
    "files, configured, expected",
    [
        ({}, None, str(NEWEST)),
        ({"VERSION": "4.2.0\n"}, None, "4.2"),
        ({"VERSION": "9.1.92"}, None, "9.2"),
        ({"VERSION": "4.2.0"}, "10.0", "10.0"),
        ({"VERSION": "4.2.0", "a/VERSION": "5.2.0"}, None, "5.2"),
        ({"VERSION": "4.2.0", "a/VERSION": "of no release"}, None, "4.2"),
        ({"VERSION": "4.2.0", "a/VERSION": "4.7.1"}, None, "4.2"),
        ({"VERSION": "0.3"}, None, str(NEWEST)),
    ],
)
def test_target_release(tmp_path, files, configured, expected):
    write(tmp_path, {**files, "a/b/root.json": ""})
    config = Config(target_version=parse_release(configured) if configured else None)
    assert str(target_release(tmp_path / "a" / "b" / "root.json", config)) == expected


def test_the_version_that_is_a_pipe_is_not_waited_for(tmp_path):
    write(tmp_path, {"VERSION": "4.2.0", "a/root.json": ""})
    os.mkfifo(tmp_path / "a" / "VERSION")
    assert target_release(tmp_path / "a" / "root.json", Config()) == Release(4, 2)
