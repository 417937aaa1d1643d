"""What releases tell besides names: gaps, experiments, and what they do not tell."""

from __future__ import annotations

import pytest

from qapidoc.history.graph import EMPTY
from qapidoc.history.merge import extended
from qapidoc.releases import Release
from tests.history.making import column, dates_of, definitions_of, history_of, release, told

QMP = "qapi/qapi-schema.json"
GO = "{ 'command': 'go' }\n"
STAY = "{ 'command': 'stay' }\n"
UNSTABLE = "{ 'command': 'go', 'features': [ 'unstable' ] }\n"
WITH = "{ 'command': 'go', 'data': { '*x': 'int' } }\n"
TRIAL = "##\n# @go:\n#\n# Note: this command is experimental.\n##\n" + GO


def unstable(member: str) -> str:
    return WITH.replace("'int'", f"{{ 'type': 'int', 'features': [ '{member}' ] }}")


@pytest.mark.parametrize(
    "texts, name, expected",
    [
        pytest.param((WITH, GO, WITH), "go.x", "-8.2 settled 9.1", id="an argument after a gap"),
        pytest.param((GO, STAY, GO), "go", "-8.2 settled 9.1", id="a command after a gap"),
        pytest.param((WITH, STAY, WITH), "go.x", "-8.2 settled 9.1", id="with its command"),
        pytest.param((STAY, GO, STAY), "go", "8.2-9.0 settled 9.2", id="gone in the last release"),
        pytest.param((UNSTABLE, UNSTABLE, GO), "go", "-8.2 settled 9.1", id="now stable"),
        pytest.param((GO, UNSTABLE, GO), "go", "-8.2 settled 9.1", id="unstable in between"),
        pytest.param((STAY, TRIAL, GO), "go", "8.2-9.0 settled 9.1", id="by its comment"),
        pytest.param(
            (unstable("unstable"), WITH, WITH), "go.x", "-8.2 settled 9.0", id="an argument"
        ),
        pytest.param((unstable("fine"), WITH, WITH), "go.x", "-8.2", id="another feature"),
        pytest.param((GO, GO, GO), "go", "-8.2", id="as ever"),
    ],
)
def test_settled(texts, name, expected):
    history = history_of(dict(zip(("8.2", "9.0", "9.1"), texts, strict=True)))
    now = WITH if ".x" in name else GO
    assert told(dates_of(history, now), definitions_of(now), name) == {expected}


def test_a_command_with_other_arguments_is_another_one():
    """It may be dated by the release in which nothing of the old ones was left."""
    old = "{ 'command': 'go', 'data': { 'a': 'int', 'b': 'int' } }"
    new = "{ 'command': 'go', 'data': { 'c': 'int', 'd': 'int' } }"
    for texts, late in (((old, new), False), ((new, new), True)):
        dates = dates_of(history_of(dict(zip(("9.0", "9.1"), texts, strict=True))), new)
        (date,) = dates.of_definition(definitions_of(new)["go"])
        assert dates.is_late(Release(9, 1), date) is late
        assert dates.is_late(Release(9, 2), date)


@pytest.mark.parametrize(
    "text, numbers, name, expected",
    [
        (GO, ("2.7.0", "2.8.0"), "go", "-2.8"),
        (GO, ("2.8.0", "2.9.0"), "go", "2.8-2.9"),
        ("{ 'event': 'GONE' }", ("2.0.0", "2.1.0"), "GONE", "-2.1"),
        ("{ 'event': 'GONE' }", ("2.1.0", "2.2.0"), "GONE", "2.1-2.2"),
        ("{ 'event': 'GONE' }", ("2.6.0", "2.7.0"), "GONE", "2.6-2.7"),
    ],
)
def test_old_releases_do_not_tell_all(text, numbers, name, expected):
    releases = dict(zip(numbers, ({QMP: STAY}, {QMP: STAY + text}), strict=True))
    dates = dates_of(history_of(releases, [QMP]), STAY + text)
    assert told(dates, definitions_of(text), name) == {expected}


def test_the_root_has_moved():
    releases = {"2.11.0": {"qapi-schema.json": GO}, "2.12.0": {QMP: GO + STAY}}
    history = history_of(releases, [QMP])
    dates = dates_of(history, GO + STAY)
    definitions = definitions_of(GO + STAY)
    assert told(dates, definitions, "go") == {"-2.11"}
    assert told(dates, definitions, "stay") == {"2.11-2.12"}


def test_a_root_that_early_releases_lack():
    """Who knows where its commands were."""
    roots = [QMP, "qga/qapi-schema.json"]
    releases = {"3.0.0": {QMP: STAY}, "3.1.0": {QMP: STAY, roots[1]: GO}}
    dates = dates_of(history_of(releases, roots), STAY + GO)
    assert told(dates, definitions_of(GO), "go") == {"-3.1"}


def test_a_definition_that_another_root_had():
    roots = [QMP, "qga/qapi-schema.json"]
    releases = {"9.0": {QMP: STAY + GO, roots[1]: ""}, "9.1": {QMP: STAY, roots[1]: GO}}
    dates = dates_of(history_of(releases, roots), GO)
    assert told(dates, definitions_of(GO), "go") == {"-9.0"}


@pytest.mark.parametrize(
    "broken, expected",
    [
        pytest.param("{ 'command': 'go', 'data': [ }\n", "-9.1", id="with its name"),
        pytest.param("{ 'command': 'went', 'data': [ }\n", "-9.1", id="with another name"),
        pytest.param("{ 'include': 'gone.json' }\n", "-9.1", id="a file that is not there"),
    ],
)
@pytest.mark.parametrize("stepwise", [False, True])
def test_what_cannot_be_read_may_be_there(broken, expected, stepwise):
    columns = [column("9.0", STAY + broken), column("9.1", STAY + GO)]
    history = EMPTY
    for part in [[each] for each in columns] if stepwise else [columns]:
        history = extended(history, part)
    dates = dates_of(history, STAY + GO)
    assert told(dates, definitions_of(GO), "go") == {expected}


def test_releases_from_the_target_on_do_not_count():
    history = history_of({"9.0": STAY, "9.1": STAY, "9.2": GO + STAY, "10.0": GO})
    assert told(dates_of(history, GO), definitions_of(GO), "go") == {"9.1-9.2"}
    assert told(dates_of(history, GO, "9.0"), definitions_of(GO), "go") == {"-9.0"}


@pytest.mark.parametrize(
    "texts, possible, exact",
    [
        ({"9.0": STAY, "9.1": GO}, ["9.1"], "9.1"),
        ({"8.1": STAY, "9.1": GO}, ["8.2", "9.0", "9.1"], None),
        ({"9.1": GO}, ["9.1"], None),
        ({"9.1": STAY}, ["9.2"], "9.2"),
        ({"8.2": STAY, "9.1": STAY}, ["9.2"], "9.2"),
    ],
)
def test_which_releases_may_be_right(texts, possible, exact):
    dates = dates_of(history_of(texts), STAY + GO)
    (date,) = dates.of_definition(definitions_of(GO)["go"])
    assert list(map(str, dates.possible(date))) == possible
    assert dates.exact(date) == (release(exact) if exact else None)
