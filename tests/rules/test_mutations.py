"""Mistakes put into a real schema are found where they were made."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from qapidoc.releases import Release
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

TARGET = Release(10, 2)

Lines = list[str]


@pytest.fixture(scope="session")
def guest(corpus) -> Lines:
    """The lines of the guest agent's schema in 10.2.2, which is one file."""
    path = corpus / "releases" / "10.2.2" / "qga" / "qapi-schema.json"
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture
def new_findings(guest, tmp_path) -> Callable[[Lines], list[str]]:
    """Give line and rule of what the rules find in changed lines, and not in the original."""

    def find(lines: Lines) -> list[tuple[int, str, str]]:
        path = tmp_path / "qapi-schema.json"
        path.write_text("".join(lines), encoding="utf-8")
        schema = load_schema(path, Workspace(tmp_path))
        context = Context(schema, TARGET)
        source = schema.source(schema.root)
        return sorted(
            (source.position(finding.span.start).line, rule.name, finding.message)
            for rule in select([], [])
            if rule.family != "example"
            for finding in rule.check(context)
        )

    before = {(name, message) for _, name, message in find(guest)}

    def find_new(lines: Lines) -> list[str]:
        return [f"{at} {name}" for at, name, told in find(lines) if (name, told) not in before]

    return find_new


def line_of(lines: Lines, *path: str) -> int:
    """Give the index of the first line that begins so, below those that begin like the others."""
    index = -1
    for text in path:
        index = next(i for i in range(index + 1, len(lines)) if lines[i].startswith(text))
    return index


def replaced(lines: Lines, index: int, text: str) -> Lines:
    return [*lines[:index], text, *lines[index + 1 :]]


FILE = ("# @guest-file-open:",)
SINCE = (*FILE, "# Since:")
MODE = (*FILE, "# @mode:")


@pytest.mark.parametrize(
    "path, text, expected",
    [
        (SINCE, "# Since: 2.13\n", "{} since-unknown-release"),
        (SINCE, "# Since: 99.0\n", "{} since-future"),
        (SINCE, "# Since: banana\n", "{} since-malformed"),
        (SINCE, "# Since:\n", "{} section-empty"),
        (SINCE, "# Since 0.15\n", "{} since-malformed"),
        (SINCE, "# since: 0.15\n", "{} since-malformed"),
        (SINCE, "# Since: 0.15\n#\n# Since: 1.0\n", "{+2} section-duplicate"),
        (MODE, "# @moed: text\n", "{} member-unknown"),
        (MODE, "# @mode: text (since 0.16)\n", "{} since-unknown-release"),
        (MODE, "# @mode: text (since 99.1)\n", "{} since-future"),
        (MODE, "# @mode: text (since: tbd)\n", "{} since-malformed"),
        (MODE, "# @mode: text (since 0.15.0)\n", "{} since-redundant"),
        (MODE, "# @mode:\n", "{} section-empty"),
        (MODE, "# @mode: text\n#\n# @mode: text\n", "{+2} member-duplicate"),
        (MODE, "# @mode: text\n#\n# @path: text\n", "{+2} member-duplicate"),
        (MODE, "# @mode: text\n#\n# @reason: text\n", "{+2} member-unknown"),
        (MODE, "# Errors:\n#     - some\n#\n# @mode: text\n", "{+3} section-order"),
        (MODE, "# Note: text\n", "{} section-old-notation"),
    ],
)
def test_changed_line(guest, new_findings, path, text, expected):
    index = line_of(guest, *path)
    # What a description goes on with would change what is tried here.
    end = index + 1
    while guest[end].startswith("#  "):
        end += 1
    found = new_findings([*guest[:index], text, *guest[end:]])
    number = re.sub(r"\{\+?(\d*)\}", lambda m: str(index + 1 + int(m[1] or 0)), expected)
    if "old-notation" in expected:
        assert number in found
    else:
        assert found == [number]


def test_removed_since(guest, new_findings):
    index = line_of(guest, *SINCE)
    symbol = line_of(guest, *FILE)
    without = [*guest[: index - 1], *guest[index + 1 :]]  # and without the empty line above it
    assert new_findings(without) == [f"{symbol + 1} since-missing"]


def test_removed_description(guest, new_findings):
    index = line_of(guest, "# @GuestFileRead:", "# @count:")
    end = line_of(guest, "# @GuestFileRead:", "# @buf-b64:")
    place = line_of(guest, "{ 'struct': 'GuestFileRead'", "  'data'")
    removed = end - index
    assert new_findings([*guest[:index], *guest[end:]]) == [
        f"{place + 1 - removed} member-undocumented"
    ]


def test_removed_member(guest, new_findings):
    place = line_of(guest, "{ 'struct': 'GuestFileRead'", "  'data'")
    index = line_of(guest, "# @GuestFileRead:", "# @count:")
    text = guest[place].replace("'count': 'int', ", "")
    assert text != guest[place]
    assert new_findings(replaced(guest, place, text)) == [f"{index + 1} member-unknown"]


def test_renamed_definition(guest, new_findings):
    index = line_of(guest, "{ 'command': 'guest-file-close'")
    text = guest[index].replace("guest-file-close", "guest-close-file")
    assert new_findings(replaced(guest, index, text)) == [f"{index + 1} member-detached"]


def test_removed_definition(guest, new_findings):
    index = line_of(guest, "{ 'command': 'guest-file-close'")
    comment = line_of(guest, "# @guest-file-close:") - 1
    end = line_of(guest, "{ 'command': 'guest-file-close'", "##")
    assert new_findings([*guest[:index], *guest[end:]]) == [f"{comment + 1} member-detached"]


def test_removed_comment(guest, new_findings):
    comment = line_of(guest, "# @guest-file-close:") - 1
    index = line_of(guest, "{ 'command': 'guest-file-close'")
    required = "{ 'pragma': { 'doc-required': true } }\n"
    found = new_findings([required, *guest[:comment], *guest[index:]])
    assert f"{comment + 2} member-missing-comment" in found


def test_lost_indentation(guest, new_findings):
    index = line_of(guest, "# @guest-file-read:", "# @count:") + 1
    assert guest[index].startswith("#     ")
    flush = replaced(guest, index, "# " + guest[index][6:])
    assert new_findings(flush) == [f"{index + 1} section-outdented"]


def test_lost_blank_line(guest, new_findings):
    index = line_of(guest, "# @guest-sync-delimited:", "# Since:")
    assert guest[index - 1] == "#\n"
    text = "# Some text.\n"
    found = new_findings([*guest[: index - 1], "#\n", text, *guest[index:]])
    assert found == [f"{index + 2} section-crowded"]
