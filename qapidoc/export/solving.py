"""Which names must be defined for conditions to hold, or not to hold.

Claims that share no names are solved apart from each other. Each of these parts becomes a set
of clauses, in which unit propagation and backtracking look for a solution (DPLL). Conditions of
schemas are small, so that hardly anything is left to try; a limit cuts off what is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from qapidoc.export.conditions import NAMES, Knowledge, meaning, names
from qapidoc.schema.model import Condition

MAX_STEPS = 2_000_000
"""So often a literal in a clause is looked at; QEMU's own conditions take some hundred."""


class EntangledError(Exception):
    """Conditions or types that cannot be told apart in reasonable time."""


class Claim(msgspec.Struct, frozen=True):
    """That a condition holds, or that it does not."""

    condition: Condition
    holds: bool


class Solution(msgspec.Struct, frozen=True):
    """What claims say of the names in them.

    ``chosen`` are the names that are defined in one solution, ``must`` those that are in every
    solution, ``must_not`` those that are in none.
    """

    chosen: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    must_not: frozenset[str] = frozenset()

    @property
    def known(self) -> Knowledge:
        """What is so in every solution."""
        return Knowledge(self.must, self.must_not)


def solve(claims: Iterable[Claim]) -> Solution:
    """Solve claims, given with the most important first.

    A claim that contradicts those before it is left out. Raises `EntangledError`.
    """
    budget = Budget(MAX_STEPS, "the conditions depend on each other in too many ways")
    found = [_solve_part(part, budget) for part in _parts(dict.fromkeys(claims))]
    return Solution(
        frozenset[str]().union(*(part.chosen for part in found)),
        frozenset[str]().union(*(part.must for part in found)),
        frozenset[str]().union(*(part.must_not for part in found)),
    )


def _parts(claims: Iterable[Claim]) -> Iterable[list[Claim]]:
    """Split claims so that no two parts have a name in common; the order stays."""
    leaders: dict[str, str] = {}

    def leader(name: str) -> str:
        while leaders.setdefault(name, name) != name:
            leaders[name] = leaders[leaders[name]]
            name = leaders[name]
        return name

    named = [(claim, list(names(claim.condition))) for claim in claims]
    for _, used in named:
        for name in used:
            leaders[leader(name)] = leader(used[0])
    parts: dict[str, list[Claim]] = {}
    for claim, used in named:
        parts.setdefault(leader(used[0]), []).append(claim)
    return parts.values()


def _solve_part(claims: Sequence[Claim], budget: Budget) -> Solution:
    clauses = _Clauses()
    for claim in claims:
        clauses.require(claim.condition, claim.holds)
    search = _Search(clauses, budget)
    model = search.model()
    if model is None:
        clauses = _Clauses()
        for claim in claims:
            before = len(clauses.clauses)
            clauses.require(claim.condition, claim.holds)
            if _Search(clauses, budget).model() is None:
                del clauses.clauses[before:]
        search = _Search(clauses, budget)
        model = search.model() or frozenset()
    variables = clauses.variables.items()
    chosen = {name for name, variable in variables if variable in model}
    free = _movable(clauses.clauses, model)
    sure = {name for name, v in variables if v not in free and search.is_sure(v, v in model)}
    return Solution(frozenset(chosen), frozenset(sure & chosen), frozenset(sure - chosen))


def _movable(clauses: Iterable[tuple[int, ...]], model: frozenset[int]) -> frozenset[int]:
    """Give variables that could have the other value, all else being equal."""
    found, needed = set[int](), set[int]()
    for clause in clauses:
        found.update(map(abs, clause))
        true = {literal for literal in clause if literal in model}
        if len(true) == 1:
            needed.update(map(abs, true))
    return frozenset(found - needed)


class Budget:
    """How many steps are left; without any, ``take`` raises `EntangledError`."""

    def __init__(self, steps: int, message: str) -> None:
        self._left = steps
        self._message = message

    def take(self, steps: int) -> None:
        """Take some steps."""
        self._left -= steps
        if self._left < 0:
            raise EntangledError(self._message)


class _Clauses:
    """Conditions as clauses: lists of literals, one of which must be true.

    A literal is the number of a variable, negative where that must be false. Variables without
    a name stand for a condition inside of another.
    """

    def __init__(self) -> None:
        self.clauses: list[tuple[int, ...]] = []
        self.variables: dict[str, int] = {}
        self.count = 0

    def require(self, condition: Condition, holds: bool) -> None:
        """Demand that a condition holds, or that it does not."""
        said = meaning(condition)
        if said.operator in NAMES:
            self.clauses.append((self.literal(said, holds),))
        elif said.operator == "not":
            self.require(said.operands[0], not holds)
        elif (said.operator == "all") is holds:
            for operand in said.operands:
                self.require(operand, holds)
        else:
            self.clauses.append(tuple(self.literal(operand, holds) for operand in said.operands))

    def literal(self, condition: Condition, holds: bool) -> int:
        """Give a literal that is true only if the condition holds, or only if it does not."""
        said = meaning(condition)
        if said.operator in NAMES:
            if said.name not in self.variables:
                self.variables[said.name] = self.new()
            return self.variables[said.name] if holds else -self.variables[said.name]
        if said.operator == "not":
            return self.literal(said.operands[0], not holds)
        literals = [self.literal(operand, holds) for operand in said.operands]
        own = self.new()
        if (said.operator == "all") is holds:
            self.clauses.extend((-own, literal) for literal in literals)
        else:
            self.clauses.append((-own, *literals))
        return own

    def new(self) -> int:
        self.count += 1
        return self.count


class _Decision(msgspec.Struct, frozen=True):
    """A literal that was made true to see what follows, when the trail had that length."""

    literal: int
    trail: int
    last: bool


class _Search:
    """A search for values of variables that make each clause true.

    ``trail`` has the literals that are true, in order, ``facts`` those that are so without any
    decision; ``left`` counts the literals of each clause that are not false.
    """

    def __init__(self, clauses: _Clauses, budget: Budget) -> None:
        self.budget = budget
        self.count = clauses.count
        self.clauses = [tuple(dict.fromkeys(clause)) for clause in clauses.clauses]
        self.left = [len(clause) for clause in self.clauses]
        self.holders: defaultdict[int, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            for literal in clause:
                self.holders[literal].append(number)
        self.trail: list[int] = []
        self.true: set[int] = set()
        self.fits = self.follow([clause[0] for clause in self.clauses if len(clause) == 1])
        self.facts = frozenset(self.trail)

    def model(self, *wanted: int) -> frozenset[int] | None:
        """Give the literals that are true in a solution with `wanted`; ``None`` without one.

        What is not decided by the clauses is false.
        """
        self.undo(len(self.facts))
        decisions: list[_Decision] = []
        fits = self.fits and self.follow(list(wanted))
        variable = 1
        while True:
            if not fits:
                while decisions and decisions[-1].last:
                    decisions.pop()
                if not decisions:
                    return None
                undone = decisions.pop()
                self.undo(undone.trail)
                variable = abs(undone.literal)
                decision = _Decision(-undone.literal, undone.trail, True)
            else:
                while variable in self.true or -variable in self.true:
                    variable += 1
                if variable > self.count:
                    return frozenset(self.true)
                decision = _Decision(-variable, len(self.trail), False)
            decisions.append(decision)
            fits = self.follow([decision.literal])

    def is_sure(self, variable: int, value: bool) -> bool:
        """Tell whether a variable has that value in each solution."""
        literal = variable if value else -variable
        return literal in self.facts or self.model(-literal) is None

    def follow(self, literals: list[int]) -> bool:
        """Make literals true, and all that follows; tell whether that contradicts nothing."""
        for literal in literals:  # grows while it is walked
            if literal in self.true:
                continue
            if -literal in self.true:
                return False
            self.true.add(literal)
            self.trail.append(literal)
            holders = self.holders[-literal]
            self.budget.take(len(holders) + 1)
            for number in holders:
                self.left[number] -= 1
            for number in holders:
                if self.left[number] == 0:
                    return False
                if self.left[number] == 1:
                    self.budget.take(len(self.clauses[number]))
                    literals.append(next(x for x in self.clauses[number] if -x not in self.true))
        return True

    def undo(self, length: int) -> None:
        """Take back what was made true after the trail had that length."""
        while len(self.trail) > length:
            literal = self.trail.pop()
            self.true.remove(literal)
            for number in self.holders[-literal]:
                self.left[number] += 1
