"""The setting `history`, and what the linter makes of releases, through the program itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.releases import ROOT, git, write, write_folders, write_repository

DOCUMENTED = """\
##
# @set-fan:
#
# Set a fan.
#
# @percent: share of its full speed
#
# @mode: how it runs
#
# @smooth: whether it takes its time{smooth}
#
# Since: 8.2
##
{{ 'command': 'set-fan',
  'data': {{ 'percent': 'int', '*mode': 'str', '*smooth': 'bool'{more} }} }}
"""

OLD = DOCUMENTED.format(smooth=" (since 9.1)", more="")

NEW = """\

##
# @dust-fan:
#
# Dust a fan.{since}
##
{{ 'command': 'dust-fan' }}
"""

UNSAID = f"{ROOT}:10:4: warning: argument 'smooth' is younger than command 'set-fan'"


@pytest.fixture
def repository(tmp_path) -> Path:
    """A repository with tags up to v9.1.0, on the way to 9.2."""
    top = write_repository(tmp_path / "fans")
    write(top, OLD)
    (top / "VERSION").write_text("9.1.50\n")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "Document it")
    return top


@pytest.fixture
def lint(call, repository, monkeypatch):
    """Lint the schema in the repository, or what takes its place, and give both outputs."""

    def run(schema: str, *arguments: str) -> tuple[list[str], str]:
        write(repository, schema)
        monkeypatch.chdir(repository)
        result = call("lint", ROOT, "--output-format", "concise", *arguments)
        assert result.exit_code in {0, 1}, result.output
        return result.stdout.splitlines(), result.stderr

    return run


GIT = ("--config", "history=git")


def undated(since: str = "") -> str:
    return OLD + NEW.format(since=since)


IN_DEVELOPMENT = {
    undated(): ["'Since: 9.2' to its doc comment (not in v9.1.0) [since-missing]"],
    undated("\n#\n# Since: 9.1"): ["was not there in 9.1 (not in v9.1.0): write 9.2 [since-early]"],
    undated("\n#\n# Since: 9.2"): [],
    DOCUMENTED.format(smooth="", more=""): ["add '(since 9.1)' [since-unsaid]"],
}


@pytest.mark.parametrize("schema, told", IN_DEVELOPMENT.items())
def test_what_the_last_release_lacks_is_of_the_coming_one(lint, schema, told):
    lines, _ = lint(schema, *GIT)
    assert len(lines) == len(told)
    assert all(line.endswith(end) for line, end in zip(lines, told, strict=True))


def test_only_what_a_branch_brings(lint):
    lines, _ = lint(undated(), *GIT, "--changed-since", "main")
    assert [line.rpartition("[")[2] for line in lines] == ["since-missing]"]


def test_fixes_write_what_is_known(lint, repository):
    wrong = DOCUMENTED.format(smooth="", more="") + NEW.format(since="\n#\n# Since: 9.1")
    lines, _ = lint(wrong, *GIT, "--fix")
    assert lines == []
    text = (repository / ROOT).read_text()
    assert "# @smooth: whether it takes its time (since 9.1)\n" in text
    assert "# Since: 9.2\n" in text


def test_folders_and_stored_histories(call, lint, tmp_path):
    write_folders(tmp_path / "releases")
    schema = DOCUMENTED.format(smooth="", more="")
    lint(schema)
    call("history", ROOT, "--history", "../releases", "--write", "../fans.history")
    for source in ("../releases", "../fans.history"):
        lines, errors = lint(schema, "--config", f"history={source}")
        assert [line.startswith(UNSAID) for line in lines] == [True], source
        assert errors == ""


@pytest.mark.parametrize("source", ["off", "bundled"])
def test_schemas_without_a_history(lint, source):
    assert lint(DOCUMENTED.format(smooth="", more=""), "--config", f"history={source}") == ([], "")


def test_a_new_tag_is_noticed(lint, repository):
    schema = undated("\n#\n# Since: 9.2")
    (repository / "VERSION").write_text("9.2.50\n")
    assert lint(schema, *GIT) == ([], "")
    git(repository, "tag", "v9.2.0")
    lines, _ = lint(schema, *GIT)
    assert [line.rpartition(" (")[2] for line in lines] == [
        "not in v9.2.0): write 10.0 [since-early]"
    ]


NOTES = {
    "git": "has no tags of releases",
    "nowhere": "there is no such file or folder",
    ROOT: "is no history of qapidoc's",
}


@pytest.mark.parametrize("source, told", NOTES.items())
def test_what_cannot_be_had_is_a_note_and_the_rest_is_linted(lint, repository, source, told):
    for tag in ("v8.2.0", "v9.0.0", "v9.1.0"):
        git(repository, "tag", "--delete", tag)
    lines, errors = lint(undated(), "--config", f"history={source}")
    assert [line.rpartition("[")[2] for line in lines] == ["since-missing]"]
    assert errors.startswith("qapidoc: history: ")
    assert told in errors
    assert errors.count("\n") == 1
