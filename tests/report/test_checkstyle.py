"""The XML of Checkstyle."""

from __future__ import annotations

from xml.etree import ElementTree as ET

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
