"""``qapidoc rule``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from qapidoc.cli.completing import rules
from qapidoc.cli.failure import failures, note
from qapidoc.rules.registry import RETIRED, RULES
from qapidoc.rules.rule import Rule, Stage
from qapidoc.rules.selecting import Known, UnknownRuleError


@click.command("rule")
@click.argument("names", nargs=-1, metavar="[NAME…]", shell_complete=rules)
@click.option("--all", "every", is_flag=True, help="List all rules.")
def command(names: tuple[str, ...], every: bool) -> None:
    """Show the manual page of rules, given by name, code or family."""
    with failures(UnknownRuleError):
        if every:
            for line in listed(RULES):
                click.echo(line)
            return
        if not names:
            raise UnknownRuleError("name a rule, or give --all for a list of them")
        rules, renamed = named(names)
        note(*renamed)
        click.echo("\n\n".join(page(rule) for rule in rules))


def named(
    names: Sequence[str], rules: Sequence[Rule] = RULES, retired: Mapping[str, str] = RETIRED
) -> tuple[list[Rule], list[str]]:
    """Give the rules that are named, in their order, and notes on old names.

    Raises `UnknownRuleError`.
    """
    known = Known(rules, retired)
    chosen = {rule.name for name in names for rule in known.find(name)}
    renamed = [known.renamed(name) for name in names]
    return [rule for rule in rules if rule.name in chosen], [told for told in renamed if told]


def listed(rules: Sequence[Rule]) -> Iterator[str]:
    """Give a line for each rule."""
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        marks = [] if rule.stage is Stage.STABLE else [str(rule.stage)]
        if not rule.default:
            marks.append("off by default")
        told = f" ({', '.join(marks)})" if marks else ""
        yield f"{rule.code}  {rule.name:{width}}  {rule.severity:7}  {rule.summary}{told}"


def page(rule: Rule) -> str:
    """Give the manual page of a rule."""
    title = f"{rule.name} ({rule.code})"
    facts = [f"Severity: {rule.severity}.", f"Confidence: {rule.confidence}."]
    if rule.aliases:
        facts.append(f"Formerly: {', '.join(rule.aliases)}.")
    if rule.stage is Stage.PREVIEW:
        facts.append("In preview; '--preview' lets it run.")
    if rule.stage is Stage.DEPRECATED:
        facts.append(f"Deprecated; '--extend-select {rule.name}' still runs it.")
    if not rule.default:
        facts.append(f"Off by default; '--extend-select {rule.name}' runs it.")
    return f"{title}\n{'=' * len(title)}\n\n{'  '.join(facts)}\n\n{rule.manual}"
