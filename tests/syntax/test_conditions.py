"""Conditions as C text, and what they ask for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.syntax.conditions import MAX_NESTING, ConditionNode, read_condition


def name(text: str) -> ConditionNode:
    return ConditionNode("name", text)


def combined(operator: str, *operands: ConditionNode) -> ConditionNode:
    return ConditionNode(operator, operands=operands)


A, B, C = map(name, "ABC")


@pytest.mark.parametrize(
    "text, node",
    [
        ("defined(A)", A),
        ("defined A", A),
        (" defined\t( A ) ", A),
        ("A", A),
        ("definedA", name("definedA")),
        ("(defined(A))", A),
        ("!defined(A)", combined("not", A)),
        ("!!A", combined("not", combined("not", A))),
        ("A && B && C", combined("all", A, B, C)),
        ("A || B || C", combined("any", A, B, C)),
        ("A && (B && C)", combined("all", A, combined("all", B, C))),
        ("A || B && !C", combined("any", A, combined("all", B, combined("not", C)))),
        ("(A || B) && C", combined("all", combined("any", A, B), C)),
        ("!(A || B)", combined("not", combined("any", A, B))),
        ("defined(A) && \\\n defined(B)", combined("all", A, B)),
        ("config_x", name("config_x")),
    ],
)
def test_what_is_asked_for(text, node):
    assert read_condition(text) == node


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "defined", "defined()", "defined(A", "A)", "A B", "A &&", "|| A", "A & B", "!",
        "A > 3", "1", "0x10", "HAS(A)", "A == B", "defined(A) && VERSION >= 3", "'A'", "é",
    ],
)  # fmt: skip
def test_what_is_more_than_names(text):
    assert read_condition(text) is None


@pytest.mark.parametrize("opening, closing", [("!", ""), ("(", ")"), ("!(", ")")])
def test_nesting_has_a_limit(opening, closing):
    within = MAX_NESTING // len(opening)
    assert read_condition(opening * within + "A" + closing * within) is not None
    assert read_condition(opening * (within + 1) + "A" + closing * (within + 1)) is None
    assert read_condition(opening * 100_000 + "A" + closing * 100_000) is None


def test_length_has_none():
    started = time.monotonic()
    node = read_condition(" || ".join(["!defined(A)"] * 20_000))
    assert node is not None
    assert len(node.operands) == 20_000
    assert time.monotonic() - started < 20


@given(st.text(alphabet="AB!&|() defined><\n\\", max_size=30))
def test_any_text_is_read(text):
    node = read_condition(text)
    if node is not None:
        assert read_condition(f"!({text})") == combined("not", node)
