"""All rules, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapidoc.rules.language import syntax
from qapidoc.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(module.RULE for module in (syntax,))

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""The rules by their names."""

SELECTORS: frozenset[str] = frozenset(
    selector for rule in RULES for selector in (rule.name, rule.code, rule.family, *rule.groups)
)
"""What ``--select`` and ``--ignore`` take."""


def select(chosen: Iterable[str], ignored: Iterable[str]) -> tuple[Rule, ...]:
    """Give the rules that families, codes and names choose.

    Without any chosen ones these are the default rules. A more exact selector (a code or a
    name) wins over a family.
    """
    chosen, ignored = frozenset(chosen), frozenset(ignored)

    def active(rule: Rule) -> bool:
        exact = {rule.name, rule.code}
        families = {rule.family, *rule.groups}
        if exact & ignored:
            return False
        if exact & chosen:
            return True
        if families & ignored:
            return False
        return rule.default and (not chosen or bool(families & chosen))

    return tuple(rule for rule in RULES if active(rule))
