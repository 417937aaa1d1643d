"""The manual pages of rules."""

from __future__ import annotations

import pytest

from qapidoc.cli.rule import listed, named, page
from qapidoc.findings import Severity
from qapidoc.rules.registry import RULES
from qapidoc.rules.rule import Rule, Stage
from qapidoc.rules.selecting import UnknownRuleError


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
        (["zzz"], "there is no rule, code or family 'zzz'; 'qapidoc rule --all' lists them"),
        (["UN002", "zzz"], "there is no rule, code or family 'zzz'"),
    ],
)
def test_what_is_no_rule(call, arguments, message):
    result = call("rule", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("qapidoc: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


# --- a rule's life ----------------------------------------------------------------------------


def rule(**more: object) -> Rule:
    """Make a rule that finds nothing."""
    facts = {"name": "paint-dry", "code": "PA001", "severity": Severity.INFO, "page": "Dry paint."}
    return Rule(check=lambda _context: (), **(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "more, mark, told",
    [
        ({}, "", "Severity: info.  Confidence: certain."),
        ({"stage": Stage.PREVIEW}, " (preview)", "  In preview; '--preview' lets it run."),
        (
            {"stage": Stage.DEPRECATED, "default": False},
            " (deprecated, off by default)",
            "  Deprecated; '--extend-select paint-dry' still runs it.",
        ),
        (
            {"default": False},
            " (off by default)",
            "  Off by default; '--extend-select paint-dry' runs it.",
        ),
        ({"aliases": ("paint-drying", "dry")}, "", "  Formerly: paint-drying, dry."),
    ],
)
def test_where_a_rule_is_in_its_life(more, mark, told):
    assert list(listed([rule(**more)])) == [f"PA001  paint-dry  info     Dry paint.{mark}"]
    assert told in page(rule(**more))


def test_an_old_name_works_and_a_note_tells_the_new_one():
    fake = rule(aliases=("paint-drying",))
    notes = ["'paint-drying' is now called 'paint-dry'"]
    assert named(["paint-drying"], [fake], {}) == ([fake], notes)
    assert named(["paint-dry", "PA001", "paint"], [fake], {}) == ([fake], [])


def test_of_a_rule_that_is_gone_it_is_told_what_became_of_it():
    with pytest.raises(UnknownRuleError, match=r"^'PA002' is no rule any more: paint dries\.$"):
        named(["PA002"], [rule()], {"PA002": "paint dries."})
