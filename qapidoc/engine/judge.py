"""Rules over one schema: module by module, with two processes where that pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from qapidoc.engine.forks import forked, shares
from qapidoc.engine.stamp import stamp
from qapidoc.engine.trace import traced
from qapidoc.engine.verdicts import Verdict, Verdicts
from qapidoc.findings import Finding
from qapidoc.history.dates import Dates
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.model import Schema
from qapidoc.store import Store

_VERDICTS = msgspec.msgpack.Decoder(list[Verdict])


class SchemaJudge:
    """Runs rules over one schema; `store` is asked first, and told the verdicts.

    `dates` are for rules that look at the history.

    ``judged`` counts the modules that rules had to look at.
    """

    def __init__(
        self,
        schema: Schema,
        target: Release,
        rules: Sequence[Rule],
        store: Store | None = None,
        *,
        dates: Dates | None = None,
        fork: bool = False,
    ) -> None:
        self.schema = schema
        self.target = target
        self.rules = rules
        self.dates = dates
        self.fork = fork
        self.judged = 0
        self.verdicts = Verdicts(schema, target, rules, store, dates)

    def findings(self, paths: Sequence[str]) -> Iterator[Finding]:
        """Give all findings in the modules at `paths`."""
        shown = frozenset(paths)
        known = {path: self.verdicts.get(path) for path in paths}
        new = self._judge([path for path, verdict in known.items() if verdict is None])
        found = [verdict.findings for verdict in (*known.values(), *new) if verdict is not None]
        for findings in (*found, self._on_schema):
            yield from (finding for finding in findings if finding.path in shown)

    def _judge(self, paths: Sequence[str]) -> list[Verdict]:
        """Let the rules look at the modules at `paths`, and keep the verdicts."""
        self.judged += len(paths)
        lengths = {path: len(self.schema.source(path).text) for path in paths}
        mine, theirs = shares(lengths) if self.fork else (list(paths), [])
        if not theirs:
            verdicts = self._verdicts(mine)
        else:
            with forked(lambda: msgspec.msgpack.encode(self._verdicts(theirs))) as result:
                verdicts = self._verdicts(mine)
                _ = self._on_schema  # while the other process is at it
                data = result()
            verdicts += self._verdicts(theirs) if data is None else _VERDICTS.decode(data)
        for path, verdict in zip((*mine, *theirs), verdicts, strict=True):
            self.verdicts.put(path, verdict)
        return verdicts

    def _verdicts(self, paths: Sequence[str]) -> list[Verdict]:
        return [self._verdict(path) for path in paths]

    def _verdict(self, path: str) -> Verdict:
        schema, trace = traced(self.schema)
        context = Context(schema, self.target, (path,), self.dates)
        return self.verdicts.verdict(self._found(Scope.MODULE, context), trace)

    @cached_property
    def _on_schema(self) -> tuple[Finding, ...]:
        """What the rules find that look at all modules at once."""
        if not any(rule.scope is Scope.SCHEMA for rule in self.rules):
            return ()
        verdict = self.verdicts.get(None)
        if verdict is None:
            verdict = Verdict(
                self._found(Scope.SCHEMA, Context(self.schema, self.target, None, self.dates))
            )
            self.verdicts.put(None, verdict)
        return verdict.findings

    def _found(self, scope: Scope, context: Context) -> tuple[Finding, ...]:
        return tuple(
            stamp(finding, rule)
            for rule in self.rules
            if rule.scope is scope
            for finding in rule.check(context)
        )
