"""What `qapidoc lint` writes of its findings, and where to."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from qapidoc.report.formats import FORMATS

BRANCH = "union-branch-unknown-value"
DOCUMENTS = ("json", "sarif", "gitlab", "rdjson", "junit", "checkstyle")


@pytest.fixture
def broken(checkout, call, monkeypatch):
    """Lint the demonstration of what can be wrong, with options."""
    monkeypatch.chdir(checkout)

    def broken(*options: str):
        return call("lint", *options, "docs/demo/broken")

    return broken


def findings_in(form: str, text: str) -> int:
    """Count the findings in a document."""
    match form:
        case "json":
            return len(json.loads(text)["findings"])
        case "sarif":
            return len(json.loads(text)["runs"][0]["results"])
        case "gitlab":
            return len(json.loads(text))
        case "rdjson":
            return len(json.loads(text)["diagnostics"])
        case "junit":
            return len(list(ET.fromstring(text.encode()).iter("failure")))
        case "checkstyle":
            return len(list(ET.fromstring(text.encode()).iter("error")))
        case _:
            return len(text.splitlines())


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_all_formats_have_all_findings(broken, form):
    result = broken("--output-format", form)
    assert result.exit_code == 1
    assert findings_in(form, result.stdout) == len(broken().stdout.splitlines())


def known_by(form: str, text: str) -> list[str]:
    """Give what a forge knows the findings in a document by."""
    match form:
        case "gitlab":
            return [entry["fingerprint"] for entry in json.loads(text)]
        case "sarif":
            results = json.loads(text)["runs"][0]["results"]
            return [str(result["partialFingerprints"]) for result in results]
        case _:
            cases = ET.fromstring(text.encode()).iter("testcase")
            return [f"{case.get('classname')} {case.get('name')}" for case in cases]


@pytest.mark.parametrize("form", ["gitlab", "sarif", "junit"])
def test_findings_are_known_again_when_lines_shift(call, checkout, tmp_path, form):
    folder = tmp_path / "broken"
    shutil.copytree(checkout / "docs" / "demo" / "broken", folder)
    options = ("--output-format", form, "broken")
    before = call("lint", *options)
    for path in folder.glob("*.json"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\n# Another line.\n\n", 1))
    after = call("lint", *options)
    assert after.stdout != before.stdout
    assert len(known_by(form, before.stdout)) > 50
    assert known_by(form, after.stdout) == known_by(form, before.stdout)


@pytest.mark.parametrize("form", DOCUMENTS)
def test_documents_are_utf8_whatever_the_terminal_is(qapidoc, tmp_path, form):
    (tmp_path / "fön.json").write_text("{ 'command': 'A' }", encoding="utf-8")
    done = qapidoc("lint", "--output-format", form, "fön.json", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert "fön.json" in unquote(done.stdout.decode())


# --- --output-file ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_file_has_what_standard_output_would_have(call, bad, tmp_path, form):
    shown = call("lint", "--output-format", form, bad)
    result = call("lint", "--output-format", form, "--output-file", "out", bad)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"1 file: \d errors?(, \d warnings?)?\n", result.stderr)
    assert (tmp_path / "out").read_text("utf-8") == shown.stdout


@pytest.mark.parametrize("wanted", [True, False])
def test_a_file_has_colours_if_they_are_asked_for(qapidoc, bad, tmp_path, wanted):
    environment = {"FORCE_COLOR": "1"} if wanted else {}
    qapidoc("lint", "--output-format", "text", "--output-file", "out", bad, **environment)
    assert ("\x1b" in (tmp_path / "out").read_text("utf-8")) is wanted


def test_a_dash_is_standard_output(call, bad, tmp_path):
    assert call("lint", "--output-file", "-", bad).stdout == call("lint", bad).stdout
    assert not (tmp_path / "-").exists()


def test_an_older_file_is_replaced_and_keeps_its_mode(call, good, tmp_path):
    out = tmp_path / "out"
    out.write_text("old\n", encoding="utf-8")
    out.chmod(0o600)
    result = call("lint", "--output-file", "out", good)
    assert (result.exit_code, result.stderr) == (0, "1 file: nothing found\n")
    assert out.read_text("utf-8") == ""
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "file, message",
    [
        ("bad.json", "--output-file: bad.json is a schema; name another file"),
        ("../{}/bad.json", "--output-file: ../{}/bad.json is a schema; name another file"),
        ("missing/out", "missing/out: No such file or directory"),
        ("folder", "folder: Is a directory"),
    ],
)
def test_files_that_cannot_be_written(*, call, bad, bad_schema, tmp_path, file, message):
    (tmp_path / "folder").mkdir()
    result = call("lint", "--output-file", file.format(tmp_path.name), bad)
    assert result.exit_code == 2
    assert result.stderr == f"qapidoc: {message.format(tmp_path.name)}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.json", "folder"]
    assert Path("bad.json").read_text("utf-8") == bad_schema


# --- --statistics -----------------------------------------------------------------------------


def test_statistics(broken):
    result = broken("--statistics")
    assert result.exit_code == 1
    counts = [int(line.split()[0]) for line in result.stdout.splitlines()]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(broken().stdout.splitlines())
    assert re.search(r"^ *\d+  SI\d{3}  since-\S+ +\[\d+ fixable\]$", result.stdout, re.MULTILINE)


def test_statistics_as_json(broken):
    counts = json.loads(broken("--statistics", "--output-format", "json").stdout)
    assert counts["findings"] == len(broken().stdout.splitlines())
    assert sum(rule["findings"] for rule in counts["rules"]) == counts["findings"]


def test_statistics_of_nothing(call, good):
    result = call("lint", "--statistics", good)
    assert (result.exit_code, result.stdout) == (0, "")


# --- --group-by, --max-per-rule ---------------------------------------------------------------


@pytest.mark.parametrize("grouping", ["file", "rule", "definition"])
def test_groups_hold_all_findings(broken, grouping):
    result = broken("--group-by", grouping)
    headings = re.findall(r"^.+: (\d+) findings?$", result.stdout, re.MULTILINE)
    lines = re.findall(r"^.+\]$", result.stdout, re.MULTILINE)
    assert len(headings) > 5
    assert sum(map(int, headings)) == len(lines)
    assert sorted(lines) == sorted(broken().stdout.splitlines())


def test_groups_are_counted(call, tmp_path):
    for name, text in {
        "a": "{ 'command': 'A' } { 'command': 'B' }",
        "b": "{ 'event': 'b' }",
    }.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    options = ("--select", "language-name", "--statistics", "--group-by", "file")
    result = call("lint", *options, "a.json", "b.json")
    lines = [line.split() for line in result.stdout.splitlines() if line]
    assert [line[:2] for line in lines] == [
        ["a.json:", "2"],
        ["2", "LA014"],
        ["b.json:", "1"],
        ["1", "LA014"],
    ]


def test_groups_of_text(call, bad):
    result = call("lint", "--select", BRANCH, "--output-format", "text", "--group-by", "rule", bad)
    heading, first, *_ = result.stdout.splitlines()
    assert heading == f"UN002 {BRANCH}: 1 finding"
    assert first.startswith("bad.json:3:1: error: ")


def test_the_rest_of_a_rule_is_told(call, tmp_path):
    text = "{ 'command': 'A' } { 'command': 'B' } { 'command': 'C' }"
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    options = ("--select", "language-name", "--max-per-rule", "1")
    result = call("lint", *options, "a.json")
    assert result.stdout.count("\n") == 1
    assert result.stderr == "qapidoc: --max-per-rule leaves out 2 of language-name\n"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "options, message",
    [
        (
            ("--statistics", "--output-format", "sarif"),
            "--statistics: sarif lists findings; take text, concise or json",
        ),
        (
            ("--statistics", "--max-per-rule", "3"),
            "--max-per-rule: --statistics lists no findings that could be left out",
        ),
        (
            ("--group-by", "rule", "--output-format", "json"),
            "--group-by: json has no headings; take text or concise",
        ),
        (
            ("--max-per-rule", "0"),
            "Invalid value for '--max-per-rule': 0 is not in the range x>=1.",
        ),
    ],
)
def test_options_that_make_no_sense(call, good, options, message):
    result = call("lint", *options, good)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"qapidoc: {message}\n"
