"""From settings to the rules that run, and what is to be said of the selectors in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from qapidoc.config import ConfigError
from qapidoc.config.record import Origin, Settings
from qapidoc.rules.registry import RETIRED, RULES
from qapidoc.rules.rule import Rule, Stage
from qapidoc.rules.selecting import Choice, Known, UnknownRuleError, Verdict


class Selection(msgspec.Struct, frozen=True):
    """All rules, each with whether it runs, and notes on how they were selected."""

    verdicts: tuple[tuple[Rule, Verdict], ...]
    notes: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, in order."""
        return tuple(rule for rule, verdict in self.verdicts if verdict.runs)


def select_rules(
    settings: Settings,
    rules: Sequence[Rule] = RULES,
    retired: Mapping[str, str] = RETIRED,
) -> Selection:
    """Choose the rules that run.

    Raises `ConfigError` for a selector that names nothing, or a rule that is gone. What works but
    will not for ever, or has no effect, is a note.
    """
    config = settings.config
    known = Known(rules, retired)
    notes: dict[str, None] = {}
    for setting, origin, name in _selectors(settings):
        try:
            found = known.find(name)
        except UnknownRuleError as error:
            raise ConfigError(f"{origin}: {error}") from None
        if setting == "severity" and name in known.families:
            raise ConfigError(f"{origin}: '{name}' is a family; 'severity' takes single rules")
        said = [known.renamed(name)]
        if setting in {"select", "extend-select"}:
            said.append(_life(name, found, preview=config.preview))
        notes |= dict.fromkeys(f"{origin}: {what}" for what in said if what)
    choice = Choice(config.select, config.ignore, config.extend_select, config.preview)
    return Selection(tuple((rule, choice.verdict(rule)) for rule in rules), tuple(notes))


def _selectors(settings: Settings) -> Iterator[tuple[str, Origin, str]]:
    """Give each selector in the settings, with the setting and the place that it is from."""
    config = settings.config
    lists = {"select": config.select, "extend-select": config.extend_select}
    for setting, names in (lists | {"ignore": config.ignore}).items():
        for index, name in enumerate(names):
            yield setting, settings.origin(setting, index), name
    tables = {
        "per-file-ignores": config.per_file_ignores,
        "per-definition-ignores": config.per_definition_ignores,
    }
    for setting, pairs in tables.items():
        for key, names in pairs:
            for index, name in enumerate(names):
                yield setting, settings.origin(setting, key, index), name
    for name, _ in config.severity:
        yield "severity", settings.origin("severity", name), name


def _life(selector: str, rules: Sequence[Rule], *, preview: bool) -> str | None:
    """Say if what is selected does not run, or will not for ever."""
    stages = {rule.stage for rule in rules}
    if stages == {Stage.PREVIEW} and not preview:
        return f"'{selector}' is in preview, and runs with --preview only"
    if stages == {Stage.DEPRECATED}:
        return f"'{selector}' is deprecated, and will be gone in a later version"
    return None
