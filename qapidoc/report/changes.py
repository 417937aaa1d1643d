"""What changed from release to release, as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from qapidoc.history.changes import Change, Subject, What
from qapidoc.history.graph import History, Seen
from qapidoc.report.documents import json_document
from qapidoc.report.places import shown
from qapidoc.schema.model import SPECIAL_FEATURES

VERSION = 1
"""The version of the JSON."""

Told = tuple[Subject, Sequence[Change]]


def text(history: History, told: Iterable[Told]) -> Iterator[str]:
    """Write the changes of names: a line a release in which something changed."""
    for number, (subject, changes) in enumerate(told):
        if number:
            yield ""
        yield shown(f"{subject.noun} {subject.path}")
        labels = [_title(history, change.release) for change in changes]
        width = max(map(len, labels), default=0)
        for release, group in groupby(changes, lambda each: each.release):
            label = _title(history, release)
            yield shown(f"  {label:{width}}  {'; '.join(phrases(list(group)))}")


def markdown(history: History, told: Iterable[Told]) -> Iterator[str]:
    """Write the same as Markdown: a heading a name, an item a release."""
    for number, (subject, changes) in enumerate(told):
        if number:
            yield ""
        yield shown(f"## {subject.noun.capitalize()} `{subject.path}`")
        yield ""
        for release, group in groupby(changes, lambda each: each.release):
            phrase = "; ".join(phrases(list(group), quote="`"))
            yield shown(f"- {_title(history, release)}: {phrase}")


def by_release(
    history: History, told: Iterable[Told], *, heading: str, item: str, quote: str
) -> Iterator[str]:
    """Write changes by release, the newest first: a line a definition in which something did."""
    releases: dict[int, list[tuple[Subject, list[Change]]]] = {}
    for subject, changes in told:
        for release, group in groupby(changes, lambda each: each.release):
            releases.setdefault(release, []).append((subject, list(group)))
    for number, release in enumerate(sorted(releases, reverse=True)):
        if number:
            yield ""
        yield from (shown(line) for line in heading.format(_title(history, release)).split("\n"))
        for subject, changes in sorted(releases[release], key=lambda each: _rank(each[0])):
            told_changes = "; ".join(phrases(changes, quote=quote))
            yield shown(f"{item}{subject.noun} {quote}{subject.path}{quote}: {told_changes}")


def document(history: History, told: Iterable[Told], root: str) -> Iterator[str]:
    """Write changes as JSON, as ``docs/history.schema.json`` describes it."""
    yield json_document(
        {
            "version": VERSION,
            "schema": root,
            "releases": [_release(seen) for seen in history.releases],
            "names": [
                {
                    "kind": subject.noun,
                    "name": subject.path,
                    "changes": [_change(history, change) for change in changes],
                }
                for subject, changes in told
            ],
        }
    )


def _change(history: History, change: Change) -> Mapping[str, Any]:
    releases = history.releases
    return {
        "release": str(releases[change.release].release.base),
        "label": releases[change.release].label,
        "after": releases[change.release - 1].label if change.release else None,
        "change": change.what.value,
        "part": {"kind": change.noun, "name": change.name} if change.noun else None,
        "old": change.old or None,
        "new": change.new or None,
        "doubt": change.doubt or None,
    }


def _release(seen: Seen) -> Mapping[str, Any]:
    return {"release": str(seen.release.base), "label": seen.label, "complete": seen.complete}


def _rank(subject: Subject) -> tuple[int, str]:
    order = ("command", "event", "type")
    return order.index(subject.noun), subject.path


def _title(history: History, release: int) -> str:
    """Give a release with what it is compared with, unless that is the one before."""
    seen = history.releases[release]
    if not release:
        return seen.label
    before = history.releases[release - 1]
    gap = before.release.base.following != seen.release.base
    return f"{seen.label} (after {before.label})" if gap else seen.label


# --- phrases -----------------------------------------------------------------------------------


def phrases(changes: Sequence[Change], quote: str = "'") -> Iterator[str]:
    """Write the changes of one release; what several parts have in common is written once."""
    for key, group in groupby(changes, lambda each: (each.noun, _what(each), each.doubt)):
        noun, what, doubt = key
        names = [f"{quote}{each.name}{quote}" for each in group if each.name]
        subject = f"{noun}{'s' if len(names) > 1 else ''} {', '.join(names)}".strip()
        may = f" (may be older: {doubt})" if doubt else ""
        yield f"{subject} {what}{may}".strip()


def _what(change: Change) -> str:
    match change.what:
        case What.KNOWN:
            return "there, or before"
        case What.TYPE:
            return f"{change.new or 'nothing'} instead of {change.old or 'nothing'}"
        case What.CONDITION if not change.new:
            return f"no longer only if {change.old}"
        case What.CONDITION:
            return f"only if {change.new}"
        case What.FEATURE:
            special = change.new in SPECIAL_FEATURES
            return change.new if special else f"has feature '{change.new}'"
        case What.NO_FEATURE:
            special = change.old in SPECIAL_FEATURES
            return f"no longer {change.old}" if special else f"lacks feature '{change.old}'"
        case _:
            return change.what.value
