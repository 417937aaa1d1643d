"""``qapidoc lint``."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from qapidoc.cli.failure import fail, failures
from qapidoc.cli.inputs import read_inputs, read_settings, source_options
from qapidoc.cli.output import Output, check_output, output_options, write_output
from qapidoc.cli.progress import ReadingBar
from qapidoc.cli.stopwatch import Stopwatch
from qapidoc.config import Config, ConfigError
from qapidoc.engine.check import check
from qapidoc.engine.plan import PlanError, make_plan
from qapidoc.engine.result import Result, UnreadableRootError
from qapidoc.engine.telling import silent
from qapidoc.findings import Severity
from qapidoc.report.listing import counted
from qapidoc.schema.kept import KeptModules
from qapidoc.schema.workspace import Workspace
from qapidoc.store import Store, default_folder, tool_stamp

if TYPE_CHECKING:
    from qapidoc.rules.rule import Rule


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--select", "selected", multiple=True, metavar="RULES", help="Run these rules only.")
@click.option("--ignore", "ignored", multiple=True, metavar="RULES", help="Leave out these rules.")
@click.option("--target-version", metavar="X.Y", help="The QEMU release to write for.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="The least severity with exit status 1 (default: warning).",
)
@output_options
@source_options
@click.option("-v", "--verbose", is_flag=True, help="Tell what is done, and how long it takes.")
@click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing.")
def command(
    paths: Sequence[str],
    selected: Sequence[str],
    ignored: Sequence[str],
    target_version: str | None,
    fail_on: str | None,
    config_file: Path | None,
    stdin_filename: Path | None,
    allow_outside: bool,
    no_cache: bool,
    verbose: bool,
    **output_settings: Any,
) -> None:
    """Check QAPI schemas: files, folders, or '-' for standard input.

    In a folder, the schemas are the files that no other file includes. RULES are families,
    codes and names, with commas between them; 'qapidoc rule --all' lists them.

    Exit status: 0, nothing found; 1, findings at or above --fail-on; 2, could not run.
    """
    gc.disable()  # records hold no cycles, and looking for some takes a sixth of the time
    with failures(ConfigError, PlanError, UnreadableRootError):
        output = Output(**output_settings)
        check_output(output)
        tell = Stopwatch().tell if verbose else silent
        files, texts = read_inputs(paths, stdin_filename)
        config = _settings(files[0], config_file, target_version, fail_on)
        named = {
            "--select": _names(selected),
            "--ignore": _names(ignored),
            "'select' of the configuration": config.select,
            "'ignore' of the configuration": config.ignore,
        }
        config = msgspec.structs.replace(
            config,
            select=named["--select"] or config.select,
            ignore=(*named["--ignore"], *config.ignore),
        )
        store = None if no_cache else Store(default_folder(), tool_stamp())
        with ReadingBar() as bar:
            workspace = Workspace(
                texts=texts,
                outside=allow_outside,
                on_read=bar.step,
                kept=KeptModules(store) if store is not None else None,
            )
            plan = make_plan(files, workspace, config)
            bar.total = len(plan.files)
            for note in plan.skipped:
                click.echo(f"qapidoc: {note}", err=True)
            tell(f"found {counted(len(plan.jobs), 'root')} of {counted(len(plan.files), 'file')}")
            rules = partial(_rules, config, named)
            result = check(plan, rules, workspace, config, store=store, fork=True, tell=tell)
        write_output(result, output)
        tell(f"wrote {counted(len(result.findings), 'finding')}")
        if output.summed:
            click.echo(_summary(result), err=True)
    worst = min((finding.severity.rank for finding in result.findings), default=None)
    sys.exit(worst is not None and worst <= config.fail_on.rank)


def _settings(
    first: Path, config_file: Path | None, target_version: str | None, fail_on: str | None
) -> Config:
    """Read the settings for `first`, and put what the command line says over them."""
    config = read_settings(first, config_file, target_version)
    if fail_on is not None:
        config = msgspec.structs.replace(config, fail_on=Severity(fail_on))
    return config


def _names(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _rules(config: Config, named: Mapping[str, Sequence[str]]) -> Sequence[Rule]:
    from qapidoc.rules.registry import SELECTORS, select
    from qapidoc.schema.names import did_you_mean

    for where, names in named.items():
        for name in names:
            if name in SELECTORS:
                continue
            hint = did_you_mean(name, SELECTORS) or "; 'qapidoc rule --all' lists them"
            fail(f"{where}: there is no rule, code or family '{name}'{hint}")
    return select(config.select, config.ignore)


def _summary(result: Result) -> str:
    """Say for people how many findings there are, and in how many files."""
    counts = Counter(finding.severity for finding in result.findings)
    told = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{counted(len(result.sources), 'file')}: {', '.join(told) or 'nothing found'}"
