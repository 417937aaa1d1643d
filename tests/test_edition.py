"""What each release allowed."""

from __future__ import annotations

import pytest

from qapidoc.edition import EDITIONS, Usage, allowed
from qapidoc.releases import parse_release


def test_the_table_has_all_usages():
    assert set(EDITIONS) == set(Usage)


@pytest.mark.parametrize("usage", Usage)
def test_bounds_exist(usage):
    validity = EDITIONS[usage]
    bounds = [validity.since, validity.until, validity.again]
    assert any(bounds), f"{usage.name} is always allowed"
    for bound in bounds:
        assert bound is None or (bound.exists and not bound.micro)
    if validity.until and validity.since:
        assert validity.since <= validity.until
    if validity.again:
        assert validity.until is not None
        assert validity.until < validity.again


@pytest.mark.parametrize(
    "usage, yes, no",
    [
        (Usage.TYPE_KEYWORD, ["1.0", "2.3", "2.3.1"], ["2.4", "10.2"]),
        (Usage.SIMPLE_UNION, ["1.0", "6.1", "6.1.1"], ["6.2"]),
        (Usage.HEADING, ["2.9", "10.0", "10.0.13"], ["10.1"]),
        (Usage.UNION_BRANCH, ["8.2", "8.2.1", "11.1"], ["8.1", "8.1.5", "1.0"]),
        (Usage.ARRAY_IN_ALTERNATE, ["7.1"], ["7.0", "7.0.9"]),
        (Usage.TRAILING_COMMA, ["1.4"], ["1.5"]),
        (Usage.MISSING_COMMA, ["1.5"], ["1.6"]),
        (Usage.WHITELIST_PRAGMA, ["2.9", "5.2"], ["6.0"]),
    ],
)
def test_allowed(usage, yes, no):
    for expected, texts in ((True, yes), (False, no)):
        for text in texts:
            target = parse_release(text)
            assert target is not None
            assert allowed(usage, target) is expected, f"{usage.name} in {text}"


def test_what_came_back_is_allowed_again():
    again = [usage for usage in Usage if EDITIONS[usage].again is not None]
    for usage in again:
        validity = EDITIONS[usage]
        assert validity.until is not None
        assert validity.again is not None
        assert allowed(usage, validity.until)
        assert not allowed(usage, validity.until.following)
        assert allowed(usage, validity.again)
