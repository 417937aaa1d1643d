"""Comments in schemas that suppress findings, and what is wrong with what they name."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from qapidoc.engine.stamp import stamp
from qapidoc.findings import Edit, Finding, Fix, replacement
from qapidoc.rules.ignore import unknown, unused
from qapidoc.rules.registry import RETIRED, RULES, SELECTORS
from qapidoc.rules.rule import Rule, Stage
from qapidoc.schema.names import Guesses
from qapidoc.source import Source, Span
from qapidoc.syntax.ignores import Ignore
from qapidoc.syntax.nodes import Name

Ignores = Mapping[str, Sequence[Ignore]]
"""The comments of files, by the paths that findings show."""


def apply_ignores(
    found: Sequence[Sequence[Finding]],
    ignores: Sequence[Ignores],
    rules: Sequence[Rule],
    sources: Mapping[str, Source],
    doubtful: Collection[str] = (),
) -> list[list[Finding]]:
    """Leave out what comments suppress, and add what is wrong with the comments themselves.

    `found` are the findings in each root, in files that are shown, and `ignores` the comments in
    these files. A comment is of use if it is so in any root; hence this comes before findings of
    several roots are made one. What is added stands in the first root of its file. In `doubtful`
    files, where rules may have said nothing for want of what could not be read, no comment is
    called unused.
    """
    comments = [
        (path, ignore)
        for path, held in {p: i for by_path in ignores for p, i in by_path.items()}.items()
        for ignore in held
    ]
    if not comments:
        return [list(findings) for findings in found]
    suppressions = _Suppressions(comments)
    kept = [list(suppressions.unsuppressed(findings)) for findings in found]
    running = {rule.name for rule in rules}

    def add(rule: Rule, findings: Iterable[Finding]) -> None:
        if rule.name not in running:
            return
        for finding in suppressions.unsuppressed([stamp(finding, rule) for finding in findings]):
            root = next(index for index, held in enumerate(ignores) if finding.path in held)
            kept[root].append(finding)

    add(unknown.RULE, _unknown(comments, sources))
    judged = [(path, ignore) for path, ignore in comments if path not in doubtful]
    add(unused.RULE, _unused(judged, running, suppressions.hits, sources))
    return kept


class _Suppressions:
    """What comments suppress; ``hits`` are file, scope and rule of all that they did."""

    def __init__(self, comments: Iterable[tuple[str, Ignore]]) -> None:
        self.hits = set[tuple[str, Span | None, str]]()
        self._rules = defaultdict[tuple[str, Span | None], set[str]](set)
        scopes = defaultdict[str, set[Span]](set)
        for path, ignore in comments:
            for name in ignore.names:
                self._rules[path, ignore.scope] |= rules_named(name.value)
            if ignore.scope is not None:
                scopes[path].add(ignore.scope)
        self._scopes = {path: sorted(spans) for path, spans in scopes.items()}

    def unsuppressed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            scopes = (None, self._scope(finding))
            hits = {
                (finding.path, scope, finding.rule)
                for scope in scopes
                if finding.rule in self._rules.get((finding.path, scope), ())
            }
            self.hits |= hits
            if not hits:
                yield finding

    def _scope(self, finding: Finding) -> Span | None:
        scopes = self._scopes.get(finding.path, ())
        offset = finding.span.start
        index = bisect.bisect_right(scopes, offset, key=lambda span: span.start) - 1
        return scopes[index] if index >= 0 and offset < scopes[index].end else None


def rules_named(name: str) -> frozenset[str]:
    """Give the names of the rules that a name, code or family stands for."""
    return _rules_named(name) if name in SELECTORS else frozenset()


@cache
def _rules_named(name: str) -> frozenset[str]:
    return frozenset(rule.name for rule in RULES if name in rule.exact or name in rule.families)


def _unknown(
    comments: Iterable[tuple[str, Ignore]], sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """Find names that no rule and no family has."""
    guesses = Guesses(SELECTORS)
    for path, ignore in comments:
        for name in ignore.names:
            if name.value in SELECTORS:
                continue
            if name.value in RETIRED:
                fix = _without(sources[path], ignore, [name])
                yield Finding(path, name.span, RETIRED[name.value], fix=fix)
                continue
            near = guesses.nearest(name.value)
            hint = f"did you mean '{near}'?" if near else "'qapidoc rule --all' lists them"
            yield Finding(
                path,
                name.span,
                f"there is no rule, code or family '{name.value}'; {hint}",
                fix=replacement(path, name.span, near) if near else None,
            )


def _unused(
    comments: Iterable[tuple[str, Ignore]],
    running: Collection[str],
    hits: Collection[tuple[str, Span | None, str]],
    sources: Mapping[str, Source],
) -> Iterator[Finding]:
    """Find names that suppress nothing, though their rules ran over all of the scope."""
    for path, ignore in comments:
        if not ignore.readable:
            continue
        idle = [
            name
            for name in ignore.names
            if _have_run(rules := rules_named(name.value), running)
            and not any((path, ignore.scope, rule) in hits for rule in rules)
        ]
        fix = _without(sources[path], ignore, frozenset(idle)) if idle else None
        where = "the file" if ignore.scope is None else "what follows"
        for name in idle:
            yield Finding(
                path,
                name.span,
                f"'{name.value}' suppresses nothing in {where}; remove it",
                fix=fix,
            )


def _have_run(names: Collection[str], running: Collection[str]) -> bool:
    """Tell whether rules ran, those aside that a family alone does not bring.

    What names the rule about unused comments is never judged: it would have to judge itself.
    """
    if unused.RULE.name in names:
        return False
    usual = {
        rule.name
        for rule in RULES
        if rule.name in names and rule.default and rule.stage is Stage.STABLE
    }
    needed = usual or names
    return bool(needed) and all(name in running for name in needed)


def _without(source: Source, ignore: Ignore, idle: Collection[Name]) -> Fix:
    """Take names out of a comment, all at once; without any left, the comment goes."""
    kept = [name.value for name in ignore.names if name not in idle]
    if kept:
        span = Span(ignore.names[0].start, ignore.names[-1].end)
        edit = Edit(source.path, span, ", ".join(kept))
    else:
        line = source.position(ignore.span.start).line
        start = source.line_starts[line - 1]
        last = line == len(source.line_starts)
        end = len(source.text) if last else source.line_starts[line]
        edit = Edit(source.path, Span(start, end), "")
    return Fix("remove what suppresses nothing", "safe", (edit,))
