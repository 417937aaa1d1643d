"""Rules over one schema: module by module, with two processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import msgspec

from qapidoc.engine.digests import SchemaDigests
from qapidoc.engine.forks import forked, shares
from qapidoc.engine.stamp import stamp
from qapidoc.engine.trace import traced, without_comments
from qapidoc.engine.verdicts import Verdict, Verdicts
from qapidoc.findings import Finding
from qapidoc.history.dates import Dates
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.model import Schema
from qapidoc.schema.surroundings import Around, Nothing, Noting
from qapidoc.store import Store

_VERDICTS = msgspec.msgpack.Decoder(list[Verdict])


LEAD = 150_000
"""Characters that take as long to judge as the dates of a schema of QEMU's, and rules on these."""


class SchemaJudge:
    """Runs rules over one schema; `store` is asked first, and told the verdicts.

    Rules that look at the history have verdicts of their own, since it takes some time to find
    out its dates, which `dates` gives; meanwhile, a fork can be at the others. Without `dates`,
    there is no history, and all rules go together. ``judged`` counts the modules that rules had
    to look at, those on the history aside. `around` is asked about the surroundings of the
    schema, and ``asked`` are the answers that verdicts hang on.
    """

    def __init__(
        self,
        schema: Schema,
        target: Release,
        rules: Sequence[Rule],
        store: Store | None = None,
        *,
        dates: Callable[[], Dates | None] | None = None,
        around: Around | None = None,
        fork: bool = False,
    ) -> None:
        self.schema = schema
        self.target = target
        self.rules = [rule for rule in rules if not rule.dated or dates is None]
        self.dated = [rule for rule in rules if rule.dated and dates is not None]
        self.fork = fork
        self.judged = 0
        self.asked: dict[str, bool] = {}
        self.digests = SchemaDigests(schema)
        self.around = around or Nothing()
        self.verdicts = Verdicts(self.digests, target, self.rules, store, around=self.around)
        self._store = store
        self._find_dates = dates
        self._contexts: dict[str, Context] = {}

    def findings(self, paths: Sequence[str]) -> Iterator[Finding]:
        """Give all findings in the modules at `paths`."""
        shown = frozenset(paths)
        known = {path: self.verdicts.get(path) for path in paths}
        new, dated = self._judge([path for path, v in known.items() if v is None], paths)
        verdicts = [v for v in (*known.values(), *new, *dated, self._on_schema) if v is not None]
        for verdict in verdicts:
            self.asked |= verdict.asked
            yield from (finding for finding in verdict.findings if finding.path in shown)

    def _judge(
        self, paths: Sequence[str], all_paths: Sequence[str]
    ) -> tuple[list[Verdict], list[Verdict]]:
        """Let the rules look at the modules at `paths`, and keep the verdicts.

        Those that look at the history have a say on `all_paths`; their verdicts are given besides.
        """
        self.judged += len(paths)
        lengths = {path: len(self.schema.source(path).text) for path in paths}
        lead = LEAD if self.dated else 0
        mine, theirs = shares(lengths, lead) if self.fork else (list(paths), [])
        if not theirs:
            verdicts = self._verdicts(mine)
            dated = self._on_dates(all_paths)
        else:
            with forked(lambda: msgspec.msgpack.encode(self._verdicts(theirs))) as result:
                dated = self._on_dates(all_paths)
                verdicts = self._verdicts(mine)
                _ = self._on_schema  # while the other process is at it
                data = result()
            verdicts += self._verdicts(theirs) if data is None else _VERDICTS.decode(data)
        for path, verdict in zip((*mine, *theirs), verdicts, strict=True):
            self.verdicts.put(path, verdict)
        return verdicts, dated

    def _verdicts(self, paths: Sequence[str]) -> list[Verdict]:
        return [self._verdict(self.verdicts, self.rules, path) for path in paths]

    def _verdict(
        self, verdicts: Verdicts, rules: Sequence[Rule], path: str, dates: Dates | None = None
    ) -> Verdict:
        schema, trace = traced(self.schema)
        bare = without_comments(self.schema, schema, trace)
        known = self._contexts.get(path) or Context(schema, self.target, (path,))
        around = Noting(self.around, trace.asked)
        context = self._contexts[path] = known.seen(schema, bare, dates, around)
        return verdicts.verdict(_found(rules, Scope.MODULE, context), trace)

    def _on_dates(self, paths: Sequence[str]) -> list[Verdict]:
        """Give the verdicts of the rules that look at the history."""
        if self._find_dates is None or not self.dated or not paths:
            return []
        dates = self._find_dates()
        verdicts = Verdicts(
            self.digests, self.target, self.dated, self._store, dates, around=self.around
        )
        found: list[Verdict] = []
        for path in paths:
            verdict = verdicts.get(path)
            if verdict is None:
                verdict = self._verdict(verdicts, self.dated, path, dates)
                verdicts.put(path, verdict)
            found.append(verdict)
        return found

    @cached_property
    def _on_schema(self) -> Verdict | None:
        """The verdict of the rules that look at all modules at once."""
        if not any(rule.scope is Scope.SCHEMA for rule in self.rules):
            return None
        verdict = self.verdicts.get(None)
        if verdict is None:
            asked: dict[str, bool] = {}
            context = Context(self.schema, self.target, around=Noting(self.around, asked))
            verdict = Verdict(_found(self.rules, Scope.SCHEMA, context), asked=asked)
            self.verdicts.put(None, verdict)
        return verdict


def _found(rules: Sequence[Rule], scope: Scope, context: Context) -> tuple[Finding, ...]:
    return tuple(
        stamp(finding, rule)
        for rule in rules
        if rule.scope is scope
        for finding in rule.check(context)
    )
