"""Rules over schemas to findings, each once and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qapidoc.config import Config
from qapidoc.engine.adjust import adjust
from qapidoc.engine.ignores import Ignores, apply_ignores
from qapidoc.engine.plan import Job, target_release
from qapidoc.engine.result import Result
from qapidoc.engine.stamp import stamp
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
    found: list[list[Finding]] = []
    ignores: list[Ignores] = []
    for job in jobs:
        schema = _load(job, workspace, config)
        schemas.append(schema)
        shown = set(schema.modules)
        if job.files is not None:
            shown = {workspace.shown(path) for path in job.files}
        context = Context(schema, target_release(job.root, config))
        findings = (finding for rule in rules for finding in run_rule(rule, context))
        found.append([f for f in findings if f.path in shown])
        ignores.append({p: m.tree.ignores for p, m in schema.modules.items() if p in shown})
    sources = {path: module.source for schema in schemas for path, module in schema.modules.items()}
    kept = apply_ignores(found, ignores, rules, sources)
    collected: list[Finding] = []
    for findings_left, schema in zip(kept, schemas, strict=True):
        collected.extend(dict.fromkeys(_in_order(findings_left, schema)))
    once = _once(collected, schemas, {rule.name for rule in rules if rule.whole_schema})
    adjusted = adjust(once, config, workspace.folder)
    looked_at = frozenset(path for by_path in ignores for path in by_path)
    return Result(tuple(adjusted), sources, tuple(schema.root for schema in schemas), looked_at)


def run_rule(rule: Rule, context: Context) -> Iterable[Finding]:
    """Give a rule's findings, stamped with what the rule is."""
    for finding in rule.check(context):
        yield stamp(finding, rule)


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
