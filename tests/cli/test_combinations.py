"""Options of `qapidoc lint` in combination: what contradicts fails, and nothing is written then."""

from __future__ import annotations

import pytest

from qapidoc.cli.combinations import CLASHES, NEEDS

UNDATED = "##\n# @pump:\n#\n# Pump water. Slowly.\n##\n{ 'command': 'pump' }\n"

WORDS = {
    "add_ignores": "--add-ignores",
    "changed_scope": "--changed-scope=line",
    "changed_since": "--changed-since=HEAD",
    "comparing": "--diff",
    "fixing": "--fix",
    "group_by": "--group-by=rule",
    "max_per_rule": "--max-per-rule=1",
    "output_file": "--output-file=findings.txt",
    "output_format": "--output-format=concise",
    "reason": "--reason=old",
    "statistics": "--statistics",
    "unsafe_fixes": "--unsafe-fixes",
    "watch": "--watch",
    "write_baseline": "--write-baseline=known",
}


def bare(word: str) -> str:
    return word.partition("=")[0]


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "pump.json"
    path.write_text(UNDATED, "utf-8")
    return path


@pytest.mark.parametrize(
    "one, other", [(one, other) for one, others, _ in CLASHES for other in others]
)
def test_what_contradicts_fails_and_writes_nothing(call, tmp_path, schema, one, other):
    words = [WORDS[one], WORDS[other]]
    result = call("lint", *words, "pump.json")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"qapidoc: {bare(words[0])} does not go with {bare(words[1])}: ")
    assert schema.read_text("utf-8") == UNDATED
    assert list(tmp_path.iterdir()) == [schema]


@pytest.mark.parametrize("option, others", NEEDS)
def test_what_is_for_another_option_needs_it(call, schema, option, others):
    result = call("lint", WORDS[option], "pump.json")
    told = " or ".join(bare(WORDS[other]) for other in others)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"qapidoc: {bare(WORDS[option])} goes with {told}\n"


def test_a_name_for_standard_input_needs_it(call, schema):
    result = call("lint", "--stdin-filename", "other.json", "pump.json")
    assert result.exit_code == 2
    assert result.stderr == "qapidoc: --stdin-filename goes with '-', which reads standard input\n"


def test_a_diff_goes_before_fixing(call, schema):
    result = call("lint", "--fix", "--diff", "pump.json")
    assert result.exit_code == 1
    assert "+# Pump water.  Slowly.\n" in result.stdout
    assert schema.read_text("utf-8") == UNDATED


def test_fixing_leaves_alone_what_is_known(call, schema):
    call("lint", "--write-baseline=known", "pump.json")
    result = call("lint", "--fix", "--baseline=known", "pump.json")
    assert (result.exit_code, result.stderr) == (0, "0 fixed, 0 remaining\n")
    assert schema.read_text("utf-8") == UNDATED


def test_a_change_is_shown_without_what_is_known(call, repo, monkeypatch):
    """And what is known, but on lines that have not changed, is not called gone."""
    monkeypatch.chdir(repo.folder)
    repo.commit(pump=UNDATED)
    call("lint", "--write-baseline=known", ".")
    options = ("--baseline=known", "--changed-since=HEAD")
    unchanged = call("lint", *options, ".")
    assert (unchanged.exit_code, unchanged.output) == (0, "")
    repo.write("pump.json", UNDATED + UNDATED.replace("pump", "drain"))
    changed = call("lint", *options, "--output-format=concise", ".")
    assert changed.stderr == ""
    assert [line.split(":")[1] for line in changed.stdout.splitlines()] == ["8", "10"]


def test_what_is_known_counts_among_all_findings_not_only_changed_ones(call, repo, monkeypatch):
    monkeypatch.chdir(repo.folder)
    repo.commit(pump=UNDATED)
    call("lint", "--write-baseline=known", ".")
    repo.write("pump.json", UNDATED.replace("Slowly.\n", "Slowly.\n# Or not. At all.\n"))
    options = ("--baseline=known", "--output-format=concise")
    everything = call("lint", *options, ".").stdout
    assert everything.startswith("pump.json:5:")
    assert call("lint", *options, "--changed-since=HEAD", ".").stdout == everything


def test_ignores_are_added_to_what_has_changed_only(call, repo, monkeypatch):
    monkeypatch.chdir(repo.folder)
    repo.commit(pump=UNDATED)
    drain = UNDATED.replace("pump", "drain")
    path = repo.write("pump.json", UNDATED + drain)
    assert call("lint", "--add-ignores", "--changed-since=HEAD", ".").exit_code == 0
    added = "# qapidoc: ignore[since-missing, style-single-blank]\n"
    assert path.read_text("utf-8") == UNDATED + added + drain


def test_fixes_of_what_has_changed_only(call, repo, monkeypatch):
    monkeypatch.chdir(repo.folder)
    repo.commit(pump=UNDATED)
    drain = UNDATED.replace("pump", "drain")
    path = repo.write("pump.json", UNDATED + drain)
    call("lint", "--fix", "--changed-since=HEAD", ".")
    assert path.read_text("utf-8") == UNDATED + drain.replace(". S", ".  S")


def test_a_file_that_cannot_be_written_is_not_called_fixed(call, tmp_path, schema):
    schema.chmod(0o444)
    result = call("lint", "--fix", "pump.json")
    assert result.exit_code == 2
    assert result.stderr == "qapidoc: pump.json: cannot be written: is read-only\n"


def test_a_baseline_is_written_beside_a_document_of_no_findings(call, tmp_path, schema):
    options = ("--write-baseline=known", "--output-format=json", "--output-file=found.json")
    result = call("lint", *options, "pump.json")
    assert result.exit_code == 0
    assert '"findings": []' in (tmp_path / "found.json").read_text("utf-8")
