"""The result is the same with and without a cache, whatever has changed since it was filled."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.config import Config, find_config
from qapidoc.engine.check import check
from qapidoc.engine.plan import make_plan
from qapidoc.engine.result import Result
from qapidoc.engine.selection import Selection
from qapidoc.rules.registry import RULES
from qapidoc.rules.selecting import Verdict
from qapidoc.schema.kept import KeptModules
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store

EDITS = 20
"""Changes that each schema is tried with, one after the other."""

SOME_RELEASES = ("1.0", "2.9.0", "4.2.0", "7.2.22", "10.2.2")
"""Releases that stand for the others in the daily tests."""


def linted(path: Path, store: Store | None, select: Callable[[], Selection]) -> Result:
    """Lint a path as the program does."""
    folder = path if path.is_dir() else path.parent
    config = find_config(folder)
    workspace = Workspace(folder, kept=KeptModules(store) if store is not None else None)
    plan = make_plan([path], workspace, config)
    return check(plan, select, workspace, config, store=store, fork=True)


def every_rule() -> Selection:
    return Selection(tuple((rule, Verdict(runs=True, why="")) for rule in RULES))


def no_rules() -> Selection:
    raise AssertionError("the result should have been known")


def check_same(path: Path, store: Store) -> None:
    """See that results with the store are those without, and that the second one is known."""
    fresh = linted(path, None, every_rule)
    assert linted(path, store, every_rule) == fresh
    assert linted(path, store, no_rules) == fresh


@pytest.mark.parametrize("release", SOME_RELEASES)
def test_real_schemas(corpus, tmp_path, release):
    check_same(corpus / "releases" / release, Store(tmp_path / "cache"))


@pytest.mark.acceptance
def test_all_real_schemas_with_one_cache(corpus, tmp_path):
    store = Store(tmp_path / "cache")
    for folder in sorted((corpus / "releases").iterdir()):
        check_same(folder, store)


@pytest.mark.parametrize("name", ["qapi", "broken"])
def test_edited_schemas(checkout, tmp_path, name):
    """Verdicts that no longer hold are not given, and those that do are."""
    folder = tmp_path / name
    shutil.copytree(checkout / "docs" / "demo" / name, folder)
    store = Store(tmp_path / "cache")
    chance = random.Random(name)  # not for secrets
    for _ in range(EDITS):
        path = chance.choice(sorted(folder.glob("*.json")))
        before = path.read_bytes()
        path.write_bytes(edited(before, chance))
        assert linted(folder, store, every_rule) == linted(folder, None, every_rule)
        if chance.random() < 0.5:
            path.write_bytes(before)


def edited(data: bytes, chance: random.Random) -> bytes:
    """Drop, double, swap or mangle a line."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return b"{ 'enum': 'Found', 'data': [ 'a' ] }\n"
    index = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[index]
        case 1:
            lines.insert(index, lines[index])
        case 2:
            other = chance.randrange(len(lines))
            lines[index], lines[other] = lines[other], lines[index]
        case _:
            lines[index] = lines[index].replace(b"e", b"a", 1)
    return b"".join(lines)


# --- what hangs on what ------------------------------------------------------------------------

ROOT = "{ 'include': 'types.json' }\n{ 'include': 'commands.json' }\n"
TYPES = """\
##
# @Colour:
#
# @red: red
#
# Since: 9.0
##
{ 'enum': 'Colour', 'data': [ 'red' ] }
"""
COMMANDS = """\
{ 'include': 'types.json' }

##
# @paint:
#
# Paint.
#
# @colour: a colour
#
# Since: 9.0
#
# .. qmp-example::
#
#     -> { "execute": "paint", "arguments": { "colour": "red" } }
#     <- { "return": {} }
##
{ 'command': 'paint', 'data': { 'colour': 'Colour' } }
"""

UNION = """\
{ 'struct': 'S', 'data': {} }
{ 'union': 'U',
  'base': { 'c': 'Colour' },
  'discriminator': 'c',
  'data': { 'blue': 'S' } }
"""
SPRAY = """\
##
# @spray:
#
# @colour: a colour
#
# Since: 9.0
##
{ 'command': 'spray', 'data': { 'colour': 'Colour' } }
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A root and two modules, of which one looks up a type in the other."""
    folder = tmp_path / "tree"
    folder.mkdir()
    for name, text in (("root", ROOT), ("types", TYPES), ("commands", COMMANDS)):
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def told(result: Result) -> list[str]:
    return [f"{finding.path} {finding.rule}" for finding in result.findings]


def test_a_change_shows_in_a_module_that_looks_it_up(tree, tmp_path):
    store = Store(tmp_path / "cache")
    assert told(linted(tree, store, every_rule)) == []
    types = tree / "types.json"
    types.write_text(types.read_text("utf-8").replace("red", "green"), encoding="utf-8")
    assert told(linted(tree, store, every_rule)) == ["commands.json example-unknown-value"]


def test_a_new_definition_shows_in_a_module_that_has_missed_it(tree, tmp_path):
    store = Store(tmp_path / "cache")
    commands = tree / "commands.json"
    spray = '-> { "execute": "spray", "arguments": { "colour": "red" } }'
    answer = '<- { "return": {} }'
    more = f"#     {spray}\n#     {answer}\n"
    commands.write_text(COMMANDS.replace("##\n{", f"{more}##\n{{"), encoding="utf-8")
    assert told(linted(tree, store, every_rule)) == ["commands.json example-unknown-command"]
    types = tree / "types.json"
    types.write_text(TYPES + SPRAY, encoding="utf-8")
    assert told(linted(tree, store, every_rule)) == []


def test_only_what_has_changed_is_judged_again(tree, tmp_path):
    store = Store(tmp_path / "cache")
    stages: list[str] = []
    linted(tree, store, every_rule)
    types = tree / "types.json"
    types.write_text(TYPES.replace("red: red", "red: like blood"), encoding="utf-8")
    workspace = Workspace(tree, kept=KeptModules(store))
    plan = make_plan([tree], workspace, Config())
    check(plan, every_rule, workspace, Config(), store=store, tell=stages.append)
    assert (workspace.read, workspace.known) == (1, 2)
    # The comment belongs to the definition that the other module looks up.
    assert any(stage.endswith("on 2 of 3 modules") for stage in stages)


def test_an_added_comment_elsewhere_judges_one_module_again(tree, tmp_path):
    store = Store(tmp_path / "cache")
    stages: list[str] = []
    linted(tree, store, every_rule)
    types = tree / "types.json"
    types.write_text("# A remark.\n" + TYPES, encoding="utf-8")
    workspace = Workspace(tree, kept=KeptModules(store))
    plan = make_plan([tree], workspace, Config())
    check(plan, every_rule, workspace, Config(), store=store, tell=stages.append)
    assert any(stage.endswith("on 1 of 3 modules") for stage in stages)


def test_places_in_another_module_move_with_it(tree, tmp_path):
    store = Store(tmp_path / "cache")
    commands = tree / "commands.json"
    commands.write_text(COMMANDS + UNION, encoding="utf-8")
    linted(tree, store, every_rule)
    types = tree / "types.json"
    types.write_text("# A remark.\n" + TYPES, encoding="utf-8")
    fresh = linted(tree, None, every_rule)
    assert linted(tree, store, every_rule) == fresh
    assert any(related.path == "types.json" for f in fresh.findings for related in f.related)


MISSING = ["root.json language-include", "commands.json language-include"]


def test_a_missing_include_that_is_there_now(tree, tmp_path):
    store = Store(tmp_path / "cache")
    (tree / "types.json").rename(tree / "kinds.json")
    assert told(linted(tree / "root.json", store, every_rule)) == MISSING
    (tree / "kinds.json").rename(tree / "types.json")
    assert told(linted(tree / "root.json", store, every_rule)) == []


@pytest.mark.parametrize("name", ["include", "in\\clude"])
def test_an_include_that_a_quick_look_misses(tmp_path, name):
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "root.json").write_text(f"{{ '{name}' # types\n: 'types.json' }}\n", "utf-8")
    store = Store(tmp_path / "cache")
    for text in (None, TYPES, TYPES.replace("Since", "Sincere"), None):
        if text is None:
            (folder / "types.json").unlink(missing_ok=True)
        else:
            (folder / "types.json").write_text(text, "utf-8")
        for _ in range(2):
            root = folder / "root.json"
            assert linted(root, store, every_rule) == linted(root, None, every_rule)


def test_an_include_that_was_a_link_to_itself(tree, tmp_path):
    store = Store(tmp_path / "cache")
    (tree / "types.json").unlink()
    (tree / "types.json").symlink_to("types.json")
    assert told(linted(tree / "root.json", store, every_rule)) == MISSING
    (tree / "types.json").unlink()
    (tree / "types.json").write_text(TYPES, "utf-8")
    assert told(linted(tree / "root.json", store, every_rule)) == []


@pytest.mark.parametrize("target", ["9.0", "10.2"])
def test_the_target_release_counts(tree, tmp_path, target):
    store = Store(tmp_path / "cache")
    for version in ("8.2.0", f"{target}.0"):
        (tree / "VERSION").write_text(version, encoding="utf-8")
        assert linted(tree, store, every_rule) == linted(tree, None, every_rule)


def test_a_spoilt_cache_is_written_anew(tree, tmp_path):
    store = Store(tmp_path / "cache")
    fresh = linted(tree, store, every_rule)
    for path in (tmp_path / "cache" / "entries").glob("*/*"):
        path.write_bytes(path.read_bytes()[:-3])
    assert linted(tree, store, every_rule) == fresh
    assert linted(tree, store, no_rules) == fresh


def test_entries_that_say_something_else_are_not_trusted(tree, tmp_path, monkeypatch):
    """Even with the right checksum, what is no record is nothing."""
    fresh = linted(tree, None, every_rule)
    for content in (b"", b"\x90", b"\x93\x01\x02\x03", b"\xc0", b"\x81\xa1a\x01", b"\x97" * 50):
        monkeypatch.setattr(Store, "get", lambda _store, _key, content=content: content)
        assert linted(tree, Store(tmp_path / "cache"), every_rule) == fresh


def test_names_that_are_no_utf8_are_not_kept_but_found(tree, tmp_path):
    store = Store(tmp_path / "cache")
    types = tree / "types.json"
    types.write_bytes(TYPES.encode() + b"{ 'enum': 'B\xff', 'data': [ '\xff' ] }\n")
    fresh = linted(tree, None, every_rule)
    for _ in range(2):
        assert linted(tree, store, every_rule) == fresh
    assert any("\\xff" in ascii(f.message) or "0xff" in f.message for f in fresh.findings)


WELL = """\
##
# @dig-well:
#
# Dig a well.  `bury` undoes it, as docs/wells.rst tells.
#
# Since: 9.0
##
{ 'command': 'dig-well' }
"""


def test_what_is_around_a_schema_counts(tmp_path):
    """A result is given again until another schema of the tree, or a file, comes or goes."""
    tree = tmp_path / "tree"
    (tree / "docs").mkdir(parents=True)
    (tree / "VERSION").write_text("10.2.0\n", encoding="utf-8")
    (tree / "well.json").write_text(WELL, encoding="utf-8")
    store = Store(tmp_path / "cache")

    def told(select: Callable[[], Selection]) -> list[str]:
        return [finding.rule for finding in linted(tree / "well.json", store, select).findings]

    assert told(every_rule) == ["reference-unknown", "reference-file"]
    assert told(no_rules) == ["reference-unknown", "reference-file"]
    (tree / "docs" / "wells.rst").touch()
    assert told(every_rule) == ["reference-unknown"]
    (tree / "tools.json").write_text("{ 'command': 'bury' }\n", encoding="utf-8")
    assert told(every_rule) == []
    assert told(no_rules) == []
    (tree / "tools.json").unlink()
    assert told(every_rule) == ["reference-unknown"]
