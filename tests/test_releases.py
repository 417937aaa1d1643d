"""The releases that exist, their order, and what is written of them."""

from __future__ import annotations

import itertools

import pytest

from qapidoc.releases import (
    NEWEST,
    Release,
    known_releases,
    nearest_releases,
    parse_release,
    parse_version_file,
)


@pytest.mark.parametrize(
    "text, release",
    [
        ("7.2", Release(7, 2)),
        ("7.2.0", Release(7, 2)),
        ("2.12.1", Release(2, 12, 1)),
        ("0.15", Release(0, 15)),
        (" 10.2\n", Release(10, 2)),
        ("9.2.0-rc2", Release(9, 2)),
        ("1234.5678.9012", Release(1234, 5678, 9012)),
    ],
)
def test_parse(text, release):
    assert parse_release(text) == release


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "7.",
        ".2",
        "7.2.",
        "7.2.0.1",
        "v7.2",
        "7.2-",
        "7.2-rc",
        "7,2",
        "7 .2",
        "-7.2",
        "banana",
        "12345.0",
        "\u0667.\u0662",  # digits, but not ours
        "7.2\x00",
    ],
)
def test_no_release_number(text):
    assert parse_release(text) is None


@pytest.mark.parametrize(
    "text, release",
    [
        ("4.2.0\n", Release(4, 2)),
        ("7.2.22\n", Release(7, 2, 22)),
        ("9.1.49", Release(9, 1, 49)),
        ("9.1.50", Release(9, 2)),
        ("9.1.92", Release(9, 2)),
        ("9.2.50", Release(10, 0)),
        ("2.12.50", Release(3, 0)),
        ("3.1.93", Release(4, 0)),
        ("0.15.50", Release(1, 0)),
        ("no version", None),
        ("", None),
    ],
)
def test_version_file(text, release):
    assert parse_version_file(text) == release


@pytest.mark.parametrize(
    "release, text",
    [(Release(7, 2), "7.2"), (Release(7, 2, 0), "7.2"), (Release(2, 12, 1), "2.12.1")],
)
def test_write(release, text):
    assert str(release) == text


@pytest.mark.parametrize(
    "text, exists",
    [
        ("0.9", False),
        ("0.10", True),
        ("0.15", True),
        ("0.16", False),
        ("1.0", True),
        ("1.7", True),
        ("1.8", False),
        ("2.12", True),
        ("2.13", False),
        ("3.1", True),
        ("3.2", False),
        ("4.2", True),
        ("4.3", False),
        ("11.1", True),
        ("99.2", True),
        ("99.3", False),
        ("2.12.1", True),
    ],
)
def test_exists(text, exists):
    release = parse_release(text)
    assert release is not None
    assert release.exists is exists


def test_known_releases():
    known = known_releases()
    assert known[0] == Release(0, 10)
    assert known[-1] == NEWEST
    assert len(known) == 6 + 8 + 13 + 2 + 7 * 3 + 2
    assert all(release.exists for release in known)


def test_each_release_follows_the_one_before():
    for before, after in itertools.pairwise(known_releases()):
        assert before.following == after
        assert before < after
        assert after > before


def test_stable_updates_stand_between_releases():
    in_order = [Release(2, 12), Release(2, 12, 1), Release(3, 0), Release(3, 0, 1), Release(10, 0)]
    assert sorted(in_order) == in_order
    assert Release(2, 12, 1).base == Release(2, 12)


@pytest.mark.parametrize(
    "text, nearest",
    [
        ("2.13", ["2.12", "3.0"]),
        ("4.3", ["4.2", "5.0"]),
        ("0.1", ["0.10"]),
        ("99.0", [str(NEWEST)]),
    ],
)
def test_nearest(text, nearest):
    release = parse_release(text)
    assert release is not None
    assert [str(other) for other in nearest_releases(release)] == nearest
