"""Dates are the same with and without a cache, whatever has changed since it was filled."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qapidoc.engine.history_stamp import GIT
from qapidoc.history.folders import Folder
from qapidoc.history.loading import load
from qapidoc.history.stored import packed
from qapidoc.releases import Release
from qapidoc.rules.registry import RULES
from qapidoc.rules.rule import Scope
from qapidoc.store import Store
from tests.engine.dated import Run, linted, write

ROOT = "{ 'include': 'types.json' }\n{ 'include': 'commands.json' }\n"
ENUM = "{ 'enum': 'Colour', 'data': [ 'red', 'green' ] }\n"
TYPES = f"""\
##
# @Colour:
#
# @red: red
#
# @green: green
#
# Since: 9.0
##
{ENUM}"""
PAINT = """\
##
# @paint:
#
# @colour: a colour
#
# Since: 9.0
##
{ 'command': 'paint', 'data': { 'colour': 'Colour' } }
"""
SPRAY = PAINT.replace("paint", "spray")

RED = ENUM.replace(", 'green'", "")
BEFORE = {
    "9.0.0/root.json": ROOT,
    "9.0.0/types.json": RED + ENUM.replace("Colour", "Shade"),
    "9.0.0/commands.json": PAINT + SPRAY.replace("'Colour'", "'Shade'"),
    "9.1.0/root.json": ROOT,
    "9.1.0/types.json": ENUM,
    "9.1.0/commands.json": PAINT + SPRAY,
}
NOW = {"root.json": ROOT, "types.json": TYPES, "commands.json": PAINT}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return write(tmp_path / "tree", NOW)


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return write(tmp_path / "releases", BEFORE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def as_folder(releases: Path) -> str:
    return str(releases)


def as_file(releases: Path) -> str:
    file = releases.parent / "own.history"
    file.write_bytes(packed(load(Folder(releases), ["root.json"]).history))
    return str(file)


def check_same(tree: Path, history: str, store: Store) -> Run:
    """See that a run with a cache, and a second one, are what one without is."""
    fresh = linted(tree, history)
    for _ in range(2):
        run = linted(tree, history, store)
        assert (run.findings, run.notes) == (fresh.findings, fresh.notes)
    return fresh


def test_dated_rules_look_at_modules():
    """The verdict on a whole schema is not kept by its dates."""
    assert all(rule.scope is Scope.MODULE for rule in RULES if rule.dated)


# --- the schema has changed --------------------------------------------------------------------


@pytest.mark.parametrize("history", [as_folder, as_file])
def test_a_command_elsewhere_dates_a_value(tree, releases, store, history):
    """One that had the value earlier is changed in another module than that of the type."""
    source = history(releases)
    assert any("'green' is younger" in line for line in check_same(tree, source, store).findings)
    write(tree, {"commands.json": PAINT + SPRAY})
    assert not any("'green'" in line for line in check_same(tree, source, store).findings)
    write(tree, {"commands.json": SPRAY})
    assert not any("'green'" in line for line in check_same(tree, source, store).findings)
    write(tree, {"commands.json": PAINT})
    assert any("'green' is younger" in line for line in check_same(tree, source, store).findings)


def test_a_type_elsewhere_that_another_one_succeeds(tree, releases, store):
    """A new type may be dated as the one was that it took the place of, if that is gone."""
    hue = ENUM.replace("Colour", "Hue")
    for number in ("9.0.0", "9.1.0"):
        write(releases / number, {"types.json": hue, "commands.json": ""})
    for elsewhere, wrong in ((SPRAY, False), (SPRAY + hue, True), (SPRAY, False)):
        write(tree, {"commands.json": elsewhere})
        findings = check_same(tree, str(releases), store).findings
        assert any("enum 'Colour' was not there in 9.0" in line for line in findings) == wrong


# --- the history has changed -------------------------------------------------------------------


@pytest.mark.parametrize("history", [as_folder, as_file])
@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"9.0.0/types.json": ENUM}, id="a value was there"),
        pytest.param({"9.0.0/commands.json": SPRAY}, id="a command was not there"),
        pytest.param({"9.0.0/commands.json": "{"}, id="unreadable"),
        pytest.param({"9.0.0/root.json": ROOT + ENUM.replace("Colour", "Hue")}, id="a new type"),
        pytest.param(
            {"9.1.0/root.json": ROOT + ENUM, "9.1.0/types.json": ""}, id="in another file"
        ),
        pytest.param(
            {"9.0.0/types.json": ENUM.replace("'green'", "{ 'name': 'green', 'if': 'X' }")},
            id="a condition",
        ),
    ],
)
def test_releases_that_change(tree, releases, store, history, files):
    before = check_same(tree, history(releases), store)
    write(releases, files)
    check_same(tree, history(releases), store)
    write(releases, BEFORE)
    assert check_same(tree, history(releases), store).findings == before.findings


def test_a_release_that_is_added_or_goes(tree, releases, store):
    before = check_same(tree, str(releases), store)
    shutil.copytree(releases / "9.0.0", releases / "8.2.0")
    assert check_same(tree, str(releases), store).findings != before.findings
    shutil.rmtree(releases / "8.2.0")
    assert check_same(tree, str(releases), store).findings == before.findings


def test_a_version_file_that_changes(tree, releases, store):
    """The folder is called as before."""
    (releases / "9.1.0").rename(releases / "new")
    found = []
    for version in ("9.1.0", "9.2.0", "9.0.50"):
        write(releases, {"new/VERSION": version})
        found.append(check_same(tree, str(releases), store).findings)
    assert found[0] != found[1]
    assert found[0] == found[2]


def test_a_tag_that_comes(repo, store):
    write(repo.folder, NOW)
    for number in ("9.0.0", "9.1.0"):
        for name in NOW:
            write(repo.folder, {name: BEFORE[f"{number}/{name}"]})
        repo.commit()
        repo.git("tag", f"v{number}-rc0")
    write(repo.folder, NOW)
    before = check_same(repo.folder, GIT, store)
    assert linted(repo.folder, GIT, store).known
    repo.git("tag", "v9.1.0", "v9.0.0-rc0")
    assert check_same(repo.folder, GIT, store).findings != before.findings
    repo.git("tag", "--delete", "v9.1.0")
    assert check_same(repo.folder, GIT, store).findings == before.findings
    repo.git("tag", "--delete", "v9.1.0-rc0", "v9.0.0-rc0")
    assert len(check_same(repo.folder, GIT, store).notes) == 1


def test_a_file_that_changes_is_not_taken_for_the_old_one(tree, releases, store):
    source = as_file(releases)
    before = check_same(tree, source, store)
    assert linted(tree, source, store).known
    write(releases, {"9.0.0/types.json": ENUM})
    as_file(releases)
    assert check_same(tree, source, store).findings != before.findings
    Path(source).unlink()
    assert len(check_same(tree, source, store).notes) == 1


def test_two_schemas_that_are_the_same_now(repo, store):
    """They were not the same in the last release."""
    for name, command in (("a", PAINT), ("b", SPRAY)):
        write(repo.folder, {f"{name}/root.json": TYPES + command})
    repo.commit()
    repo.git("tag", "v9.1.0")
    for name in "ab":
        write(repo.folder, {f"{name}/root.json": TYPES + PAINT})
    run = check_same(repo.folder, GIT, store)
    assert {line.partition(":")[0] for line in run.findings} == {"b/root.json"}
    for name in "ab":
        check_same(repo.folder / name, GIT, store)


@pytest.mark.parametrize("target", [Release(9, 1), Release(9, 0)])
def test_the_target_release_changes(tree, releases, store, target):
    source = as_file(releases)
    for release in (Release(9, 2), target, Release(9, 2)):
        fresh = linted(tree, source, target=release)
        assert linted(tree, source, store, target=release).findings == fresh.findings


# --- the cache has changed ---------------------------------------------------------------------


def test_a_cache_of_another_version_of_the_tool(tree, releases, tmp_path):
    source = as_file(releases)
    linted(tree, source, Store(tmp_path / "cache", b"1"))
    assert linted(tree, source, Store(tmp_path / "cache", b"1")).known
    assert not linted(tree, source, Store(tmp_path / "cache", b"2")).known


def test_a_history_that_is_gone_while_what_was_sighted_is_kept(repo, store, monkeypatch):
    """What has been pruned cannot be read again from a clone that lacks it."""
    for number in ("9.0.0", "9.1.0"):
        for name in NOW:
            write(repo.folder, {name: BEFORE[f"{number}/{name}"]})
        repo.commit()
        repo.git("tag", f"v{number}")
    write(repo.folder, NOW)
    (line,) = linted(repo.folder, GIT, store).findings
    write(repo.folder, {"types.json": f"# A remark.\n{TYPES}"})
    monkeypatch.setattr("qapidoc.history.loading._Loader.recall", lambda *_: None)
    blob = repo.git("rev-parse", "v9.0.0:root.json")
    (repo.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    run = linted(repo.folder, GIT, store)
    assert len(run.notes) == 1
    assert [each.partition("(")[0] for each in run.findings] == [
        line.replace(":6:", ":7:").partition("(")[0]
    ]


# --- any of these ------------------------------------------------------------------------------

TYPE_NAMES = ("Colour", "Shade", "Hue")


def some_module(chance: random.Random) -> str:
    """Write some types and commands, with comments that may be right."""
    lines = []
    for name in chance.sample(TYPE_NAMES, chance.randint(0, 2)):
        values = chance.sample(["red", "green", "blue"], chance.randint(1, 3))
        said = "".join(f"# @{value}: it\n#\n" for value in values)
        expression = f"{{ 'enum': '{name}', 'data': {values} }}"
        lines.append(
            f"##\n# @{name}:\n#\n{said}# Since: 9.{chance.randint(0, 2)}\n##\n{expression}\n"
        )
    for name in chance.sample(["paint", "spray"], chance.randint(0, 2)):
        member = f"'colour': '{chance.choice(TYPE_NAMES)}'"
        said = f"# @colour: one (since 9.{chance.randint(0, 2)})\n#\n# Since: 9.0\n"
        expression = f"{{ 'command': '{name}', 'data': {{ {member} }} }}"
        lines.append(f"##\n# @{name}:\n#\n{said}##\n{expression}\n")
    return "".join(lines)


def some_change(chance: random.Random) -> Mapping[str, str]:
    where = chance.choice(["tree", "tree", "tree", "releases/9.0.0", "releases/9.1.0"])
    return {f"{where}/{chance.choice(['types', 'commands'])}.json": some_module(chance)}


@given(st.integers(0, 2**32))
@settings(max_examples=12)
def test_random_changes(tmp_path_factory, seed):
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("random")
    for where in ("tree", "releases/9.0.0", "releases/9.1.0"):
        write(folder / where, {"root.json": ROOT, "types.json": TYPES, "commands.json": PAINT})
    store = Store(folder / "cache")
    make: Callable[[Path], str] = chance.choice([as_folder, as_file])
    for _ in range(8):
        change = some_change(chance)
        write(folder, change)
        source = make(folder / "releases")
        fresh = linted(folder / "tree", source)
        assert linted(folder / "tree", source, store).findings == fresh.findings, change
