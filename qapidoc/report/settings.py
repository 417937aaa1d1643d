"""Settings in force, where they come from, and which rules they let run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from qapidoc.config.files import Candidate
from qapidoc.config.record import Origin, Settings
from qapidoc.config.table import SETTINGS
from qapidoc.engine.adjust import severities
from qapidoc.engine.selection import Selection
from qapidoc.findings import Severity
from qapidoc.releases import Release
from qapidoc.report.documents import json_document
from qapidoc.report.places import shown, width
from qapidoc.rules.selecting import Verdict
from qapidoc.source import shown_path

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Row(msgspec.Struct, frozen=True):
    """A setting, or an entry of one that is a table, with what JSON may hold as its value."""

    name: str
    key: str | None
    value: Any
    origins: tuple[Origin, ...]

    @property
    def path(self) -> str:
        """The name with the key, as TOML has them."""
        if self.key is None:
            return self.name
        plain = _BARE.fullmatch(self.key) is not None
        return f"{self.name}.{self.key if plain else json.dumps(self.key, ensure_ascii=False)}"


def rows(settings: Settings) -> Iterator[Row]:
    """Give all settings in the order of the manual; of a table that is not empty, each entry."""
    for setting in SETTINGS.values():
        value = getattr(settings.config, setting.field)
        if setting.table and value:
            for key, inner in value:
                yield Row(setting.name, key, _plain(inner), (settings.origin(setting.name, key),))
        else:
            origins = tuple(settings.origins_of(setting.name))
            yield Row(setting.name, None, {} if setting.table else _plain(value), origins)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Release | Severity) else value


def text(
    settings: Settings, files: Sequence[Candidate], selection: Selection, *, every: bool
) -> Iterator[str]:
    """Write it for people; with `every`, tell of each rule."""
    yield "Files"
    yield from _columns(
        [(shown_path(file.path), file.passed_over or "read") for file in files]
        or [("none: no qapidoc.toml, and no pyproject.toml with a table [tool.qapidoc]",)]
    )
    yield ""
    yield "Settings"
    yield from _columns(
        [
            (row.path, _told(row), ", ".join(dict.fromkeys(map(str, row.origins))))
            for row in rows(settings)
        ]
    )
    yield ""
    yield "Rules"
    if every:
        told = severities(settings.config)
        yield from _columns(
            [
                (
                    rule.code,
                    rule.name,
                    "on" if verdict.runs else "off",
                    told.get(rule.name, rule.severity),
                    rule.stage,
                    _why(settings, verdict),
                )
                for rule, verdict in selection.verdicts
            ]
        )
    else:
        of = len(selection.verdicts)
        yield f"  {len(selection.rules)} of {of} run; --rules tells of each"


def document(settings: Settings, files: Sequence[Candidate], selection: Selection) -> str:
    """Write it as JSON; the manual describes it."""
    told = severities(settings.config)
    data = {
        "version": 1,
        "files": [
            {"path": shown_path(file.path), "passed_over": file.passed_over or None}
            for file in files
        ],
        "settings": [
            {
                "name": row.name,
                "key": row.key,
                "value": row.value,
                "origins": [_origin(origin) for origin in row.origins],
            }
            for row in rows(settings)
        ],
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "runs": verdict.runs,
                "severity": told.get(rule.name, rule.severity),
                "stage": rule.stage,
                "why": verdict.why,
                "selector": verdict.by or None,
            }
            for rule, verdict in selection.verdicts
        ],
    }
    return json_document(data)


def _origin(origin: Origin) -> dict[str, object]:
    return {
        "kind": origin.kind,
        "argument": origin.argument or None,
        "path": origin.file.shown if origin.file is not None else None,
        "line": origin.line,
    }


def _told(row: Row) -> str:
    if row.value in (None, [], {}) and SETTINGS[row.name].unset:
        return SETTINGS[row.name].unset
    return json.dumps(row.value, ensure_ascii=False)


def _why(settings: Settings, verdict: Verdict) -> str:
    if not verdict.by:
        return verdict.why
    names = ("select", "extend-select") if verdict.runs else ("ignore",)
    place = next(
        settings.origin(name, selectors.index(verdict.by))
        for name in names
        if verdict.by in (selectors := getattr(settings.config, SETTINGS[name].field))
    )
    return f"{verdict.why} by '{verdict.by}' ({place})"


def _columns(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align what stands below each other."""
    cells = [[shown(cell) for cell in line] for line in lines]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
