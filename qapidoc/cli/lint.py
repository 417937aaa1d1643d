"""``qapidoc lint``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qapidoc.cli.baseline import Baseline, baseline_options
from qapidoc.cli.changed import changed_options, since
from qapidoc.cli.colour import colour_option
from qapidoc.cli.combinations import combinable
from qapidoc.cli.completing import schemas
from qapidoc.cli.failure import STATUS, failures
from qapidoc.cli.fixing import Fixing, fixing_options
from qapidoc.cli.ignores import ignore_options, write_ignores
from qapidoc.cli.inputs import read_inputs, source_options
from qapidoc.cli.output import Output, check_output, output_options, write_output
from qapidoc.cli.session import Session, common, open_store
from qapidoc.cli.settings import setting_options
from qapidoc.cli.stopwatch import Stopwatch
from qapidoc.cli.watch import watchable
from qapidoc.config import ConfigError
from qapidoc.config.lookup import read_settings
from qapidoc.engine.plan import PlanError
from qapidoc.engine.result import UnreadableRootError
from qapidoc.engine.telling import silent
from qapidoc.findings import counted


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", shell_complete=schemas)
@setting_options
@changed_options
@fixing_options
@baseline_options
@ignore_options
@output_options
@source_options
@click.option("-v", "--verbose", is_flag=True, help="Tell what is done, and how long it takes.")
@click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing.")
@colour_option
@combinable
@watchable
def command(
    paths: Sequence[str],
    configs: Sequence[str],
    changed_since: str | None,
    changed_scope: str | None,
    fixing: bool,
    comparing: bool,
    unsafe_fixes: bool,
    write_baseline: str | None,
    add_ignores: bool,
    reason: str | None,
    stdin_filename: Path | None,
    allow_outside: bool,
    no_cache: bool,
    verbose: bool,
    **options: Any,
) -> None:
    """Check QAPI schemas: files, folders, or '-' for standard input.

    In a folder, the schemas are the files that no other file includes. RULES are families,
    codes and names, with commas between them; 'qapidoc rule --all' lists them.

    Exit status: 0, nothing found; 1, findings at or above --fail-on, or a --diff that is not
    empty; 2, could not run.
    """
    with failures(ConfigError, PlanError, UnreadableRootError):
        files, texts = read_inputs(paths, stdin_filename)
        aside = fixing and bool(texts)  # standard output is for the fixed text
        output = Output.of(options, aside=aside)
        check_output(output)
        settings = read_settings(files[0], configs, options)
        store = None if no_cache else open_store()
        tell = Stopwatch().tell if verbose else silent
        session = Session(files, settings, texts, allow_outside, store, tell)
        changed = since(changed_since, changed_scope, files[0])
        baseline = Baseline(settings, write_baseline)
        fixed = None
        if fixing or comparing:
            only = common(changed, baseline.leave_out)
            fixed = Fixing(session.fix(only, unsafe=unsafe_fixes), texts)
            if comparing:
                sys.exit(fixed.show_diff())
            result = fixed.result
        else:
            result = session.lint(common(changed, baseline.compare))
        if add_ignores:
            write_ignores(session, result, reason or "")
            return
        written = fixed is None or fixed.write()
        write_output(result, output)
        tell(f"wrote {counted(len(result.findings), 'finding')}")
        if written and fixed is not None and (output.summed or not aside):
            click.echo(fixed.summary(), err=True)
        if not written:
            sys.exit(STATUS)
    worst = min((finding.severity.rank for finding in result.findings), default=None)
    sys.exit(worst is not None and worst <= settings.config.fail_on.rank)
