"""Which rules settings let run, and what is said of the selectors in them."""

from __future__ import annotations

import pytest

from qapidoc.config import ConfigError
from qapidoc.config.record import File, Origin, Settings
from qapidoc.config.settle import Given, settle
from qapidoc.engine.selection import select_rules
from qapidoc.findings import Severity
from qapidoc.rules.registry import RULES, select
from qapidoc.rules.rule import Rule, Stage


def rule(name: str, code: str, **more: object) -> Rule:
    """Make a rule that finds nothing."""
    return Rule(
        name=name,
        code=code,
        severity=Severity.WARNING,
        page="",
        check=lambda _context: (),
        **more,  # type: ignore[arg-type]
    )


FAKES = (
    rule("paint-dry", "PA001", aliases=("paint-drying",)),
    rule("paint-wet", "PA002", stage=Stage.PREVIEW),
    rule("paint-old", "PA003", stage=Stage.DEPRECATED),
    rule("brush-soft", "BR001", stage=Stage.PREVIEW),
    rule("brush-hard", "BR002", stage=Stage.PREVIEW, default=False),
    rule("canvas-bare", "CA001", default=False),
)
GONE = {"BR009": "brush-soft finds the same", "brush-lost": "brushes are not lost any more"}


def settings(**values: object) -> Settings:
    """Make settings as options give them."""
    return settle(
        None,
        [
            Given((name.replace("_", "-"),), value, Origin("option", f"--{name}"))
            for name, value in values.items()
        ],
    )


@pytest.mark.parametrize(
    "values, names",
    [
        ({}, "paint-dry"),
        ({"preview": True}, "paint-dry paint-wet brush-soft"),
        ({"select": ["paint"]}, "paint-dry"),
        ({"select": ["paint"], "preview": True}, "paint-dry paint-wet"),
        ({"select": ["paint-wet"]}, ""),
        ({"select": ["PA002"], "preview": True}, "paint-wet"),
        ({"select": ["PA003"]}, "paint-old"),
        ({"select": ["paint-drying"]}, "paint-dry"),
        ({"ignore": ["paint-drying"]}, ""),
        ({"extend_select": ["PA003", "canvas-bare"]}, "paint-dry paint-old canvas-bare"),
        ({"select": ["CA001"], "extend_select": ["paint"]}, "paint-dry canvas-bare"),
        ({"select": ["canvas"]}, ""),
        ({"select": ["PA001"], "ignore": ["paint"]}, "paint-dry"),
        ({"select": ["PA001"], "ignore": ["PA001"]}, ""),
    ],
)
def test_what_runs(values, names):
    chosen = select_rules(settings(**values), FAKES, GONE)
    assert " ".join(rule.name for rule in chosen.rules) == names


def test_the_registry_selects_alike():
    for chosen, ignored in ((["since"], []), ([], ["language", "UN002"]), (["SI001"], ["since"])):
        selection = select_rules(settings(select=chosen, ignore=ignored))
        assert selection.rules == select(chosen, ignored)
        assert len(selection.verdicts) == len(RULES)


@pytest.mark.parametrize(
    "values, why",
    [
        ({}, "on by default"),
        ({"select": ["brush", "paint"]}, "selected by paint"),
        ({"extend_select": ["paint"]}, "on by default"),
        ({"extend_select": ["PA001"]}, "selected by PA001"),
        ({"select": ["canvas"]}, "not selected by "),
        ({"ignore": ["brush", "paint"]}, "ignored by paint"),
    ],
)
def test_why_a_rule_runs(values, why):
    (_, verdict), *_ = select_rules(settings(**values), FAKES, GONE).verdicts
    assert f"{verdict.why}{f' by {verdict.by}' if verdict.by else ''}" == why.removesuffix(" by ")


@pytest.mark.parametrize(
    "values, notes",
    [
        ({"select": ["PA001", "paint"]}, []),
        (
            {"select": ["PA002"]},
            ["--select: 'PA002' is in preview, and runs with --preview only"],
        ),
        ({"select": ["PA002"], "preview": True}, []),
        (
            {"extend_select": ["brush"]},
            ["--extend_select: 'brush' is in preview, and runs with --preview only"],
        ),
        ({"ignore": ["PA002", "PA003", "brush"]}, []),
        (
            {"select": ["paint-old", "paint-old"]},
            ["--select: 'paint-old' is deprecated, and will be gone in a later version"],
        ),
        (
            {"ignore": ["paint-drying"], "severity": {"paint-drying": "info"}},
            [
                "--ignore: 'paint-drying' is now called 'paint-dry'",
                "--severity: 'paint-drying' is now called 'paint-dry'",
            ],
        ),
        (
            {"per_file_ignores": {"/a": ["PA001", "paint-drying"]}},
            ["--per_file_ignores: 'paint-drying' is now called 'paint-dry'"],
        ),
    ],
)
def test_notes(values, notes):
    assert list(select_rules(settings(**values), FAKES, GONE).notes) == notes


UNKNOWN = "there is no rule, code or family"


@pytest.mark.parametrize(
    "values, message",
    [
        ({"select": ["paint-drj"]}, f"{UNKNOWN} 'paint-drj'; did you mean 'paint-dry'?"),
        ({"extend_select": ["paimt"]}, f"{UNKNOWN} 'paimt'; did you mean 'paint'?"),
        ({"ignore": ["PA001", "zz"]}, f"{UNKNOWN} 'zz'; 'qapidoc rule --all' lists them"),
        ({"ignore": ["BR009"]}, "'BR009' is no rule any more: brush-soft finds the same"),
        (
            {"severity": {"brush-lost": "info"}},
            "'brush-lost' is no rule any more: brushes are not lost any more",
        ),
        ({"severity": {"paint": "info"}}, "'paint' is a family; 'severity' takes single rules"),
        ({"per_file_ignores": {"a": ["zz"]}}, f"{UNKNOWN} 'zz'; 'qapidoc rule --all' lists them"),
        (
            {"per_definition_ignores": {"A.b": ["paimt"]}},
            f"{UNKNOWN} 'paimt'; did you mean 'paint'?",
        ),
    ],
)
def test_selectors_that_name_no_rule(values, message):
    with pytest.raises(ConfigError) as error:
        select_rules(settings(**values), FAKES, GONE)
    (option,) = values
    assert str(error.value) == f"--{option}: {message}"


def test_the_line_of_a_selector_is_told(tmp_path):
    file = File(tmp_path / "q.toml", "[per-file-ignores]\na = [\n  'paint',\n  'zz',\n]")
    origin = Origin("file", file=file, keys=("per-file-ignores",))
    given = [Given(("per-file-ignores",), {"a": ["paint", "zz"]}, origin)]
    with pytest.raises(ConfigError, match=r"q\.toml:4: there is no rule, code or family 'zz'"):
        select_rules(settle(None, given), FAKES, GONE)
