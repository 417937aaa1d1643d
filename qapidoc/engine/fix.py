"""Applies the fixes of findings, in rounds, to the texts in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.engine.edits import together
from qapidoc.engine.keys import finding_key
from qapidoc.engine.plan import Job
from qapidoc.engine.proof import Proven, Prover, Refusal, edited_paths
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace, schema_top

ROUNDS = 20
"""So often at most are fixes applied; one that is to be applied once more never ends."""

Lint = Callable[[Workspace], Result]


class Change(msgspec.Struct, frozen=True):
    """A file that fixes change: where it is, its path as shown, its bytes before and after."""

    file: Path
    path: str
    before: bytes
    after: bytes


class Fixed(msgspec.Struct, frozen=True):
    """What came of fixing. Nothing is written yet.

    ``result`` is what is left to find in the changed texts, and ``applied`` the number of fixes
    in them. ``unsafe`` counts the findings left that have an unsafe fix, if only safe ones were
    to be applied. ``endless`` are rules whose fixes go in circles or come up again and again;
    none of theirs is in the texts.
    """

    result: Result
    changes: tuple[Change, ...]
    applied: int
    unsafe: int
    refusals: tuple[Refusal, ...]
    endless: tuple[str, ...]


def fix(
    lint: Lint,
    jobs: Sequence[Job],
    workspace: Workspace,
    config: Config,
    *,
    unsafe: bool = False,
    only: Collection[Path] | None = None,
) -> Fixed:
    """Lint the schemas of `jobs`, and apply fixes until there is none left.

    Only files that `jobs` show findings of are edited, of these only those in `only`, if it is
    given, and none that lies outside of its schema's tree.
    """
    files = _editable(jobs, workspace, config)
    if only is not None:
        files &= {*only}
    return _Fixer(lint, Prover(jobs, config), workspace, files, unsafe=unsafe).run()


class _Round(msgspec.Struct, frozen=True):
    """Where a round began: the texts that were changed by then, and the fixes in them."""

    workspace: Workspace
    texts: Mapping[Path, bytes]
    applied: tuple[Finding, ...]


class _Fixer:
    def __init__(
        self,
        lint: Lint,
        prover: Prover,
        workspace: Workspace,
        files: AbstractSet[Path],
        *,
        unsafe: bool,
    ) -> None:
        self.lint = lint
        self.prover = prover
        self.start = workspace
        self.unsafe = unsafe
        self.files = files
        self.refusals: dict[object, Refusal] = {}
        self.endless: dict[str, None] = {}

    def run(self) -> Fixed:
        """Apply fixes, and without those of rules that turn out not to end."""
        while True:
            rounds = [_Round(self.start, {}, ())]
            result = self.lint(self.start)
            self.refusals = {}
            while wanted := self.wanted(result):
                proven = self.proven(rounds[-1].workspace, wanted)
                if not proven.findings:
                    continue  # what was refused is not wanted any more
                rounds.append(self.after(rounds[-1], proven))
                endless = _endless(rounds)
                if endless:
                    self.endless |= endless
                    break
                result = self.lint(rounds[-1].workspace)
                self.refusals = {}  # what did harm to the text before may do none to this one
            else:
                return self.fixed(rounds[-1], result)

    def wanted(self, result: Result) -> list[Finding]:
        """Give the findings whose fixes are to be applied next, in one go."""
        return list(together(filter(self.is_wanted, result.findings)))

    def is_wanted(self, finding: Finding) -> bool:
        """Tell whether the fix of a finding is to be applied, and nothing speaks against it."""
        found = finding.fix
        if found is None or finding.rule in self.endless or finding_key(finding) in self.refusals:
            return False
        if found.applicability == "unsafe" and not self.unsafe:
            return False
        return self.is_in_reach(finding)

    def is_in_reach(self, finding: Finding) -> bool:
        return all(self.start.located(path) in self.files for path in edited_paths(finding))

    def proven(self, workspace: Workspace, findings: Sequence[Finding]) -> Proven:
        proven, refusals = self.prover.prove(self.prover.start(workspace), findings)
        for refusal in refusals:
            self.refusals.setdefault(finding_key(refusal.finding), refusal)
        return proven

    def after(self, last: _Round, proven: Proven) -> _Round:
        files = {*last.texts, *self.edited(proven.findings)}
        after = {file: proven.workspace.data(file) for file in files}
        texts = {file: text for file, text in after.items() if text != self.original(file)}
        return _Round(proven.workspace, texts, (*last.applied, *proven.findings))

    def original(self, file: Path) -> bytes:
        """Give the bytes that were read, whatever is in the file by now."""
        return self.start.module(file).source.encoded()

    def edited(self, findings: Sequence[Finding]) -> set[Path]:
        return {self.start.located(path) for f in findings for path in edited_paths(f)}

    def fixed(self, last: _Round, result: Result) -> Fixed:
        changes = tuple(
            Change(file, self.start.shown(file), self.original(file), text)
            for file, text in sorted(last.texts.items())
        )
        more = [
            finding
            for finding in result.findings
            if finding.fix is not None
            and finding.fix.applicability == "unsafe"
            and not self.unsafe
            and self.is_in_reach(finding)
        ]
        return Fixed(
            result,
            changes,
            len(last.applied),
            len(more),
            tuple(self.refusals.values()),
            tuple(self.endless),
        )


def _endless(rounds: Sequence[_Round]) -> dict[str, None]:
    """Give the rules whose fixes lead back to texts of an earlier round, or to one too many."""
    last = rounds[-1]
    for earlier in rounds[:-1]:
        if earlier.texts == last.texts:
            return dict.fromkeys(f.rule for f in last.applied[len(earlier.applied) :])
    if len(rounds) <= ROUNDS + 1:
        return {}
    return dict.fromkeys(f.rule for f in last.applied[len(rounds[-2].applied) :])


def _editable(jobs: Sequence[Job], workspace: Workspace, config: Config) -> set[Path]:
    files = set[Path]()
    for job in jobs:
        top = schema_top(job.root, workspace.folder, config.folder)
        shown = job.files
        if shown is None:
            schema = load_schema(job.root, workspace, configured=config.folder)
            shown = frozenset(map(workspace.located, schema.modules))
        files |= {file for file in shown if file.is_relative_to(top)}
    return files
