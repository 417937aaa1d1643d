"""The page of what is wrong in QEMU's schemas says what the tool finds there, line by line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from qapidoc.cli import main
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read

RELEASE = "10.2.2"
FAMILIES = ("example", "since", "markup", "style", "reference", "member", "section", "schema")
HEADING = re.compile(r"^(.+\.json)\n[-~^]+$", re.MULTILINE)
ENTRY = re.compile(
    r"^(?:``(?P<definition>[\w-]+)``|Free text)(?: : :ref:`(?P<rule>[\w-]+) <rule-(?P=rule)>`)?\n"
    r"   Lines? (?P<lines>[\d, -]+): (?:.+\n)(?:   .+\n)*\n"
    r"   Right: (?:.+\n)(?:   .+\n)*",
    re.MULTILINE,
)
COUNT = re.compile(r"^:ref:`([\w-]+) <rule-\1>` +(\d+) +(\d+)$", re.MULTILINE)


class Entry(NamedTuple):
    """One thing that the page says is wrong; `rule` is empty where none finds it.

    Free text is about no `definition`.
    """

    path: str
    definition: str | None
    rule: str
    lines: tuple[int, ...]


def numbers(text: str) -> Iterator[int]:
    """The numbers in ``1-3, 7``."""
    for part in text.split(", "):
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def entries(text: str) -> Iterator[Entry]:
    """The entries of the page, in order; whatever looks like one has to be one."""
    assert len(ENTRY.findall(text)) == len(re.findall("^   Right: ", text, re.MULTILINE))
    headings = [(match.start(), match[1]) for match in HEADING.finditer(text)]
    for found in ENTRY.finditer(text):
        path = max(heading for heading in headings if heading[0] < found.start())[1]
        lines = tuple(numbers(found["lines"]))
        yield Entry(path, found["definition"], found["rule"] or "", lines)


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "found-in-qemu.rst").read_text("utf-8")


def test_entries_are_read():
    text = (
        "qapi/a.json\n-----------\n\n``stop`` : :ref:`example-json <rule-example-json>`\n"
        "   Lines 1-2, 4: A comma\n   is missing.\n\n   Right: ``,``\n\n"
        "qapi/b.json\n~~~~~~~~~~~\n\n``STOP``\n   Line 7: It is wrong.\n\n   Right: Mend it.\n"
    )
    assert list(entries(text)) == [
        ("qapi/a.json", "stop", "example-json", (1, 2, 4)),
        ("qapi/b.json", "STOP", "", (7,)),
    ]


def of_family(found: Iterable[Entry], family: str) -> list[Entry]:
    """Those entries that a rule of a family finds."""
    return [entry for entry in found if entry.rule.startswith(f"{family}-")]


@pytest.mark.parametrize("family", FAMILIES)
def test_counts_are_those_of_the_entries(page, family):
    findings: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for entry in of_family(entries(page), family):
        findings[entry.rule] += len(entry.lines)
        groups[entry.rule] += 1
    told = {
        rule: (int(found), int(number))
        for rule, found, number in COUNT.findall(page)
        if rule.startswith(f"{family}-")
    }
    assert told == {rule: (findings[rule], groups[rule]) for rule in findings}
    total = f"{sum(findings.values())} findings of the :ref:`family {family} <family-{family}>`"
    assert total in " ".join(page.split())


def test_all_rules_of_entries_are_of_the_families(page):
    found = list(entries(page))
    known = [entry for family in FAMILIES for entry in of_family(found, family)]
    assert [entry for entry in found if entry.rule and entry not in known] == []
    assert f"QEMU {RELEASE}" in page


@pytest.mark.parametrize("family", FAMILIES)
def test_the_page_lists_what_the_tool_finds(page, corpus, monkeypatch, family):
    monkeypatch.chdir(corpus / "releases" / RELEASE)
    arguments = ["--no-cache", "--select", family, "--output-format", "json", "."]
    result = CliRunner().invoke(main, ["lint", *arguments])
    found = Counter(
        (finding["path"], finding["definition"], finding["rule"], finding["line"])
        for finding in json.loads(result.stdout)["findings"]
    )
    told = Counter(
        (entry.path, entry.definition, entry.rule, line)
        for entry in of_family(entries(page), family)
        for line in entry.lines
    )
    assert told == found


def test_lines_are_in_what_they_are_about_or_above_it(page, corpus):
    astray = []
    for entry in entries(page):
        if entry.definition is None:
            continue
        folder = "outside-the-build" if entry.path.startswith("docs/") else f"releases/{RELEASE}"
        source = Source.read(corpus / folder / entry.path.removeprefix("docs/interop/"))
        ((comment, expression),) = (
            (item, below)
            for item, below in pairwise(read(source).items)
            if isinstance(item, DocComment) and item.symbol is not None
            and item.symbol.value == entry.definition
        )  # fmt: skip
        first = source.position(comment.start).line
        last = source.position(expression.end).line
        astray += [(entry, line) for line in entry.lines if not first < line <= last]
    assert astray == []
