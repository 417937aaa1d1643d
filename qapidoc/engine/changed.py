"""Of all findings, those that a change has brought.

They are what the changed lines have, and what the change causes elsewhere: a type that is
removed in one module is unknown in another one. For the latter, the schemas are linted once
more as they were before the change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from qapidoc.config import Config
from qapidoc.engine.base import Base, as_it_was, changes_since, moved
from qapidoc.engine.keys import Key, finding_key
from qapidoc.engine.plan import Plan
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.git.difference import Lines
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source, Span

if TYPE_CHECKING:
    from qapidoc.schema.modules import ModuleContents


class Area(msgspec.Struct, frozen=True):
    """What has changed of one file: stretches of its text, and definitions.

    Of these it has the names, and the stretches that they take. Stretches are in order, and do
    not overlap.
    """

    spans: tuple[Span, ...]
    definitions: frozenset[str] = frozenset()
    extents: tuple[Span, ...] = ()

    def has(self, finding: Finding) -> bool:
        """Tell whether a finding is about what has changed."""
        place = finding.exact or finding.span
        at = Span(place.start, max(place.end, place.start + 1))
        return (
            finding.definition in self.definitions
            or _meet(self.spans, at)
            or _meet(self.extents, at)
        )


def only_changed(
    base: Base,
    now: Result,
    lint_plan: Callable[[Plan, Workspace, Config], Result],
    *,
    paths: Sequence[Path],
    workspace: Workspace,
    config: Config,
    definitions: bool = False,
) -> Result:
    """Keep what has come since `base`, of the result `now` of linting `paths`.

    Findings on changed lines are kept, or, with `definitions`, all in the definitions that have
    such lines. `lint_plan` lints the schemas as they were, if that is needed at all. Raises
    `GitError`.
    """
    files = {path: workspace.located(path) for path in now.sources}
    changes = changes_since(base, list(files.values()), workspace)
    if not changes:
        return msgspec.structs.replace(now, findings=())
    lines = {base.repository.top / c.path: c.lines for c in changes if c.path is not None}
    areas = {
        path: _area(lines[file], now.sources[path], workspace.module(file) if definitions else None)
        for path, file in files.items()
        if lines.get(file)
    }
    inside = frozenset(f for f in now.findings if f.path in areas and areas[f.path].has(f))
    if inside.issuperset(now.findings):
        return now
    before = lint_plan(*as_it_was(base, changes, paths, workspace, config))
    old = moved(base, changes)
    names = {workspace.shown(then): workspace.shown(path) for path, then in old.items()}
    findings = kept(now.findings, before.findings, inside, names)
    return msgspec.structs.replace(now, findings=findings)


def kept(
    now: Sequence[Finding],
    before: Sequence[Finding],
    inside: frozenset[Finding],
    names: Mapping[str, str],
) -> tuple[Finding, ...]:
    """Give the findings `inside` of what has changed, and those elsewhere that are new.

    A finding elsewhere is new if its file has more with its key there than it had `before`
    altogether. `names` tells what files of then are called now.
    """
    had = Counter(_known_by(finding, names) for finding in before)
    has = Counter(_known_by(finding) for finding in now if finding not in inside)
    return tuple(
        finding
        for finding in now
        if finding in inside or has[_known_by(finding)] > had[_known_by(finding)]
    )


def _known_by(finding: Finding, names: Mapping[str, str] | None = None) -> tuple[str, Key]:
    path = finding.path if names is None else names.get(finding.path, finding.path)
    return path, finding_key(finding)


def _area(lines: tuple[Lines, ...], source: Source, contents: ModuleContents | None) -> Area:
    spans = _spans(lines, source.text)
    changed = tuple(span for span in spans if span.start < span.end)
    if contents is None:
        return Area(changed)
    met = [(name, at) for name, at in _extents(contents) if _meet(spans, at)]
    return Area(changed, frozenset(name for name, _ in met), tuple(at for _, at in met))


def _spans(lines: tuple[Lines, ...], text: str) -> tuple[Span, ...]:
    """Give the stretches of text that lines are, as git counts these: by LF alone."""
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    starts.append(len(text))
    last = len(starts) - 1
    return tuple(
        Span(starts[min(each.start - 1, last)], starts[min(each.stop - 1, last)]) for each in lines
    )


def _extents(contents: ModuleContents) -> Iterator[tuple[str, Span]]:
    """Give the definitions of a file, each with the stretch from its doc comment to its end."""
    for definition in contents.definitions:
        first = definition.doc.span if definition.doc is not None else definition.span
        yield definition.name, Span(first.start, definition.span.end)


def _meet(spans: Sequence[Span], extent: Span) -> bool:
    """Tell whether an extent overlaps one of `spans`, or has an empty one in it.

    An empty span is where lines were removed.
    """
    index = bisect_left(spans, extent.end, key=attrgetter("start")) - 1
    return index >= 0 and extent.start < spans[index].end
