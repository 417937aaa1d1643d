"""What the settings say of findings: left out by file or definition, or of another severity."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.engine.ignores import rules_named
from qapidoc.findings import Finding, Severity
from qapidoc.rules.registry import BY_EXACT

Table = Sequence[tuple[str, tuple[str, ...]]]
"""Patterns, and the names, codes and families of rules that are left out where they match."""


def adjust(findings: Iterable[Finding], config: Config, folder: Path) -> Iterator[Finding]:
    """Give the findings that ``per-file-ignores`` and ``per-definition-ignores`` leave.

    They have the severity that ``severity`` says. `folder` is the one that paths of findings are
    relative to.
    """
    tables = (config.per_file_ignores, config.per_definition_ignores)
    if not any(tables) and not config.severity:
        yield from findings
        return
    in_file = _by_file(config, folder)
    in_definition = _by_definition(config.per_definition_ignores)
    told = severities(config)
    for finding in findings:
        place = (finding.definition or "", finding.member or "")
        if finding.rule not in in_file(finding.path) | in_definition(*place):
            severity = told.get(finding.rule, finding.severity)
            yield msgspec.structs.replace(finding, severity=severity)


def _by_file(config: Config, folder: Path) -> Callable[[str], frozenset[str]]:
    """Give a function that tells the rules to leave out in a file, by its path."""
    if not config.per_file_ignores:
        return lambda _path: frozenset()
    import pathspec

    top = config.folder or folder
    specs = [
        (pathspec.GitIgnoreSpec.from_lines([pattern]), _all_named(names))
        for pattern, names in config.per_file_ignores
    ]

    @cache
    def rules(path: str) -> frozenset[str]:
        inside = os.path.relpath(folder / path, top)
        if inside.partition(os.sep)[0] == os.pardir:
            return frozenset()
        return _union(named for spec, named in specs if spec.match_file(inside))

    return rules


def _by_definition(table: Table) -> Callable[[str, str], frozenset[str]]:
    """Give a function that tells the rules to leave out in a definition and its member."""
    patterns = [(pattern, _all_named(names)) for pattern, names in table]

    @cache
    def rules(definition: str, member: str) -> frozenset[str]:
        if not definition:
            return frozenset()
        places = (definition, f"{definition}.{member}") if member else (definition,)
        return _union(
            named
            for pattern, named in patterns
            if any(fnmatchcase(place, pattern) for place in places)
        )

    return rules


def severities(config: Config) -> Mapping[str, Severity]:
    """Give the severities that settings say, by the names of rules; of several, the last counts.

    `select_rules` has found each of them to name a rule.
    """
    return {BY_EXACT[name].name: severity for name, severity in config.severity}


def _all_named(names: Iterable[str]) -> frozenset[str]:
    return _union(rules_named(name) for name in names)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
