"""It does not matter whether releases are put together in one go, or added to what is stored."""

from __future__ import annotations

import pytest

from qapidoc.history.graph import EMPTY, History
from qapidoc.history.merge import extended
from qapidoc.history.stored import packed, unpacked
from tests.history.making import column, dates_of, definitions_of, history_of, told

RELEASES = ("8.0", "8.1", "8.2")

POINT = "{ 'struct': 'Point', 'data': { 'x': 'int' } }"
LINE = "{ 'struct': 'Line', 'data': { 'y': 'int' } }"
GO = "{ 'command': 'go', 'data': { 'to': 'To' } }"


def union(value: str, branch: str) -> str:
    return f"""
        {{ 'enum': 'Kind', 'data': [ '{value}' ] }}
        {{ 'union': 'To', 'base': {{ 'kind': 'Kind' }}, 'discriminator': 'kind',
          'data': {{ '{value}': '{branch}' }} }}
    """


NUMBER_TO_OBJECT = (
    f"{{ 'command': 'go', 'data': {{ 'to': 'int', 'via': 'Point' }} }} {POINT}",
    f"{{ 'command': 'go', 'data': {{ 'to': 'Point' }} }} {POINT}",
)
"""A type is used in place of a number, and is older than that."""

ENUM_TO_UNION = (f"{GO} {{ 'enum': 'To', 'data': [ 'a' ] }}", GO + union("a", "Point") + POINT)
"""What was a string had no branches."""

UNION_TO_STRUCT = (
    GO + union("a", "Point") + POINT,
    f"{GO} {{ 'struct': 'To', 'data': {{ 'y': 'int' }} }}",
    GO + union("b", "Line") + LINE,
)
"""A branch may have been there while there were none, but not while there were others."""


def at_once(texts: tuple[str, ...]) -> History:
    return history_of(dict(zip(RELEASES, texts, strict=False)))


def one_by_one(texts: tuple[str, ...]) -> History:
    history = EMPTY
    for number, text in zip(RELEASES, texts, strict=False):
        history = unpacked(packed(extended(history, [column(number, text)])), "stored")
    return history


@pytest.mark.parametrize("make", [at_once, one_by_one])
@pytest.mark.parametrize(
    "texts, name, expected",
    [
        pytest.param(NUMBER_TO_OBJECT, "Point.x", "8.0-8.1", id="number to object"),
        pytest.param(ENUM_TO_UNION, "Point.x", "8.0-8.1", id="enum to union"),
        pytest.param(UNION_TO_STRUCT, "Line.y", "8.0-8.2", id="union to struct"),
    ],
)
def test_what_was_something_else(make, texts, name, expected):
    assert told(dates_of(make(texts), texts[-1]), definitions_of(texts[-1]), name) == {expected}


@pytest.mark.parametrize("make", [at_once, one_by_one])
def test_a_branch_that_no_release_has_may_have_been_there_while_there_were_none(make):
    dates = dates_of(make(UNION_TO_STRUCT[:2]), UNION_TO_STRUCT[2])
    assert told(dates, definitions_of(UNION_TO_STRUCT[2]), "Line.y") == {"8.0-9.2"}


def test_nothing_is_added():
    history = at_once(ENUM_TO_UNION)
    assert extended(history, []) is history
