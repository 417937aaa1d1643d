"""The XML of JUnit, held against the schema that Jenkins publishes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
import xmlschema

from qapidoc.report.junit import report


@pytest.fixture(scope="module")
def schema(checkout):
    return xmlschema.XMLSchema(str(checkout / "tests" / "schemas" / "junit-10.xsd"))


def document(result):
    """Give the document, parsed."""
    return ET.fromstring("\n".join(report(result)).encode())


def test_the_document(schema, result, full):
    lines = list(report(result(full)))
    assert lines == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="qapidoc" tests="2" failures="1" errors="0">',
        '  <testsuite name="a.json" tests="1" failures="1" errors="0">',
        '    <testcase classname="a.json" name="test-rule: this is wrong; mend it">',
        (
            '      <failure type="warning" message="this is wrong; mend it">'
            "a.json:3:24: warning: this is wrong; mend it [test-rule]</failure>"
        ),
        "    </testcase>",
        "  </testsuite>",
        '  <testsuite name="dir/b.json" tests="1" failures="0" errors="0">',
        '    <testcase classname="dir/b.json" name="nothing found" />',
        "  </testsuite>",
        "</testsuites>",
    ]
    schema.validate("\n".join(lines))


def test_tests_of_one_name_are_numbered(schema, result, finding):
    root = document(result(finding("go"), finding("'b'"), finding("'int'", "another")))
    names = [case.get("name") for case in root.iter("testcase")]
    assert names == [
        "test-rule: this is wrong; mend it",
        "test-rule: this is wrong; mend it (2)",
        "test-rule: another",
        "nothing found",
    ]
    schema.validate(ET.tostring(root, encoding="unicode"))


def test_the_schema_is_not_content_with_anything(schema):
    assert not schema.is_valid("<testsuites><testcase/></testsuites>")
