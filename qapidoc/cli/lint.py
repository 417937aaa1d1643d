"""``qapidoc lint``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click
import msgspec

from qapidoc.cli.failure import fail, failures
from qapidoc.cli.inputs import read_inputs, read_settings, source_options
from qapidoc.cli.known import baseline_file, without_known, write_ignores
from qapidoc.cli.progress import ReadingBar
from qapidoc.config import Config, ConfigError
from qapidoc.engine.plan import PlanError, make_plan
from qapidoc.engine.result import Result
from qapidoc.engine.run import UnreadableRootError, lint
from qapidoc.findings import Severity
from qapidoc.rules.registry import SELECTORS, select
from qapidoc.schema.names import did_you_mean
from qapidoc.schema.workspace import Workspace

FORMATS: Mapping[str, str] = {"text": "text", "concise": "concise", "json": "json"}
"""The output formats, and the modules of `qapidoc.report` that write them."""


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
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    help="How to write findings (default: text on a terminal, else concise).",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Show no findings that are in this file.",
)
@click.option(
    "--write-baseline",
    "written",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write the baseline, or take out of it what is gone.",
)
@click.option("--add-ignores", is_flag=True, help="Write comments that suppress all findings.")
@click.option("--reason", default="", metavar="TEXT", help="What those comments give as reason.")
@source_options
@click.option("--no-cache", is_flag=True, expose_value=False, help="Read everything anew.")
def command(
    paths: Sequence[str],
    selected: Sequence[str],
    ignored: Sequence[str],
    target_version: str | None,
    fail_on: str | None,
    output_format: str | None,
    baseline: Path | None,
    written: str | None,
    add_ignores: bool,
    reason: str,
    config_file: Path | None,
    stdin_filename: Path | None,
    allow_outside: bool,
) -> None:
    """Check QAPI schemas: files, folders, or '-' for standard input.

    In a folder, the schemas are the files that no other file includes. RULES are families,
    codes and names, with commas between them; 'qapidoc rule --all' lists them.

    Exit status: 0, nothing found; 1, findings at or above --fail-on; 2, could not run.
    """
    if reason and not add_ignores:
        fail("--reason: is for comments that --add-ignores writes; add that option")
    with failures(ConfigError, PlanError, UnreadableRootError):
        files, texts = read_inputs(paths, stdin_filename)
        config = _settings(files[0], config_file, target_version, fail_on)
        rules = select(
            _selectors("--select", selected) or config.select,
            (*_selectors("--ignore", ignored), *config.ignore),
        )
        with ReadingBar() as bar:
            workspace = Workspace(texts=texts, outside=allow_outside, on_read=bar.step)
            plan = make_plan(files, workspace, config)
            bar.total = plan.files
            for note in plan.skipped:
                click.echo(f"qapidoc: {note}", err=True)
            result = lint(plan.jobs, rules, workspace, config)
        known = baseline_file(baseline, written, config)
        if known is not None:
            result = without_known(result, known, written is not None, rules, workspace)
        if add_ignores:
            write_ignores(result, reason, workspace)
            return
        chosen = output_format or ("text" if sys.stdout.isatty() else "concise")
        for line in _report(result, chosen):
            click.echo(line)
        sys.stdout.flush()
        if chosen == "text":
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
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        _known(f"'{key}' of the configuration", names)
    return config


def _selectors(option: str, values: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    _known(option, names)
    return names


def _known(where: str, names: Sequence[str]) -> None:
    for name in names:
        if name not in SELECTORS:
            hint = did_you_mean(name, SELECTORS) or "; 'qapidoc rule --all' lists them"
            fail(f"{where}: there is no rule, code or family '{name}'{hint}")


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
