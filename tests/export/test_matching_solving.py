"""Claims about conditions, solved, and held against trying all there is."""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.export import solving
from qapidoc.export.conditions import Knowledge, condition_json, holds, names, verdict
from qapidoc.export.solving import Claim, EntangledError, Solution, solve
from qapidoc.schema.model import Condition

NAMES = "ABCD"


def named(name: str) -> Condition:
    return Condition("name", name)


def combined(operator: str, *operands: Condition) -> Condition:
    return Condition(operator, operands=operands)


A, B, C = map(named, "ABC")
NOT_A = combined("not", A)


def conditions() -> st.SearchStrategy[Condition]:
    return st.recursive(
        st.sampled_from([*map(named, NAMES), Condition("text", "defined(A)", (named("A"),))]),
        lambda inner: st.one_of(
            inner.map(lambda operand: combined("not", operand)),
            st.builds(
                lambda operator, operands: combined(operator, *operands),
                st.sampled_from(["all", "any"]),
                st.lists(inner, min_size=1, max_size=3),
            ),
        ),
        max_leaves=6,
    )


def sets(of: Iterable[str]) -> list[frozenset[str]]:
    every = sorted(of)
    return [frozenset(c) for size in range(len(every) + 1) for c in combinations(every, size)]


@pytest.mark.parametrize(
    "claims, chosen, must, must_not",
    [
        ([], "", "", ""),
        ([(A, True), (B, False)], "A", "A", "B"),
        ([(NOT_A, True)], "", "", "A"),
        ([(combined("all", A, B), True)], "AB", "AB", ""),
        ([(combined("any", A, B), False)], "", "", "AB"),
        ([(combined("all", A, B), False), (A, True)], "A", "A", "B"),
        ([(combined("any", A, B), True), (A, False)], "B", "B", "A"),
        ([(combined("any", combined("all", A, B), C), True), (A, False)], "C", "C", "A"),
        ([(A, True), (NOT_A, True)], "A", "A", ""),
        ([(combined("all", A, NOT_A), True), (A, True)], "A", "A", ""),
    ],
)
def test_solutions(claims, chosen, must, must_not):
    found = solve(Claim(condition, value) for condition, value in claims)
    assert found == Solution(*(frozenset(names) for names in (chosen, must, must_not)))


@given(st.lists(st.builds(Claim, conditions(), st.booleans()), max_size=6))
def test_solutions_are_those_that_trying_finds(claims):
    models = sets(NAMES)
    kept = set()
    for claim in claims:
        fitting = [m for m in models if holds(claim.condition, m) is claim.holds]
        if fitting:
            models = fitting
            kept |= set(names(claim.condition))
    found = solve(claims)
    assert any(model & kept == found.chosen & kept for model in models)
    for name in kept:
        assert (name in found.must) is all(name in model for model in models)
        assert (name in found.must_not) is not any(name in model for model in models)


@given(conditions(), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_what_is_known_decides_if_nothing_else_could(condition, defined, undefined):
    undefined -= defined
    known = Knowledge(frozenset(defined), frozenset(undefined))
    fitting = [m for m in sets(NAMES) if defined <= m and not undefined & m]
    told = verdict(condition, known)
    if told is not None:
        assert {holds(condition, model) for model in fitting} == {told}
    assert verdict(condition, Knowledge(frozenset(defined))) is holds(condition, frozenset(defined))


def test_json_is_the_notation_of_schemas():
    condition = combined("all", A, combined("not", B), Condition("text", "X > 1"))
    assert condition_json(condition) == {"all": ["A", {"not": "B"}, "X > 1"]}
    assert condition_json(Condition("text", "defined(A)", (A,))) == "A"


@pytest.mark.parametrize("size", [20_000])
def test_wide_conditions_take_no_time(size):
    many = [named(f"N{index}") for index in range(size)]
    started = time.monotonic()
    found = solve([Claim(combined("any", *many), True), *(Claim(n, False) for n in many[1:])])
    assert found.chosen == {"N0"}
    assert solve([Claim(combined("any", *many), True)]).must == frozenset()
    assert time.monotonic() - started < 10


def test_entangled_conditions_are_given_up(monkeypatch):
    """Pigeons and holes: what must be tried grows beyond all measure."""
    monkeypatch.setattr(solving, "MAX_STEPS", 20_000)
    pigeons, holes = range(9), range(8)
    claims = [Claim(combined("any", *(named(f"P{p}H{h}") for h in holes)), True) for p in pigeons]
    claims += [
        Claim(combined("all", named(f"P{one}H{hole}"), named(f"P{two}H{hole}")), False)
        for hole in holes
        for one, two in combinations(pigeons, 2)
    ]
    with pytest.raises(EntangledError):
        solve(claims)
