"""What other programs may use of qapidoc."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from qapidoc import api
from qapidoc.engine.baseline import baseline_bytes, entry_of

UNION = """\
{ 'enum': 'Colour', 'data': [ 'red', 'green' ] }
{ 'struct': 'Common', 'data': { 'name': 'str' } }
{ 'struct': 'Paint', 'base': 'Common', 'data': { 'colour': 'Colour' } }
{ 'struct': 'Red', 'data': { '*depth': 'int' } }
{ 'union': 'Tin', 'base': 'Paint', 'discriminator': 'colour',
  'data': { 'red': 'Red', 'green': 'Inner' } }
{ 'union': 'Inner', 'base': { 'kind': 'Colour' }, 'discriminator': 'kind',
  'data': { 'green': 'Red', 'red': 'Tin' } }
{ 'command': 'open-tin', 'data': 'Tin', 'boxed': true }
{ 'event': 'TIN_OPENED', 'data': { 'litres': 'int' } }
"""


@pytest.fixture
def tins() -> api.Schema:
    return api.read_schema("tins.json", texts={"tins.json": UNION})


def test_examples_in_the_docstrings(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    result = doctest.testmod(api)
    assert result.failed == 0
    assert result.attempted > 8


def test_all_names_are_there_and_described():
    assert sorted(api.__all__) == sorted(set(api.__all__))
    assert [name for name in api.__all__ if not getattr(api, name).__doc__] == []


def test_it_costs_nothing_that_it_does_not_use(checkout):
    code = "import sys, qapidoc.api; print({'sphinx', 'rich', 'click'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


# --- reading ---------------------------------------------------------------------------------


def test_a_schema_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.json"):
        api.read_schema(tmp_path / "none.json")


def test_what_is_wrong_with_a_schema_hangs_on_the_release():
    schema = api.read_schema("a.json", texts={"a.json": b"{ 'command': 'a', 'data': 'B' }"})
    (problem,) = api.problems(schema)
    assert problem.kind == "language-unknown-type"
    assert api.problems(schema, "1.0") == ()
    with pytest.raises(ValueError, match=r"names 3\.9, but QEMU has no such release"):
        api.problems(schema, "3.9")
    assert api.locate(schema, problem).start == api.Position(1, 28)


def test_texts_stand_in_for_includes_too(tmp_path):
    (tmp_path / "root.json").write_text("{ 'include': 'sub.json' }\n", "utf-8")
    sub = tmp_path / "sub.json"
    schema = api.read_schema(tmp_path / "root.json", texts={sub: "{ 'command': 'go' }"})
    assert list(schema.definitions) == ["go"]
    assert schema.problems == ()


def test_a_link_to_itself(tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(link)
    with pytest.raises(OSError, match=r"link\.json"):
        api.read_schema(link)
    with pytest.raises(api.LintError, match=r"link\.json"):
        api.lint(link)


# --- walking ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Tin", "open-tin"])
def test_members_of_bases_and_of_branches(tins, name):
    found = [
        (walked.member.name, walked.owner.name, "/".join(walked.branches))
        for walked in api.walk(tins, tins.definitions[name])
    ]
    assert found == [
        ("name", "Common", ""),
        ("colour", "Paint", ""),
        ("depth", "Red", "red"),
        ("kind", "Inner", "green"),
        ("depth", "Red", "green/green"),
    ]


@pytest.mark.parametrize("name, expected", [("TIN_OPENED", ["litres"]), ("Colour", [])])
def test_members_of_others(tins, name, expected):
    walked = api.walk(tins, tins.definitions[name])
    assert [found.member.name for found in walked] == expected


def test_where_a_member_is(tins):
    *_, depth = api.walk(tins, tins.definitions["Tin"])
    place = api.locate(tins, depth)
    assert (place.path, place.start, place.end) == (
        "tins.json",
        api.Position(4, 30),
        api.Position(4, 45),
    )


def test_what_a_doc_comment_says():
    text = """\
##
# @greet:
#
# Say hello.
#
# @name: whom
#     to greet
#
# Features:
#
# @loud: It shouts.
#
# Returns: an answer
#
# More of it.
#
# Since: 8.2
##
{ 'command': 'greet', 'data': { 'name': 'str' }, 'returns': 'Answer', 'features': [ 'loud' ] }

{ 'struct': 'Answer', 'data': {} }
"""
    schema = api.read_schema("a.json", texts={"a.json": text})
    said = api.documentation(schema, schema.definitions["greet"], "8.2")
    assert said is not None
    assert said.text.startswith("Say hello.")
    assert said.members == {"name": "whom\nto greet"}
    assert said.features == {"loud": "It shouts."}
    assert dict(said.tags)["Since"] == "8.2"
    assert dict(said.tags)["Returns"].startswith("an answer")
    assert said.since == api.Release(8, 2)
    assert api.documentation(schema, schema.definitions["Answer"]) is None


# --- linting ---------------------------------------------------------------------------------


def test_lint_finds_what_the_program_finds(tmp_path, bad_schema):
    path = tmp_path / "bad.json"
    path.write_text(bad_schema, "utf-8")
    result = api.lint(path, select=["union"])
    assert [finding.rule for finding in result.findings] == ["union-branch-unknown-value"]
    (finding,) = result.findings
    assert finding.severity is api.Severity.ERROR
    assert api.locate(result, finding).start.line == 3


def test_lint_takes_text(bad_schema):
    result = api.lint("bad.json", select=["union"], texts={"bad.json": bad_schema})
    assert len(result.findings) == 1
    assert api.lint("bad.json", ignore=["union"], texts={"bad.json": "{ 'enum': 'A' }"}).findings


def test_lint_reads_settings(tmp_path, bad_schema):
    path = tmp_path / "bad.json"
    path.write_text(bad_schema, "utf-8")
    settings = tmp_path / "other.toml"
    settings.write_text("select = ['since']\n", "utf-8")
    assert {f.code[:2] for f in api.lint(path, config=settings).findings} <= {"SI"}


def test_lint_leaves_out_what_the_baseline_knows(tmp_path, bad_schema):
    path = tmp_path / "bad.json"
    path.write_text(bad_schema, "utf-8")
    known = [entry_of(finding, str) for finding in api.lint(path).findings]
    (tmp_path / "qapidoc.toml").write_text("baseline = 'known.jsonl'", "utf-8")
    with pytest.raises(api.LintError, match="there is no such baseline"):
        api.lint(path)
    (tmp_path / "known.jsonl").write_bytes(baseline_bytes(known))
    assert known
    assert api.lint(path).findings == ()


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"select": ["sinse"]},
            "'select': there is no rule, code or family 'sinse'; did you mean 'since'?",
        ),
        (
            {"ignore": ["zzz"]},
            "'ignore': there is no rule, code or family 'zzz'; 'qapidoc rule --all' lists them",
        ),
        ({"target": "3.9"}, "'target-version' names 3.9, but QEMU has no such release"),
        ({"config": "none.toml"}, "none.toml: cannot be read: No such file or directory"),
    ],
)
def test_lint_says_what_cannot_be(good_schema, options, message):
    with pytest.raises(api.LintError) as caught:
        api.lint("good.json", texts={"good.json": good_schema}, **options)
    assert message in str(caught.value)


def test_lint_without_a_path_and_with_one_that_is_not_there(tmp_path):
    with pytest.raises(api.LintError, match="name a file or a folder"):
        api.lint()
    with pytest.raises(api.LintError, match=r"none: there is no such file or folder"):
        api.lint(tmp_path / "none")
