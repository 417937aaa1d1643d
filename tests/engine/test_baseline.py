"""Known findings: found again wherever they have moved to, written, read, and gone."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from qapidoc.config import Config, find_config
from qapidoc.engine import baseline
from qapidoc.engine.baseline import (
    BaselineError,
    Coverage,
    Entry,
    baseline_bytes,
    compare,
    entry_of,
    gone,
    read_baseline,
)
from qapidoc.engine.plan import make_plan
from qapidoc.engine.run import lint
from qapidoc.findings import Finding
from qapidoc.rules.registry import select
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source, Span
from qapidoc.syntax.ignores import blocks
from qapidoc.syntax.reader import read


def finding(message: str = "told", path: str = "a.json", definition: str | None = "A") -> Finding:
    return Finding(path, Span(0, 1), message, definition, rule="since-missing")


def entry(message: str = "told", file: str = "a.json", **more: object) -> Entry:
    values = {"definition": "A", "rule": "since-missing", "message": message, "file": file}
    return msgspec.convert(values | more, Entry)


def same(path: str) -> str:
    return path


@pytest.mark.parametrize(
    "found, known, new, missing",
    [
        ([], [], [], []),
        ([finding()], [], [0], []),
        ([finding()], [entry()], [], []),
        ([finding("other")], [entry()], [0], [entry()]),
        ([finding(definition="B")], [entry()], [0], [entry()]),
        ([finding(path="b.json")], [entry()], [], []),
        ([finding("in  a.json:"), finding("x")], [entry("in ….json:")], [1], []),
        ([finding()] * 3, [entry(count=2)], [2], []),
        ([finding()], [entry(count=3)], [], [entry(count=2)]),
        ([finding()], [entry(rule="SI001")], [], []),
        ([finding(path="b.json"), finding()], [entry()], [0], []),
        ([finding(path="c.json")], [entry(), entry(file="b.json")], [], [entry(file="b.json")]),
    ],
)
def test_compare(found, known, new, missing):
    compared = compare(found, known, same)
    assert compared.new == tuple(found[index] for index in new)
    assert len(compared.known) == len(found) - len(new)
    assert compared.missing == tuple(missing)


def test_many_that_are_alike_in_many_files_take_no_longer_than_others():
    number = 20_000
    known = [entry(file=f"{index:05}.json") for index in range(number)]
    began = time.process_time()
    compared = compare([finding()] * (number - 1), known, same)
    assert compared.new == ()
    assert compared.missing == (known[-1],)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "missing, rules, looked_at, moved_out_of_sight, expected",
    [
        (entry(), {"since-missing"}, {"a.json"}, set(), True),
        (entry(), {"since-future"}, {"a.json"}, set(), False),
        (entry(), {"since-missing"}, {"b.json"}, set(), False),
        (entry(), {"since-missing"}, {"a.json"}, {"A"}, False),
        (entry(file="removed.json"), {"since-missing"}, {"a.json"}, set(), True),
        (entry(file="removed.json"), {"since-missing"}, {"b.json"}, set(), False),
        (entry(rule="no-more"), set(), {"a.json"}, set(), True),
        (entry(rule="SI001"), {"since-missing"}, {"a.json"}, set(), True),
    ],
)
def test_only_what_was_looked_at_is_gone(missing, rules, looked_at, moved_out_of_sight, expected):
    known = [missing, entry("other")]
    there = {"a.json", "b.json"}
    coverage = Coverage(rules, looked_at, there.__contains__, lambda: moved_out_of_sight)
    assert gone([missing], known, coverage) == [missing] * expected


def test_what_is_written_is_read_in_the_same_order(tmp_path):
    entries = [entry("b"), entry("ä", count=2, member="m"), entry("a", file="\n"), entry("b")]
    path = tmp_path / "known.jsonl"
    path.write_bytes(baseline_bytes(entries))
    again = read_baseline(path, "known.jsonl")
    assert [(e.message, e.count) for e in again] == [("a", 1), ("b", 2), ("ä", 2)]
    assert baseline_bytes(reversed(again)) == path.read_bytes()
    assert path.read_text("utf-8").count("\n") == 4


def test_a_finding_with_bad_bytes_can_be_known(tmp_path):
    bad = finding("bytes \udcff", path="\udcfe.json")
    path = tmp_path / "known.jsonl"
    path.write_bytes(baseline_bytes([entry_of(bad, same)]))
    assert compare([bad], read_baseline(path, "known.jsonl"), same).new == ()


HEAD = b'{"qapidoc-baseline":1}\n'
ENTRY = b'{"rule":"since-missing","message":"m"}\n'


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "known:1: is no baseline of qapidoc"),
        (b"{ 'command': 'a' }\n", "known:1: is no baseline of qapidoc"),
        (b"\xff\xfe", "known:1: is no baseline of qapidoc"),
        (b"[" * 100_000, "known:1: is no baseline of qapidoc"),
        (b'{"qapidoc-baseline":"1"}', "known:1: is no baseline of qapidoc"),
        (b'{"qapidoc-baseline":2}', "known:1: has form 2, and this version reads form 1 only"),
        (HEAD + b"\n" + ENTRY + b"<<<<<<< ours\n", "known:4: is no entry of a baseline"),
        (HEAD + b'{"rule":"since-missing"}', "known:2: .* missing required field `message`"),
        (HEAD + b'{"rule":1,"message":"m"}', "known:2: .* Expected `str`, got `int`"),
        (HEAD + b'{"rule":"r","message":"m","count":0}', "known:2: .* Expected `int` >= 1"),
        (HEAD + b'{"rule":"r","message":"\xff"}', "known:2: is no entry of a baseline"),
        (HEAD + b'{"x":' + b"[" * 100_000, "known:2: is no entry of a baseline"),
    ],
)
def test_bad_files(tmp_path, data, message):
    path = tmp_path / "known"
    path.write_bytes(data)
    with pytest.raises(BaselineError, match=message) as raised:
        read_baseline(path, "known")
    assert "\n" not in str(raised.value)


def test_what_is_no_file_or_too_large(tmp_path, monkeypatch):
    with pytest.raises(BaselineError, match="is no regular file"):
        read_baseline(tmp_path, "known")
    path = tmp_path / "known"
    path.write_bytes(HEAD)
    monkeypatch.setattr(baseline, "LARGEST", 5)
    with pytest.raises(BaselineError, match="known: is too large for a baseline"):
        read_baseline(path, "known")


# --- moved about ------------------------------------------------------------------------------


def findings_in(folder: Path) -> Sequence[Finding]:
    workspace = Workspace(folder)
    config = find_config(folder) if (folder / "qapidoc.toml").exists() else Config(folder)
    plan = make_plan([folder], workspace, config)
    return lint(plan.jobs, select((), ()), workspace, config).findings


def shuffle(path: Path, pick: random.Random) -> None:
    """Put the definitions of a file, with their doc comments, into another order."""
    source = Source.read(path)
    found = [block for block in blocks(read(source).items) if len(block.items) == 2]
    texts = [source.slice(block.span) for block in found]
    pick.shuffle(texts)
    text = source.text
    for block, other in sorted(zip(found, texts, strict=True), key=lambda p: p[0].span)[::-1]:
        text = text[: block.span.start] + other + text[block.span.end :]
    path.write_bytes(Source("", text).encoded())


def rename(folder: Path, name: str) -> None:
    """Give a module another name, wherever it is included."""
    (folder / name).rename(folder / f"moved-{name}")
    for path in folder.glob("*.json"):
        data = path.read_bytes()
        path.write_bytes(re.sub(rb"'%s'" % name.encode(), b"'moved-%s'" % name.encode(), data))


def assert_nothing_new(folder: Path, names: Sequence[str]) -> None:
    entries = [entry_of(finding, same) for finding in findings_in(folder)]
    assert entries
    for name in names:
        shuffle(folder / name, random.Random(name))
        rename(folder, name)
    compared = compare(findings_in(folder), entries, same)
    assert [(f.path, f.rule, f.message) for f in compared.new] == []
    assert compared.missing == ()


MODULES = ("comments", "examples", "ignores", "sections", "since", "style", "unions")


def test_nothing_is_new_in_a_schema_that_was_put_in_another_order(checkout, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(checkout / "docs" / "demo" / "broken", folder)
    assert_nothing_new(folder, [f"{name}.json" for name in MODULES])


@pytest.mark.parametrize("release", ["2.9.0", "10.2.2"])
def test_nothing_is_new_in_a_release_that_was_put_in_another_order(
    corpus, copy_to_change, tmp_path, release
):
    folder = tmp_path / "qapi"
    copy_to_change(corpus / "releases" / release / "qapi", folder)
    (tmp_path / "VERSION").write_text(release, "utf-8")
    assert_nothing_new(folder, ["block-core.json", "introspect.json"])
