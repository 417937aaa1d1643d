"""Whether a fix changes no more than it says, found out before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from qapidoc.config import Config
from qapidoc.engine.edits import edited, is_possible
from qapidoc.engine.meaning import changed
from qapidoc.engine.plan import Job, target_release
from qapidoc.findings import Finding
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

Problems = Counter[tuple[str, str]]
"""How many findings a file has of a rule of the family ``language``, by path and rule."""


class Proven(msgspec.Struct, frozen=True):
    """Fixes of which it is proven what they change, and the files with them applied.

    ``base`` are the files that the findings are about.
    """

    base: Workspace
    workspace: Workspace
    problems: Problems
    findings: tuple[Finding, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    """A finding whose fix is not applied, and what it would have done: the end of a sentence."""

    finding: Finding
    reason: str


class Prover:
    """Tries fixes on the schemas of `jobs`, in memory."""

    def __init__(self, jobs: Sequence[Job], config: Config) -> None:
        self.jobs = jobs
        self.config = config
        self.rules = select(["language"], [])

    def start(self, workspace: Workspace) -> Proven:
        """Begin with the files as they are."""
        return Proven(workspace, workspace, self.problems(workspace))

    def prove(self, proven: Proven, findings: Sequence[Finding]) -> tuple[Proven, list[Refusal]]:
        """Apply the fixes of `findings` that change no more than they say; refuse the others."""
        groups: dict[frozenset[str], list[Finding]] = {}
        for finding in findings:
            assert finding.fix is not None
            groups.setdefault(finding.fix.changes, []).append(finding)
        refusals: list[Refusal] = []
        for group in groups.values():
            proven, refused = self.bisect(proven, group)
            refusals += refused
        return proven, refusals

    def bisect(self, proven: Proven, findings: Sequence[Finding]) -> tuple[Proven, list[Refusal]]:
        """Apply fixes that declare the same; halve them until the guilty ones are found."""
        tried = self.tried(proven, findings)
        if isinstance(tried, Proven):
            return tried, []
        if len(findings) == 1:
            return proven, [Refusal(findings[0], tried)]
        middle = len(findings) // 2
        refusals: list[Refusal] = []
        for half in (findings[:middle], findings[middle:]):
            proven, refused = self.bisect(proven, half)
            refusals += refused
        return proven, refusals

    def tried(self, proven: Proven, findings: Sequence[Finding]) -> Proven | str:
        """Apply fixes that declare the same, or say what speaks against it."""
        if not all(is_possible(finding.fix.edits) for finding in findings if finding.fix):
            return "has edits that overlap"
        together = (*proven.findings, *findings)
        paths = dict.fromkeys(path for finding in findings for path in edited_paths(finding))
        texts = {proven.base.located(path): _applied(proven.base, path, together) for path in paths}
        workspace = proven.workspace.replacing(texts)
        declared = findings[0].fix.changes if findings[0].fix is not None else frozenset()
        for path in texts:
            more = changed(proven.workspace.module(path), workspace.module(path)) - declared
            if more:
                return f"would change {', '.join(sorted(more))}"
        problems = self.problems(workspace)
        new = sorted({rule for _, rule in problems - proven.problems})
        if new:
            return f"would lead to {', '.join(new)}"
        return Proven(proven.base, workspace, problems, together)

    def problems(self, workspace: Workspace) -> Problems:
        """Count what the language does not allow."""
        found: Problems = Counter()
        for job in self.jobs:
            schema = load_schema(job.root, workspace, configured=self.config.folder)
            context = Context(schema, target_release(job.root, self.config))
            for rule in self.rules:
                found.update((finding.path, rule.name) for finding in rule.check(context))
        return found


def edited_paths(finding: Finding) -> Collection[str]:
    """Give the paths of the files that the fix of a finding edits, each once."""
    return dict.fromkeys(edit.path for edit in finding.fix.edits) if finding.fix else {}


def _applied(workspace: Workspace, path: str, findings: Sequence[Finding]) -> bytes:
    source = workspace.module(workspace.located(path)).source
    fixes = (finding.fix for finding in findings if finding.fix is not None)
    edits = [edit for fix in fixes for edit in fix.edits if edit.path == path]
    text = edited(source.text, edits)
    return text.encode("utf-8", "surrogateescape")
