"""The JSON that tools read, held against its description."""

from __future__ import annotations

import json

import jsonschema
import pytest

from qapidoc.report.json import report


@pytest.fixture
def validator(checkout):
    """The description in the manual."""
    schema = json.loads((checkout / "docs" / "findings.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def document(result):
    """Give the document, parsed."""
    return json.loads("".join(report(result)))


def test_the_document_is_as_described(validator, result, finding, full):
    validator.validate(document(result()))
    validator.validate(document(result(finding("go"), full)))


def test_everything_is_there(result, full):
    assert document(result(full)) == {
        "version": 1,
        "findings": [
            {
                "path": "a.json",
                "line": 3,
                "column": 24,
                "end_line": 3,
                "end_column": 34,
                "exact": None,
                "code": "TE001",
                "rule": "test-rule",
                "severity": "warning",
                "confidence": "likely",
                "message": "this is wrong; mend it",
                "definition": "go",
                "member": "b",
                "fix": {
                    "description": "remove the member",
                    "applicability": "unsafe",
                    "edits": [
                        {
                            "path": "a.json",
                            "line": 3,
                            "column": 22,
                            "end_line": 3,
                            "end_column": 34,
                            "text": "",
                        },
                        {
                            "path": "dir/b.json",
                            "line": 1,
                            "column": 1,
                            "end_line": 1,
                            "end_column": 1,
                            "text": "#\n",
                        },
                    ],
                },
                "related": [
                    {
                        "path": "dir/b.json",
                        "line": 1,
                        "column": 13,
                        "end_line": 1,
                        "end_column": 20,
                        "message": "'Other' is defined here",
                    }
                ],
            }
        ],
        "summary": {
            "findings": 1,
            "files": 2,
            "schemas": [],
            "severities": {"error": 0, "warning": 1, "info": 0},
            "rules": {"test-rule": 1},
        },
    }


def test_what_is_not_there_is_null(result, finding):
    (found,) = document(result(finding("go")))["findings"]
    assert found["definition"] is None
    assert found["member"] is None
    assert found["fix"] is None
    assert found["related"] == []


def test_columns_count_code_points_and_ends_are_behind(result, finding):
    (found,) = document(result(finding("'\U0001f427': 'int'")))["findings"]
    assert (found["line"], found["column"], found["end_column"]) == (3, 12, 22)
    (found,) = document(result(finding("comment\r\n{ 'co")))["findings"]
    assert (found["line"], found["column"]) == (1, 7)
    assert (found["end_line"], found["end_column"]) == (2, 6)


def test_bad_bytes_do_not_break_it(validator, result, finding):
    found = document(
        result(finding("go", "a \udcff\x1b", path="x\udcff.json", definition="\udcff"))
    )
    validator.validate(found)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"summary": {}},
        {"findings": [{}]},
    ],
)
def test_the_description_is_not_content_with_anything(validator, result, change):
    assert not validator.is_valid(document(result()) | change)


@pytest.mark.parametrize("key", ["path", "line", "code", "fix", "related", "definition"])
def test_each_key_is_required(validator, result, full, key):
    found = document(result(full))
    del found["findings"][0][key]
    assert not validator.is_valid(found)
