"""The Diagnostic Format of reviewdog."""

from __future__ import annotations

import json

import pytest

from qapidoc.findings import Edit, Fix
from qapidoc.report.rdjson import report
from qapidoc.source import Span


def diagnostic(result):
    """Give the one diagnostic of a document."""
    (found,) = json.loads("\n".join(report(result)))["diagnostics"]
    return found


def place(line, column, end_line, end_column):
    """Give a range as the format has it."""
    return {
        "start": {"line": line, "column": column},
        "end": {"line": end_line, "column": end_column},
    }


def test_a_diagnostic(result, full):
    assert json.loads("\n".join(report(result(full)))) == {
        "source": {"name": "qapidoc"},
        "diagnostics": [
            {
                "message": "this is wrong; mend it",
                "location": {"path": "a.json", "range": place(3, 27, 3, 37)},
                "severity": "WARNING",
                "code": {"value": "test-rule"},
                "suggestions": [],
                "related_locations": [
                    {
                        "message": "'Other' is defined here",
                        "location": {"path": "dir/b.json", "range": place(1, 13, 1, 20)},
                    }
                ],
            }
        ],
    }


def test_the_exact_place_is_meant(result, finding, at):
    found = diagnostic(result(finding("go", exact=at("'str'"))))
    assert found["location"]["range"] == place(3, 32, 3, 37)


def edit(at, part, text, path="a.json"):
    """Make an edit of a part of the text."""
    return Edit(path, at(part), text)


def test_a_fix_is_a_suggestion(result, finding, at):
    fix = Fix("write", "safe", (edit(at, "'int'", "'é'"),))
    assert diagnostic(result(finding("go", fix=fix)))["suggestions"] == [
        {"range": place(3, 20, 3, 25), "text": "'é'"}
    ]


def test_the_edits_of_a_fix_are_joined(result, finding, at):
    fix = Fix("write", "safe", (edit(at, "'str'", "'S'"), edit(at, "'int'", "'I'")))
    assert diagnostic(result(finding("go", fix=fix)))["suggestions"] == [
        {"range": place(3, 20, 3, 37), "text": "'I',\t'b': 'S'"}
    ]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param((), id="without an edit"),
        pytest.param((Edit("dir/b.json", Span(0, 0), "#"),), id="in another file"),
        pytest.param((Edit("a.json", Span(0, 0), "\udcff"),), id="with bytes that JSON has not"),
    ],
)
def test_fixes_that_are_no_suggestions(result, finding, edits):
    assert diagnostic(result(finding("go", fix=Fix("mend", "safe", edits))))["suggestions"] == []
