"""Verdicts on modules, kept as long as what they hang on is as it was.

The findings of a module hang on its text and on the definitions that rules looked up meanwhile.
A verdict is kept with both; as long as they are the same, the rules need not look again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property

import msgspec

from qapidoc.engine.digests import SchemaDigests, told
from qapidoc.engine.trace import Trace
from qapidoc.findings import Finding
from qapidoc.history.dates import Dates
from qapidoc.releases import Release
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import Problem
from qapidoc.schema.surroundings import Around, answer
from qapidoc.store import Store, digest

_ABSENT = b""
"""In place of the digest of what is not there."""


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Findings, and what they hang on besides the module itself.

    ``names`` are the definitions that were looked up, ``files`` the modules that were or that
    findings point into, ``everything`` all modules, each with its digest; ``users`` are the types
    whose users were, with the names of these; ``asked`` what is around the schema. Of definitions
    in ``shapes``, the comments do not count; ``all_names`` is the digest of the names of all.
    """

    findings: tuple[Finding, ...]
    names: dict[str, bytes] = {}
    users: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    everything: bytes = _ABSENT
    asked: dict[str, bool] = {}
    shapes: dict[str, bytes] = {}
    all_names: bytes = _ABSENT


_DECODER = msgspec.msgpack.Decoder(Verdict)


class Verdicts:
    """The verdicts of `rules` on the modules of one schema, and on the schema as a whole.

    They are kept in `store`; without one, none is known. `digests` are those of the schema.
    """

    def __init__(
        self,
        digests: SchemaDigests,
        target: Release,
        rules: Sequence[Rule],
        store: Store | None,
        dates: Dates | None = None,
        *,
        around: Around,
    ) -> None:
        self.digests = digests
        self.schema = digests.schema
        self.target = target
        self.rules = rules
        self.store = store
        self.dates = dates
        self.around = around

    def get(self, path: str | None) -> Verdict | None:
        """Give the verdict on a module, or on the whole schema, if it is known and still holds."""
        data = self.store.get(self._key(path)) if self.store is not None else None
        if data is None:
            return None
        try:
            verdict = _DECODER.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            return None
        return verdict if self._holds(verdict) else None

    def put(self, path: str | None, verdict: Verdict) -> None:
        """Keep a verdict, unless names in it have bytes that are no UTF-8."""
        if self.store is not None:
            with suppress(UnicodeEncodeError):
                self.store.put(self._key(path), msgspec.msgpack.encode(verdict))

    def verdict(self, findings: tuple[Finding, ...], trace: Trace) -> Verdict:
        """Add to findings what they hang on, if they are to be kept."""
        if self.store is None:
            return Verdict(findings, asked=trace.asked)
        pointed = {path for finding in findings for path in _places(finding)}
        return Verdict(
            findings,
            {name: self.digests.definitions.get(name, _ABSENT) for name in sorted(trace.names)},
            {name: self.schema.users.get(name, ()) for name in sorted(trace.users)},
            {path: self.digests.texts.get(path, _ABSENT) for path in sorted(pointed | trace.paths)},
            self.digests.everything if trace.everything else _ABSENT,
            trace.asked,
            {name: self.digests.shapes.get(name, _ABSENT) for name in sorted(trace.shapes)},
            self.digests.names if trace.all_names else _ABSENT,
        )

    def _holds(self, verdict: Verdict) -> bool:
        """Tell whether all that a verdict hangs on is as it was."""
        return (
            verdict.everything in {_ABSENT, self.digests.everything}
            and verdict.all_names in {_ABSENT, self.digests.names}
            and all(
                self.digests.definitions.get(name, _ABSENT) == d
                for name, d in verdict.names.items()
            )
            and all(
                self.digests.shapes.get(name, _ABSENT) == d for name, d in verdict.shapes.items()
            )
            and all(
                self.schema.users.get(name, ()) == users for name, users in verdict.users.items()
            )
            and all(self.digests.texts.get(path, _ABSENT) == d for path, d in verdict.files.items())
            and all(answer(self.around, question) == a for question, a in verdict.asked.items())
        )

    # --- what verdicts hang on ---------------------------------------------------------------

    def _key(self, path: str | None) -> bytes:
        """Give what a verdict hangs on whatever the rules look up."""
        if path is None:
            return digest(b"schema", self._setting, self.digests.everything)
        names = [name for name in self.schema.modules[path].contents if isinstance(name, str)]
        problems = [_facts(problem) for problem in self.digests.problems.get(path, ())]
        own = told(path, names, problems)
        text = self.digests.texts[path]
        return digest(b"module", self._setting, text, own, self._dated(names))

    def _dated(self, names: Sequence[str]) -> bytes:
        """Give what the dates of definitions hang on."""
        if self.dates is None:
            return b""
        definitions = self.schema.definitions
        return self.dates.digest(definitions[name] for name in names)

    @cached_property
    def _setting(self) -> bytes:
        """What all verdicts hang on: what of the schema every rule may see."""
        schema = self.schema
        rules = [rule.name for rule in self.rules]
        problems = sorted({f"{p.kind} {p.definition}" for p in schema.problems})
        pragma = (
            sorted(value) if isinstance(value, frozenset) else value
            for value in msgspec.structs.astuple(schema.pragma)
        )
        lost = sorted(schema.lost)
        return told(rules, self.target, schema.root, *pragma, schema.complete, lost, problems)


def _places(finding: Finding) -> Iterator[str]:
    """Give the paths of what a finding points at besides its own place."""
    yield from (related.path for related in finding.related)
    if finding.fix is not None:
        yield from (edit.path for edit in finding.fix.edits)


def _facts(problem: Problem) -> tuple[object, ...]:
    """Give what a finding shows of a problem."""
    fix = (problem.fix.description, problem.fix.edits) if problem.fix is not None else None
    return problem.kind, problem.span, problem.message, problem.member, problem.related, fix
