"""The manual pages of rules."""

from __future__ import annotations

import pytest

from qapidoc.rules.registry import RULES


def test_all(call):
    result = call("rule", "--all")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in RULES]


@pytest.mark.parametrize("name", ["union-branch-unknown-value", "UN002"])
def test_a_page(call, name):
    result = call("rule", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("union-branch-unknown-value (UN002)\n====")
    assert "Bad::" in result.stdout
    assert "Good::" in result.stdout


def test_a_family(call):
    titles = [line for line in call("rule", "union").stdout.splitlines() if line.endswith(")")]
    assert {title.split("-")[0] for title in titles if title.startswith("union-")} == {"union"}
    assert sum(title.startswith("union-") for title in titles) == sum(
        rule.family == "union" for rule in RULES
    )


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "name a rule, or give --all for a list of them"),
        (["union-branch-unknown-valeu"], "did you mean 'union-branch-unknown-value'?"),
        (["zzz"], "there is no rule 'zzz'; 'qapidoc rule --all' lists them"),
        (["UN002", "zzz"], "there is no rule 'zzz'"),
    ],
)
def test_what_is_no_rule(call, arguments, message):
    result = call("rule", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("qapidoc: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr
