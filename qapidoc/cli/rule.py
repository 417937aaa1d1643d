"""``qapidoc rule``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from qapidoc.cli.completing import rules
from qapidoc.cli.failure import fail, failures
from qapidoc.rules.registry import RULES, SELECTORS
from qapidoc.rules.rule import Rule
from qapidoc.schema.names import did_you_mean


@click.command("rule")
@click.argument("names", nargs=-1, metavar="[NAME…]", shell_complete=rules)
@click.option("--all", "every", is_flag=True, help="List all rules.")
def command(names: tuple[str, ...], every: bool) -> None:
    """Show the manual page of rules, given by name, code or family."""
    with failures():
        if every:
            for line in _list():
                click.echo(line)
            return
        if not names:
            fail("name a rule, or give --all for a list of them")
        for name in names:
            if name not in SELECTORS:
                hint = did_you_mean(name, SELECTORS) or "; 'qapidoc rule --all' lists them"
                fail(f"there is no rule '{name}'{hint}")
        chosen = [rule for rule in RULES if _is_named(rule, names)]
        click.echo("\n\n".join(_page(rule) for rule in chosen))


def _is_named(rule: Rule, names: tuple[str, ...]) -> bool:
    return bool((rule.exact | {rule.family}) & set(names))


def _list() -> Iterator[str]:
    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        note = "" if rule.default else " (off by default)"
        yield f"{rule.code}  {rule.name:{width}}  {rule.severity:7}  {rule.summary}{note}"


def _page(rule: Rule) -> str:
    title = f"{rule.name} ({rule.code})"
    told = f"Severity: {rule.severity}.  Confidence: {rule.confidence}."
    if not rule.default:
        told += f"  Off by default; '--select {rule.name}' runs it."
    return f"{title}\n{'=' * len(title)}\n\n{told}\n\n{rule.manual}"
