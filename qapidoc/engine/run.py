"""Rules over schemas to findings, each once and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from qapidoc.config import Config
from qapidoc.engine.plan import Job, target_release
from qapidoc.engine.result import Result
from qapidoc.findings import Finding
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.workspace import Workspace


class UnreadableRootError(Exception):
    """A root that cannot be read; the message names it and says why."""


def lint(
    jobs: Sequence[Job],
    rules: Sequence[Rule],
    workspace: Workspace,
    config: Config,
) -> Result:
    """Read the schemas of `jobs` and run `rules` over them; raise `UnreadableRootError`."""
    schemas: list[Schema] = []
    collected: list[Finding] = []
    for job in jobs:
        schema = _load(job, workspace, config)
        schemas.append(schema)
        shown = None if job.files is None else {workspace.shown(path) for path in job.files}
        context = Context(schema, target_release(job.root, config))
        found = (finding for rule in rules for finding in run_rule(rule, context))
        ordered = _in_order((f for f in found if shown is None or f.path in shown), schema)
        collected.extend(dict.fromkeys(ordered))
    sources = {path: module.source for schema in schemas for path, module in schema.modules.items()}
    kept = _once(collected, schemas, {rule.name for rule in rules if rule.whole_schema})
    return Result(tuple(kept), sources, tuple(schema.root for schema in schemas))


def run_rule(rule: Rule, context: Context) -> Iterable[Finding]:
    """Give a rule's findings, stamped with what the rule is."""
    for finding in rule.check(context):
        yield msgspec.structs.replace(
            finding,
            rule=rule.name,
            code=rule.code,
            severity=rule.severity,
            confidence=rule.confidence,
        )


def _load(job: Job, workspace: Workspace, config: Config) -> Schema:
    try:
        return load_schema(job.root, workspace, configured=config.folder)
    except OSError as error:
        shown = workspace.shown(job.root)
        raise UnreadableRootError(f"{shown}: cannot be read: {error.strerror or error}") from None


def _in_order(findings: Iterable[Finding], schema: Schema) -> list[Finding]:
    """Sort by the order of includes, then by offset."""
    rank = {path: index for index, path in enumerate(schema.modules)}
    return sorted(
        findings,
        key=lambda f: (rank.get(f.path, len(rank)), f.span, f.exact or f.span, f.code, f.message),
    )


def _once(
    findings: Iterable[Finding], schemas: Sequence[Schema], whole: set[str]
) -> Iterable[Finding]:
    """Give each finding once; those of `whole` only if all schemas with the file have them."""
    holders = Counter(path for schema in schemas for path in schema.modules)
    counts: Counter[tuple[object, ...]] = Counter()
    first: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.path, finding.span, finding.exact, finding.rule, finding.message)
        counts[key] += 1
        first.setdefault(key, finding)
    for seen, finding in first.items():
        if finding.rule not in whole or counts[seen] >= holders[finding.path]:
            yield finding
