"""Rules over schemas to findings, each once and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from qapidoc.config import Config
from qapidoc.engine.adjust import adjust
from qapidoc.engine.dating import Histories
from qapidoc.engine.history_stamp import OFF
from qapidoc.engine.ignores import Ignores, apply_ignores
from qapidoc.engine.judge import SchemaJudge
from qapidoc.engine.plan import Job, surroundings, target_release
from qapidoc.engine.result import Result, UnreadableRootError
from qapidoc.engine.telling import Tell, silent
from qapidoc.findings import Finding, counted
from qapidoc.rules.rule import Rule
from qapidoc.schema.beside import Beside
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store


def lint(
    jobs: Sequence[Job],
    rules: Sequence[Rule],
    workspace: Workspace,
    config: Config,
    *,
    store: Store | None = None,
    fork: bool = False,
    tell: Tell = silent,
    histories: Histories | None = None,
) -> Result:
    """Read the schemas of `jobs` and run `rules` over them; raise `UnreadableRootError`.

    Verdicts on modules are kept in `store`, and taken from there as long as they hold. `fork`
    lets a second process do a part of the work where that pays. `tell` is called at the end of
    each stage. `histories` tells what it could not read.
    """
    histories = histories or Histories(config, workspace, store)
    schemas: list[Schema] = []
    found: list[list[Finding]] = []
    ignores: list[Ignores] = []
    for job in jobs:
        schema = _load(job, workspace, config)
        schemas.append(schema)
        tell(f"{schema.root}: put {counted(len(schema.definitions), 'definition')} together")
    files = {workspace.located(path) for schema in schemas for path in schema.modules}
    around = Beside(schemas, surroundings(jobs, files, workspace, config))
    asked: dict[str, bool] = {}
    for job, schema in zip(jobs, schemas, strict=True):
        release = target_release(job.root, config)
        dates = None
        if config.history != OFF:
            dates = partial(histories.dates, job.root, schema, release)
        judge = SchemaJudge(schema, release, rules, store, dates=dates, around=around, fork=fork)
        shown = _shown(job, schema, workspace)
        found.append(list(judge.findings(shown)))
        asked |= judge.asked
        ignores.append({path: schema.modules[path].tree.ignores for path in shown})
        told = f"{judge.judged} of {counted(len(schema.modules), 'module')}"
        tell(f"{schema.root}: ran {counted(len(rules), 'rule')} for QEMU {release} on {told}")
    sources = {path: module.source for schema in schemas for path, module in schema.modules.items()}
    doubtful = frozenset(
        path for schema in schemas if schema.lost or not schema.complete for path in schema.modules
    )
    remaining = apply_ignores(found, ignores, rules, sources, doubtful)
    collected: list[Finding] = []
    for kept, schema in zip(remaining, schemas, strict=True):
        collected.extend(dict.fromkeys(_in_order(kept, schema)))
    once = _once(collected, schemas, {rule.name for rule in rules if rule.whole_schema})
    return Result(
        tuple(adjust(once, config, workspace.folder)),
        sources,
        tuple(schema.root for schema in schemas),
        frozenset(path for by_path in ignores for path in by_path),
        doubtful,
        {question: told for question, told in asked.items() if not around.decides(question)},
    )


def _shown(job: Job, schema: Schema, workspace: Workspace) -> tuple[str, ...]:
    """Give the modules whose findings a job shows."""
    if job.files is None:
        return tuple(schema.modules)
    wanted = {workspace.shown(path) for path in job.files}
    return tuple(path for path in schema.modules if path in wanted)


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
        place = (finding.path, finding.span, finding.exact, finding.rule)
        # What a whole schema tells may be worded by what each schema has: a guess at a name.
        key = place if finding.rule in whole else (*place, finding.message)
        counts[key] += 1
        first.setdefault(key, finding)
    for seen, finding in first.items():
        if finding.rule not in whole or counts[seen] >= holders[finding.path]:
            yield finding
