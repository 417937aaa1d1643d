"""The table of formats, and what all of them cope with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from click import unstyle

import qapidoc.report
from qapidoc.findings import Edit, Fix, Related
from qapidoc.report.formats import COUNTS, FORMATS, LISTS, report_in
from qapidoc.source import Span

READERS: Mapping[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "rdjson": json.loads,
    "junit": lambda text: ET.fromstring(text.encode()),
    "checkstyle": lambda text: ET.fromstring(text.encode()),
}
"""How a program reads the formats that are one document."""

HOSTILE = "\x00\x1b[2J\r\n\udcff\ufffe]]>&<\"'%:,"


def test_each_module_that_reports_is_in_the_table():
    folder = Path(qapidoc.report.__file__).parent
    reporting = {
        path.stem for path in folder.glob("*.py") if "\ndef report(" in path.read_text("utf-8")
    }
    assert reporting == set(FORMATS.values())


def test_formats_with_a_special_right_exist():
    assert set(FORMATS) >= COUNTS >= LISTS


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found(result, form):
    text = "\n".join(report_in(form)(result()))
    if form in READERS:
        READERS[form](text)
    else:
        assert text == ""


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_breaks_no_format(result, finding, form):
    found = finding(
        "go",
        HOSTILE,
        path=HOSTILE,
        rule="since-missing",
        code="SI001",
        definition=HOSTILE,
        member=HOSTILE,
        related=(Related(HOSTILE, Span(0, 0), HOSTILE),),
        fix=Fix(HOSTILE, "safe", (Edit(HOSTILE, Span(0, 0), HOSTILE),)),
    )
    lines = [unstyle(line) for line in report_in(form)(result(found, found))]
    assert all(c.isprintable() or c == "\n" for line in lines for c in line)
    text = "\n".join(lines)
    text.encode()
    if form in READERS:
        READERS[form](text)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_reports_come_out_the_same_each_time(result, full, form):
    found = msgspec.structs.replace(full, rule="since-missing", code="SI001")
    assert list(report_in(form)(result(found))) == list(report_in(form)(result(found)))
