"""What `qapidoc lint` writes of its findings, and where to."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from qapidoc.cli.colour import for_file
from qapidoc.cli.failure import fail, note
from qapidoc.cli.options import together
from qapidoc.engine.result import Result
from qapidoc.findings import Severity, counted
from qapidoc.report.formats import COUNTS, FORMATS, LISTS, Report, report_in
from qapidoc.report.listing import GROUPINGS, grouped, limited
from qapidoc.report.places import shown
from qapidoc.report.statistics import document, rows
from qapidoc.writing import write_whole

_STANDARD_OUTPUT = Path("-")

output_options = together(
    click.option(
        "--output-format",
        type=click.Choice(list(FORMATS)),
        help="How to write findings (default: text on a terminal, else concise).",
    ),
    click.option(
        "--output-file",
        type=click.Path(path_type=Path),
        help="Write findings into this file ('-': standard output).",
    ),
    click.option("--statistics", is_flag=True, help="Count the findings of each rule instead."),
    click.option(
        "--group-by",
        type=click.Choice(list(GROUPINGS)),
        help="Put findings under headings (text and concise only).",
    ),
    click.option(
        "--max-per-rule",
        type=click.IntRange(min=1),
        metavar="N",
        help="Show the first N findings of each rule only.",
    ),
)
"""The options that `Output` is made of."""


class Output(msgspec.Struct, frozen=True):
    """What these options say. ``aside`` writes to standard error what else goes to output."""

    output_format: str | None
    output_file: Path | None
    statistics: bool
    group_by: str | None
    max_per_rule: int | None
    aside: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any], *, aside: bool) -> Output:
        """Take what belongs to it from the options of a command."""
        own = {name: options[name] for name in cls.__struct_fields__ if name in options}
        return cls(**own, aside=aside)

    @property
    def file(self) -> Path | None:
        """The file to write into; ``None`` for standard output."""
        return None if self.output_file == _STANDARD_OUTPUT else self.output_file

    @property
    def form(self) -> str:
        """The format to write."""
        terminal = self.file is None and (sys.stderr if self.aside else sys.stdout).isatty()
        return self.output_format or ("text" if terminal else "concise")

    @property
    def summed(self) -> bool:
        """Whether a summary belongs on standard error: where people see no list of their own."""
        return self.form == "text" or self.file is not None


def check_output(output: Output) -> None:
    """Fail for options that contradict each other."""
    if output.statistics and output.form not in COUNTS:
        fail(f"--statistics: {output.form} lists findings; take text, concise or json")
    if output.statistics and output.max_per_rule is not None:
        fail("--max-per-rule: --statistics lists no findings that could be left out")
    if output.group_by is not None and output.form not in LISTS:
        fail(f"--group-by: {output.form} has no headings; take text or concise")


def write_output(result: Result, output: Output) -> None:
    """Write the findings; sum them up on standard error, and tell of those that are left out."""
    listed, gone = limited(result, output.max_per_rule)
    _write(_lines(listed, output), result, output)
    for rule, number in gone.items():
        note(f"--max-per-rule leaves out {number} of {rule}")
    if output.summed:
        click.echo(_summary(result), err=True)


def _summary(result: Result) -> str:
    """Say for people how many findings there are, and in how many files."""
    counts = Counter(finding.severity for finding in result.findings)
    told = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{counted(len(result.sources), 'file')}: {', '.join(told) or 'nothing found'}"


def _lines(result: Result, output: Output) -> Iterator[str]:
    report = _report(output)
    if output.group_by is not None:
        return grouped(result, output.group_by, report)
    return report(result)


def _report(output: Output) -> Report:
    if not output.statistics:
        return report_in(output.form)
    return rows if output.form in LISTS else document


def _write(lines: Iterator[str], result: Result, output: Output) -> None:
    if output.file is None and output.form in LISTS:
        for line in lines:
            click.echo(line, err=output.aside)
        sys.stdout.flush()
        return
    # Programs read UTF-8, whatever the terminal's encoding is.
    data = "".join(f"{for_file(line)}\n" for line in lines).encode()
    if output.file is None:
        click.echo(data, nl=False, err=output.aside)
        sys.stdout.flush()
        return
    if os.path.realpath(output.file) in map(os.path.realpath, result.sources):
        fail(f"--output-file: {shown(str(output.file))} is a schema; name another file")
    write_whole(output.file, data)
