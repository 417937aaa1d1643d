"""What selectors (families, codes and names) mean: which rules they name, and which run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from qapidoc.config.errors import cut
from qapidoc.rules.rule import Rule, Stage
from qapidoc.schema.names import did_you_mean


class UnknownRuleError(Exception):
    """A selector that names no rule; the message says what is wrong and what to do."""


class Known:
    """The rules that there are, and the `retired` ones: names, and what is to be said of each."""

    def __init__(self, rules: Sequence[Rule], retired: Mapping[str, str]) -> None:
        self.rules = rules
        self.retired = retired
        self.exact = {name: rule for rule in rules for name in rule.exact}
        self.families = {family for rule in rules for family in rule.families}

    def find(self, selector: str) -> tuple[Rule, ...]:
        """Give the rules that a selector names; raise `UnknownRuleError`."""
        if selector in self.exact:
            return (self.exact[selector],)
        if selector in self.families:
            return tuple(rule for rule in self.rules if selector in rule.families)
        if selector in self.retired:
            raise UnknownRuleError(f"'{selector}' is no rule any more: {self.retired[selector]}")
        hint = did_you_mean(selector, [*self.exact, *self.families])
        hint = hint or "; 'qapidoc rule --all' lists them"
        raise UnknownRuleError(f"there is no rule, code or family '{cut(selector)}'{hint}")

    def renamed(self, selector: str) -> str | None:
        """Say what a rule is called now, if the selector is a name that it had before."""
        rule = self.exact.get(selector)
        if rule is None or selector not in rule.aliases:
            return None
        return f"'{selector}' is now called '{rule.name}'"


class Verdict(msgspec.Struct, frozen=True):
    """Whether a rule runs, why, and the selector that decided it, if one did."""

    runs: bool
    why: str
    by: str = ""


class Choice(msgspec.Struct, frozen=True):
    """What is selected.

    Without any `chosen` ones, the default rules are meant; `extended` adds to either. A more exact
    selector (a code or a name) wins over a family, and `ignored` over the others. A rule in
    preview needs `preview` besides.
    """

    chosen: Collection[str] = ()
    ignored: Collection[str] = ()
    extended: Collection[str] = ()
    preview: bool = False

    def verdict(self, rule: Rule) -> Verdict:
        """Tell whether a rule runs."""
        named = (*self.chosen, *self.extended)
        if rule.stage is Stage.PREVIEW and not self.preview:
            return Verdict(False, "in preview")
        if by := _first(self.ignored, rule.exact):
            return Verdict(False, "ignored", by)
        if by := _first(named, rule.exact):
            return Verdict(True, "selected", by)
        if by := _first(self.ignored, rule.families):
            return Verdict(False, "ignored", by)
        if not rule.default:
            return Verdict(False, "off by default")
        if rule.stage is Stage.DEPRECATED:
            return Verdict(False, "deprecated")
        if not self.chosen:
            return Verdict(True, "on by default")
        if by := _first(named, rule.families):
            return Verdict(True, "selected", by)
        return Verdict(False, "not selected")


def _first(selectors: Collection[str], names: frozenset[str]) -> str:
    return next((selector for selector in selectors if selector in names), "")
