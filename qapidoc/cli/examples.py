"""``qapidoc examples``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qapidoc.cli.completing import schemas
from qapidoc.cli.failure import fail, failures, note
from qapidoc.cli.inputs import source_options
from qapidoc.cli.lines import write_lines
from qapidoc.cli.options import exclusive, output_option
from qapidoc.cli.schemas import open_schema
from qapidoc.config import ConfigError
from qapidoc.examples.collect import Example, blocks
from qapidoc.findings import counted
from qapidoc.report.documents import json_document
from qapidoc.schema.model import Kind, Schema
from qapidoc.schema.names import did_you_mean

if TYPE_CHECKING:
    from qapidoc.cli.monitor import Address
    from qapidoc.examples.running import Result


@click.command("examples")
@click.argument("schema", metavar="SCHEMA", shell_complete=schemas)
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Write lines for people (the default), or JSON for programs.",
)
@click.option(
    "--complete",
    is_flag=True,
    help="Fill in what is left out, and mend what is wrong, so that all messages are valid.",
)
@click.option("--unjudged", is_flag=True, help="List what is not held against the schema, and why.")
@click.option("--run", is_flag=True, help="Send queries to a QEMU that runs, and compare.")
@click.option(
    "--qmp",
    metavar="ADDRESS",
    help="The monitor of that QEMU: unix:SOCKET or tcp:HOST:PORT.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="COMMAND",
    help="Send this command, too, even if it is no query.",
)
@output_option
@source_options
def command(
    schema: str,
    names: Sequence[str],
    form: str,
    complete: bool,
    unjudged: bool,
    run: bool,
    qmp: str | None,
    only: Sequence[str],
    output: Path | None,
    configs: Sequence[str],
    stdin_filename: Path | None,
    allow_outside: bool,
) -> None:
    """List the examples in the doc comments of a schema, or print those about each NAME.

    With --run, the examples whose command is a query are sent to a live QEMU. What it answers is
    held against the schema, and compared with what the document shows. Other commands are sent
    only if --only names them.

    Exit status: 0, done; 1, with --run, an answer does not fit the schema, or is of another shape
    than in the document; 2, could not run.
    """
    exclusive({"--complete": complete, "--unjudged": unjudged, "--run": run})
    with failures(ConfigError):
        address = _address(run, qmp, only)
        opened = open_schema(schema, configs, None, stdin_filename, outside=allow_outside)
        opened.note_problems()
        read = opened.schema
        found = _chosen(read, names, others=unjudged)
        if not unjudged and not any(example.messages for example in found):
            note(f"{read.root}: there are no examples in it")
        if address is not None:
            _run(read, found, address, only, form, output)
            return
        if unjudged:
            lines = _unjudged(read, found, form)
        elif form == "json":
            lines = _json(read, found, complete=complete)
        else:
            lines = _text(read, found, printing=bool(names), complete=complete)
        write_lines(lines, output)


def _address(run: bool, qmp: str | None, only: Sequence[str]) -> Address | None:
    """Read the options that go with ``--run``."""
    if not run:
        if qmp is not None or only:
            fail(f"{'--qmp' if qmp is not None else '--only'} goes with --run")
        return None
    if qmp is None:
        fail("--run: say with --qmp where QEMU listens: unix:SOCKET or tcp:HOST:PORT")
    from qapidoc.cli.monitor import MonitorError, parse_address

    with failures(MonitorError):
        return parse_address(qmp)


def _chosen(schema: Schema, names: Sequence[str], *, others: bool) -> list[Example]:
    """Give the examples about `names`, all if there are none; fail for a name without one.

    With `others`, blocks without messages count as well.
    """
    found = list(blocks(schema))
    if not names:
        return found
    counting = (example for example in found if others or example.messages)
    about = {example.definition.name for example in counting if example.definition is not None}
    for name in names:
        if name not in about:
            definition = schema.definitions.get(name)
            if definition is not None:
                fail(f"{definition.kind.value} '{name}' has no example")
            fail(f"the schema has no '{name}'{did_you_mean(name, about)}")
    return [e for e in found if e.definition is not None and e.definition.name in names]


def _text(
    schema: Schema, found: Sequence[Example], *, printing: bool, complete: bool
) -> Iterator[str]:
    """List examples, or print them."""
    from qapidoc.examples.completing import MessageCompleter
    from qapidoc.examples.judge import ExampleJudge
    from qapidoc.report.transcripts import completed, listed, printed

    examples = [example for example in found if example.messages]
    if not printing and not complete:
        yield from map(listed, examples)
        return
    judging, completing = ExampleJudge(schema), MessageCompleter(schema)
    for number, example in enumerate(examples):
        if number:
            yield ""
        if complete:
            yield from completed(example, completing.messages(judging.turns(example)))
        else:
            yield from printed(example)


def _json(schema: Schema, found: Sequence[Example], *, complete: bool) -> Iterator[str]:
    from qapidoc.examples.document import complete_document, document

    make = complete_document if complete else document
    yield json_document(make(schema, (example for example in found if example.messages)))


def _unjudged(schema: Schema, found: Sequence[Example], form: str) -> Iterator[str]:
    """List what is not judged; the summary goes to standard error."""
    from qapidoc.examples.document import unjudged_document
    from qapidoc.examples.unjudged import unjudged
    from qapidoc.report.transcripts import excused

    excuses = list(unjudged(schema, found))
    if form == "json":
        yield json_document(unjudged_document(schema, excuses))
    else:
        yield from map(excused, excuses)
    count = sum(bool(example.messages) for example in found)
    others = counted(len(found) - count, "other block")
    note(f"{counted(count, 'example')}, {others}; {counted(len(excuses), 'place')} not judged")


def _run(
    schema: Schema,
    found: Sequence[Example],
    address: Address,
    only: Sequence[str],
    form: str,
    output: Path | None,
) -> None:
    """Send examples to a QEMU; end with status 1 if an answer is not as it should be."""
    from qapidoc.cli.monitor import MonitorError, connected
    from qapidoc.examples.document import run_document
    from qapidoc.examples.running import run
    from qapidoc.report.live import Verdict, document, lines, summary, verdict

    results = []
    with failures(MonitorError), connected(address) as monitor:
        note(f"QEMU {monitor.version or 'of an unknown version'} answers at {address.text}")
        for result in run(schema, (e for e in found if e.messages), monitor, only):
            results.append(result)
            if form == "text" and output is None:
                for line in lines(result, schema.texts):
                    click.echo(line)
    _note_unsent(schema, results, only)
    if form == "json":
        entries = document(results, schema.texts)
        write_lines([json_document(run_document(schema, monitor.version or None, entries))], output)
    elif output is not None:
        told_lines = (line for result in results for line in lines(result, schema.texts))
        write_lines(map(click.unstyle, told_lines), output)
    note(summary(results))
    sys.exit(any(verdict(result) in {Verdict.WRONG, Verdict.DIFFERENT} for result in results))


def _note_unsent(schema: Schema, results: Sequence[Result], only: Sequence[str]) -> None:
    """Tell which commands that were asked for are in no example, or that none is."""
    shown = {result.command for result in results}
    commands = [d.name for d in schema.definitions.values() if d.kind is Kind.COMMAND]
    for name in only:
        if name not in shown:
            meant = did_you_mean(name, commands) if name not in commands else ""
            note(f"--only {name}: no example has this command{meant}")
    if not results:
        note("there is nothing to send: only queries are sent, and what --only names")
