"""What a name may look like."""

from __future__ import annotations

import pytest

from qapidoc.schema.names import (
    c_name,
    did_you_mean,
    is_camel,
    is_lower,
    is_reserved_member,
    is_upper,
    stem,
)


@pytest.mark.parametrize(
    "name, expected",
    [
        ("block-resize", "block-resize"),
        ("x-blockdev-change", "blockdev-change"),
        ("__com.example_x-speed", "speed"),
        ("__com-example.org_speed", "speed"),
        ("X-RESET", "RESET"),
        ("a", "a"),
        ("A1_b-c", "A1_b-c"),
        ("", None),
        ("1a", None),
        ("-a", None),
        ("_a", None),
        ("a.b", None),
        ("a b", None),
        ("a\n", None),
        ("ä", None),
        ("q_a", None),
        ("q-a", None),
        ("qa", "qa"),
        ("__a", None),
    ],
)
def test_stem(name, expected):
    assert stem(name) == expected


@pytest.mark.parametrize(
    "name, lower, upper, camel",
    [
        ("a-b1", True, False, False),
        ("a_b", False, False, False),
        ("A_B1", False, True, False),
        ("A-B", False, False, False),
        ("AbC", False, False, True),
        ("A", False, True, False),
        ("ABC", False, True, False),
        ("ABc1", False, False, True),
        ("abC", False, False, False),
        ("Ab_C", False, False, False),
    ],
)
def test_case(name, lower, upper, camel):
    assert (is_lower(name), is_upper(name), is_camel(name)) == (lower, upper, camel)


@pytest.mark.parametrize("name, c", [("a-b", "a_b"), ("a.b", "a_b"), ("__x.y_z", "__x_y_z")])
def test_c_name(name, c):
    assert c_name(name) == c


@pytest.mark.parametrize(
    "name, reserved",
    [("u", True), ("has-x", True), ("has_x", True), ("has", False), ("ux", False), ("x-u", False)],
)
def test_reserved_members(name, reserved):
    assert is_reserved_member(name) is reserved


@pytest.mark.parametrize(
    "name, candidates, hint",
    [
        ("colour", ["color", "shape"], "; did you mean 'color'?"),
        ("colour", ["shape"], ""),
        ("colour", [], ""),
    ],
)
def test_did_you_mean(name, candidates, hint):
    assert did_you_mean(name, candidates) == hint
