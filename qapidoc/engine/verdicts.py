"""What rules find in a schema, module by module, and what of that still holds.

The findings of a module hang on its text and on the definitions that rules looked up meanwhile.
A verdict is kept with both; as long as they are the same, the rules need not look again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

import msgspec

from qapidoc.engine.forks import forked, shares
from qapidoc.engine.stamp import stamp
from qapidoc.engine.trace import Trace, traced
from qapidoc.findings import Finding
from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.problems import Problem
from qapidoc.store import Store, digest

_ABSENT = b""
"""In place of the digest of what is not there."""


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Findings, and what they hang on besides the module itself.

    ``names`` are the definitions that were looked up, ``files`` the modules that were or that
    findings point into, ``everything`` all modules, each with its digest; ``users`` are the types
    whose users were, with the names of these.
    """

    findings: tuple[Finding, ...]
    names: dict[str, bytes] = {}
    users: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    everything: bytes = _ABSENT


_VERDICTS = msgspec.msgpack.Decoder(list[Verdict])
_NOTHING = msgspec.msgpack.encode([])
_VERDICT = msgspec.msgpack.Decoder(Verdict)


class SchemaJudge:
    """Runs rules over one schema; `store` is asked first, and told the verdicts.

    ``judged`` counts the modules that rules had to look at.
    """

    def __init__(
        self,
        schema: Schema,
        target: Release,
        rules: Sequence[Rule],
        store: Store | None = None,
        *,
        fork: bool = False,
    ) -> None:
        self.schema = schema
        self.target = target
        self.store = store
        self.fork = fork
        self.judged = 0
        self.by_module = [rule for rule in rules if rule.scope is Scope.MODULE]
        self.by_schema = [rule for rule in rules if rule.scope is Scope.SCHEMA]

    def findings(self, paths: Sequence[str]) -> Iterator[Finding]:
        """Give all findings in the modules at `paths`."""
        shown = frozenset(paths)
        verdicts = {path: self.known(self.key(path)) for path in paths}
        self.judge([path for path in paths if verdicts[path] is None], verdicts)
        found = [self.findings_of_schema]
        found += [verdict.findings for verdict in verdicts.values() if verdict is not None]
        yield from (finding for each in found for finding in each if finding.path in shown)

    # --- single modules ----------------------------------------------------------------------

    def judge(self, paths: Sequence[str], verdicts: dict[str, Verdict | None]) -> None:
        """Put verdicts on the modules at `paths` into `verdicts`, and keep them."""
        self.judged += len(paths)
        lengths = {path: len(self.schema.source(path).text) for path in paths}
        mine, theirs = shares(lengths) if self.fork else (list(paths), [])
        if theirs:
            with forked(lambda: self.encoded(theirs)) as result:
                verdicts.update((path, self.verdict(path)) for path in mine)
                _ = self.findings_of_schema  # while the other process is at it
                data = result()
            mine = theirs if data is None else []
            verdicts.update(zip(theirs, _VERDICTS.decode(data or _NOTHING), strict=False))
        verdicts.update((path, self.verdict(path)) for path in mine)
        for path in paths:
            self.keep(self.key(path), verdicts[path])

    def encoded(self, paths: Sequence[str]) -> bytes:
        """Write down the verdicts on modules."""
        return msgspec.msgpack.encode([self.verdict(path) for path in paths])

    def verdict(self, path: str) -> Verdict:
        """Let the rules look at the module at `path`."""
        schema, trace = traced(self.schema)
        context = Context(schema, self.target, (path,))
        found = tuple(finding for rule in self.by_module for finding in run_rule(rule, context))
        return self.signed(found, trace)

    def signed(self, findings: tuple[Finding, ...], trace: Trace) -> Verdict:
        """Add to findings what they hang on."""
        pointed = {other for finding in findings for other in _elsewhere(finding)}
        return Verdict(
            findings,
            {name: self.digests.get(name, _ABSENT) for name in sorted(trace.names)},
            {name: self.schema.users.get(name, ()) for name in sorted(trace.users)},
            {other: self.texts.get(other, _ABSENT) for other in sorted(pointed | trace.paths)},
            self.everything if trace.everything else _ABSENT,
        )

    # --- what is kept ------------------------------------------------------------------------

    def known(self, key: bytes) -> Verdict | None:
        """Give the verdict that is kept under a key, if it still holds."""
        data = self.store.get(key) if self.store is not None else None
        if data is None:
            return None
        try:
            verdict = _VERDICT.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            return None
        return verdict if self.holds(verdict) else None

    def keep(self, key: bytes, verdict: Verdict | None) -> None:
        """Keep a verdict, unless names in it have bytes that are no UTF-8."""
        if self.store is not None and verdict is not None:
            with suppress(UnicodeEncodeError):
                self.store.put(key, msgspec.msgpack.encode(verdict))

    def holds(self, verdict: Verdict) -> bool:
        """Tell whether all that a verdict hangs on is as it was."""
        return (
            verdict.everything in {_ABSENT, self.everything}
            and all(self.digests.get(name, _ABSENT) == d for name, d in verdict.names.items())
            and all(
                self.schema.users.get(name, ()) == users for name, users in verdict.users.items()
            )
            and all(self.texts.get(path, _ABSENT) == d for path, d in verdict.files.items())
        )

    def key(self, path: str) -> bytes:
        """Give the key of the verdict on a module: what of the schema every rule may see."""
        module = self.schema.modules[path]
        names = [name for name in module.contents if isinstance(name, str)]
        told = _told(path, names, [_facts(problem) for problem in self.problems.get(path, ())])
        return digest(b"verdict", self.setting, self.texts[path], told)

    @cached_property
    def setting(self) -> bytes:
        """What all verdicts hang on."""
        schema = self.schema
        rules = [rule.name for rule in (*self.by_module, *self.by_schema)]
        problems = sorted({f"{p.kind} {p.definition}" for p in schema.problems})
        pragma = (
            sorted(value) if isinstance(value, frozenset) else value
            for value in msgspec.structs.astuple(schema.pragma)
        )
        lost = sorted(schema.lost)
        return _told(rules, self.target, schema.root, *pragma, schema.complete, lost, problems)

    @cached_property
    def problems(self) -> Mapping[str, list[Problem]]:
        """The problems by their module."""
        found: dict[str, list[Problem]] = {}
        for problem in self.schema.problems:
            found.setdefault(problem.path, []).append(problem)
        return found

    @cached_property
    def texts(self) -> Mapping[str, bytes]:
        """The digests of the modules, with what their includes lead to."""
        return {
            path: digest(module.source.encoded(), _told(module.includes))
            for path, module in self.schema.modules.items()
        }

    @cached_property
    def everything(self) -> bytes:
        """The digest of all modules."""
        return digest(*(_told(path, text) for path, text in self.texts.items()))

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """The digests of the definitions: of their text and that of their comment."""
        return {name: self._digest(each) for name, each in self.schema.definitions.items()}

    def _digest(self, definition: Definition) -> bytes:
        text = self.schema.source(definition.path).text
        doc = definition.doc
        comment = text[doc.start : doc.end] if doc is not None else ""
        expression = text[definition.span.start : definition.span.end]
        told = f"{definition.path}\0{comment}\0{expression}"
        return digest(told.encode("utf-8", "surrogateescape"))

    # --- all modules at once -----------------------------------------------------------------

    @cached_property
    def findings_of_schema(self) -> tuple[Finding, ...]:
        """Give the findings of the rules that look at all modules at once."""
        if not self.by_schema:
            return ()
        key = digest(b"schema", self.setting, self.everything)
        verdict = self.known(key)
        if verdict is None:
            context = Context(self.schema, self.target)
            found = (finding for rule in self.by_schema for finding in run_rule(rule, context))
            verdict = Verdict(tuple(found))
            self.keep(key, verdict)
        return verdict.findings


def run_rule(rule: Rule, context: Context) -> Iterable[Finding]:
    """Give a rule's findings, stamped with what the rule is."""
    for finding in rule.check(context):
        yield stamp(finding, rule)


def _elsewhere(finding: Finding) -> Iterator[str]:
    """Give the paths of all places that a finding names besides its own."""
    yield from (related.path for related in finding.related)
    if finding.fix is not None:
        yield from (edit.path for edit in finding.fix.edits)


def _facts(problem: Problem) -> tuple[object, ...]:
    """Give what a finding shows of a problem."""
    fix = (problem.fix.description, problem.fix.edits) if problem.fix is not None else None
    return problem.kind, problem.span, problem.message, problem.member, problem.related, fix


def _told(*facts: object) -> bytes:
    """Write facts down, so that they can be part of a key; sets among them must be sorted."""
    return repr(facts).encode("utf-8", "backslashreplace")
