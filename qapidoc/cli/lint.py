"""``qapidoc lint``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from qapidoc.cli.failure import failures, note
from qapidoc.cli.inputs import read_inputs, source_options
from qapidoc.cli.progress import ReadingBar
from qapidoc.cli.settings import read_settings, setting_options
from qapidoc.config import ConfigError
from qapidoc.engine.plan import PlanError, make_plan
from qapidoc.engine.result import Result
from qapidoc.engine.run import UnreadableRootError, lint
from qapidoc.engine.selection import select_rules
from qapidoc.findings import Severity
from qapidoc.schema.workspace import Workspace

FORMATS: Mapping[str, str] = {"text": "text", "concise": "concise", "json": "json"}
"""The output formats, and the modules of `qapidoc.report` that write them."""


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@setting_options
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    help="How to write findings (default: text on a terminal, else concise).",
)
@source_options
@click.option("--no-cache", is_flag=True, expose_value=False, help="Read everything anew.")
def command(
    paths: Sequence[str],
    output_format: str | None,
    configs: Sequence[str],
    stdin_filename: Path | None,
    allow_outside: bool,
    **options: Any,
) -> None:
    """Check QAPI schemas: files, folders, or '-' for standard input.

    In a folder, the schemas are the files that no other file includes. RULES are families,
    codes and names, with commas between them; 'qapidoc rule --all' lists them.

    Exit status: 0, nothing found; 1, findings at or above --fail-on; 2, could not run.
    """
    with failures(ConfigError, PlanError, UnreadableRootError):
        files, texts = read_inputs(paths, stdin_filename)
        settings = read_settings(files[0], configs, options)
        config = settings.config
        selection = select_rules(settings)
        note(*selection.notes)
        with ReadingBar() as bar:
            workspace = Workspace(texts=texts, outside=allow_outside, on_read=bar.step)
            plan = make_plan(files, workspace, config)
            bar.total = plan.files
            note(*plan.skipped)
            result = lint(plan.jobs, selection.rules, workspace, config)
        chosen = output_format or ("text" if sys.stdout.isatty() else "concise")
        for line in _report(result, chosen):
            click.echo(line)
        sys.stdout.flush()
        if chosen == "text":
            click.echo(_summary(result), err=True)
    worst = min((finding.severity.rank for finding in result.findings), default=None)
    sys.exit(worst is not None and worst <= config.fail_on.rank)


def _report(result: Result, chosen: str) -> Iterator[str]:
    write: Callable[[Result], Iterator[str]] = import_module(
        f"qapidoc.report.{FORMATS[chosen]}"
    ).report
    return write(result)


def _summary(result: Result) -> str:
    """Say for people how many findings there are, and in how many files."""
    counts = Counter(finding.severity for finding in result.findings)
    told = [_counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{_counted(len(result.sources), 'file')}: {', '.join(told) or 'nothing found'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 and noun != 'info' else ''}"
