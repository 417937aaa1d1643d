"""``qapidoc validate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from qapidoc.cli.completing import files, schemas
from qapidoc.cli.failure import STATUS, fail, failures, note
from qapidoc.cli.inputs import STANDARD_INPUT, outside_option
from qapidoc.cli.schemas import open_schema
from qapidoc.cli.settings import config_option
from qapidoc.config import ConfigError
from qapidoc.examples.framing import Frame, Framing
from qapidoc.examples.streaming import LogFault, Validator
from qapidoc.report.places import json_shown, shown
from qapidoc.schema.model import Kind, Schema

STREAM = "<stdin>"
"""What standard input is called."""

_BUFFER = 1 << 16

_KINDS = "example-"
"""How the names of kinds begin where they are about examples."""

FOREIGN = "from a guest agent, and the schema is not that of one, or the other way round"
TOO_DEEP = "too many nested brackets"
"""Why messages were not judged."""


def _text(log: str, fault: LogFault) -> str:
    """Write a fault for people, and for editors that jump to places."""
    return shown(f"{log}:{fault.line}:{fault.column}: {fault.message} [{_kind(fault)}]")


def _json(log: str, fault: LogFault) -> str:
    """Write a fault as JSON; ``docs/validate.schema.json`` describes it."""
    record = {
        "file": log,
        "line": fault.line,
        "column": fault.column,
        "kind": _kind(fault),
        "role": fault.role.value,
        "name": fault.name,
        "path": fault.path,
        "message": fault.message,
    }
    text = json.dumps(record, ensure_ascii=False)
    return json_shown(text.encode("utf-8", "backslashreplace").decode())


FORMATS: Mapping[str, Callable[[str, LogFault], str]] = {"text": _text, "json": _json}
"""How a fault is written on a line, with the name of the log that it is in."""


def _kind(fault: LogFault) -> str:
    return fault.kind.value.removeprefix(_KINDS)


@click.command("validate")
@click.option(
    "--schema",
    "path",
    required=True,
    metavar="SCHEMA",
    shell_complete=schemas,
    help="The schema whose messages these are.",
)
@click.argument("logs", nargs=-1, metavar="[FILE…|-]", shell_complete=files)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How to write faults: a line each for people (the default), or as JSON.",
)
@click.option("--deprecated", is_flag=True, help="Tell what clients use that is deprecated.")
@click.option("--unstable", is_flag=True, help="Tell what clients use that is unstable.")
@click.option(
    "--max-faults",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show the first N faults only, and count the others.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not sum up on standard error.")
@config_option
@outside_option
def command(
    path: str,
    logs: Sequence[str],
    form: str,
    deprecated: bool,
    unstable: bool,
    max_faults: int | None,
    quiet: bool,
    configs: Sequence[str],
    allow_outside: bool,
) -> None:
    """Hold QMP messages against a schema: those in files, or in standard input ('-').

    A file is a log with '->' and '<-' before messages, a log of libvirt, or one of JSON lines.
    Lines without a message are passed over. Faults are shown as they are found, so that a log
    can be followed.

    Exit status: 0, all messages fit; 1, faults; 2, could not run, or a file has no message.
    """
    asked = {"deprecated": deprecated, "unstable": unstable}
    with failures(ConfigError):
        schema = _read_schema(path, configs, outside=allow_outside)
        run = _Run(schema, [name for name in asked if asked[name]], FORMATS[form], max_faults)
        try:
            for log in logs or (STANDARD_INPUT,):
                run.validate(log)
        except KeyboardInterrupt:
            run.sum_up(quiet=quiet)
            raise
        run.sum_up(quiet=quiet)
        sys.exit(run.status)


class _Run:
    """Validates logs one after the other, and counts what is in them."""

    def __init__(
        self,
        schema: Schema,
        features: Collection[str],
        write: Callable[[str, LogFault], str],
        most: int | None,
    ) -> None:
        self.status = 0
        self._schema = schema
        self._features = features
        self._write = write
        self._most = most
        self._faults = self._messages = self._foreign = self._too_deep = self._passed = 0

    def validate(self, log: str) -> None:
        """Show the faults of a log."""
        name = STREAM if log == STANDARD_INPUT else log
        validator = Validator(self._schema, self._features)
        try:
            with _opened(log) as stream:
                framing = Framing(stream)
                try:
                    for fault in validator.validate(_frames(framing)):
                        self._show(name, fault)
                finally:
                    self._count(validator, framing)
        except _UnreadableError as error:
            note(f"{name}: {error}")
            self.status = STATUS
        else:
            if not validator.messages:
                note(f"{name}: there is no message in it")
                self.status = STATUS

    def sum_up(self, *, quiet: bool) -> None:
        """Tell on standard error what has been found, and what has not been judged."""
        if quiet:
            return
        told = f"{_number(self._messages, 'message')}, {_number(self._faults, 'fault')}"
        if self._passed:
            told += f"; {_number(self._passed, 'line')} passed over"
        note(told)
        for number, why in ((self._foreign, FOREIGN), (self._too_deep, TOO_DEEP)):
            if number:
                note(f"{_number(number, 'message')} not judged: {why}")

    def _show(self, name: str, fault: LogFault) -> None:
        self._faults += 1
        self.status = self.status or 1
        if self._most is None or self._faults <= self._most:
            click.echo(self._write(name, fault))

    def _count(self, validator: Validator, framing: Framing) -> None:
        self._messages += validator.messages
        self._foreign += validator.foreign
        self._too_deep += validator.too_deep
        self._passed += framing.passed + validator.noise


class _UnreadableError(Exception):
    """A log that cannot be read; the message says why."""


def _opened(log: str) -> BinaryIO:
    """Open a log."""
    if log == STANDARD_INPUT:
        if sys.stdin is None:
            fail("standard input is closed")
        return sys.stdin.buffer
    try:
        return Path(log).open("rb", buffering=_BUFFER)
    except (OSError, ValueError) as error:  # or a path with a zero byte in it
        raise _UnreadableError(getattr(error, "strerror", None) or str(error)) from error


def _frames(framing: Framing) -> Iterator[Frame]:
    """Give the messages, with the errors of reading told apart from those of writing."""
    try:
        yield from framing
    except OSError as error:
        raise _UnreadableError(error.strerror) from error


def _read_schema(path: str, configs: Sequence[str], *, outside: bool) -> Schema:
    """Read a schema that has messages; tell if it could be understood in part only."""
    if path == STANDARD_INPUT:
        fail("--schema: name a file; standard input is for messages")
    opened = open_schema(path, configs, outside=outside)
    opened.note_problems()
    if not any(d.kind in {Kind.COMMAND, Kind.EVENT} for d in opened.schema.definitions.values()):
        fail(f"{opened.schema.root}: it defines no command and no event")
    return opened.schema


def _number(number: int, noun: str) -> str:
    """Write a number for people, with its noun."""
    return f"{number:,} {noun}{'s' if number != 1 else ''}"
