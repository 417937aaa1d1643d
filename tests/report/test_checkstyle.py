"""The XML of Checkstyle."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
import xmlschema

from qapidoc import __version__
from qapidoc.report.checkstyle import report


def test_the_document(result, finding, full, at):
    lines = list(report(result(full, finding("go", "a < b", exact=at("'int'")))))
    assert lines == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<checkstyle version="{__version__}">',
        '  <file name="a.json">',
        (
            '    <error line="3" column="24" severity="warning" message="this is wrong; mend it"'
            ' source="qapidoc.test-rule" />'
        ),
        (
            '    <error line="3" column="17" severity="error" message="a &lt; b"'
            ' source="qapidoc.test-rule" />'
        ),
        "  </file>",
        "</checkstyle>",
    ]


def test_each_file_is_there_once(result, finding):
    found = [finding("go", path=path) for path in ("a.json", "dir/b.json", "a.json")]
    root = ET.fromstring("\n".join(report(result(*found))).encode())
    assert [(file.get("name"), len(file)) for file in root] == [("a.json", 2), ("dir/b.json", 1)]


@pytest.fixture(scope="module")
def schema(checkout) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(checkout / "tests" / "schemas" / "checkstyle-report.xsd"))


def test_the_schema_allows_it(schema, result, finding, full):
    for findings in ((), (full,), (full, finding("go", "a \x1b < \udcff", path="dir/b.json"))):
        schema.validate("\n".join(report(result(*findings))))


@pytest.mark.parametrize(
    "old, new", [('line="3"', 'line="0"'), ("warning", "bad"), ("<file name", "<file path")]
)
def test_the_schema_does_not_allow_all(schema, result, full, old, new):
    document = "\n".join(report(result(full)))
    assert schema.is_valid(document)
    assert not schema.is_valid(document.replace(old, new, 1))
