"""``qapidoc export``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from qapidoc.cli.completing import schemas
from qapidoc.cli.failure import fail, failures
from qapidoc.cli.inputs import STANDARD_INPUT, read_standard_input, source_options
from qapidoc.cli.options import output_option
from qapidoc.cli.schemas import open_schema
from qapidoc.cli.settings import target_option
from qapidoc.config import ConfigError
from qapidoc.export.conditions import names
from qapidoc.export.defines import DefinesError, match_lines, read_defines
from qapidoc.export.entries import entries
from qapidoc.export.matching import match
from qapidoc.export.options import Options
from qapidoc.export.reply import ReplyError, read_reply
from qapidoc.export.solving import EntangledError
from qapidoc.releases import Release
from qapidoc.report.places import json_shown, shown
from qapidoc.schema.model import Schema
from qapidoc.schema.names import did_you_mean
from qapidoc.writing import write_whole

FORMATS: Mapping[str, str] = {
    "introspection": "introspection",
    "json-schema": "json_schema",
    "model": "model",
}
"""The forms, and the modules of `qapidoc.export` that make them."""

MASKING = frozenset({"introspection"})
"""The forms in which names of types can be masked."""

DECIDING = frozenset({"introspection", "json-schema"})
"""The forms in which conditions can be decided."""


@click.command("export")
@click.argument("schema", metavar="SCHEMA", shell_complete=schemas)
@click.option(
    "--format", "form", required=True, type=click.Choice(list(FORMATS)), help="What to write."
)
@output_option
@target_option
@click.option(
    "--mask/--no-mask",
    default=None,
    help="Replace names of types by numbers, as QEMU does (the default), or keep them.",
)
@click.option(
    "--define",
    "defined",
    multiple=True,
    metavar="NAME",
    help="Decide conditions: this name is defined.",
)
@click.option(
    "--define-from",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Decide conditions by a list like config-host.h.",
)
@click.option(
    "--match",
    "reply",
    metavar="REPLY",
    help="Decide conditions so that they fit a reply to query-qmp-schema.",
)
@click.option(
    "--indent",
    type=click.IntRange(0, 8),
    default=2,
    help="Blanks of indentation (default: 2); 0 writes a single line.",
)
@source_options
def command(
    schema: str,
    form: str,
    output: Path | None,
    target_version: str | None,
    mask: bool | None,
    defined: Sequence[str],
    lists: Sequence[Path],
    reply: str | None,
    indent: int,
    configs: Sequence[str],
    stdin_filename: Path | None,
    allow_outside: bool,
) -> None:
    """Write the schema with this root module in another form, as JSON.

    Conditions stay as they are, unless --define, --define-from or --match decide them; then
    names that these do not tell are not defined. With --match, the names go to standard error,
    so that --define-from can read them.

    Exit status: 0, written; 1, the reply does not fit the schema; 2, could not run.
    """
    with failures(ConfigError):
        _check_options(form, mask, bool(defined or lists), reply, schema)
        opened = open_schema(schema, configs, target_version, stdin_filename, outside=allow_outside)
        opened.require_sound()
        read, target = opened.schema, opened.target
        defines = _matched(read, target, reply) if reply is not None else _named(defined, lists)
        if defined:
            _note_unknown(read, target, defined)
        options = Options(target, mask=mask is not False, defines=defines)
        write: Callable[[Schema, Options], Any] = import_module(
            f"qapidoc.export.{FORMATS[form]}"
        ).export
        separators = (",", ":") if not indent else None
        text = json.dumps(
            write(read, options), ensure_ascii=False, indent=indent or None, separators=separators
        )
        # What UTF-8 cannot hold, JSON can write as an escape.
        data = f"{json_shown(text)}\n".encode("utf-8", "backslashreplace")
        if output is not None:
            write_whole(output, data)
        else:
            click.echo(data, nl=False)
            sys.stdout.flush()


def _check_options(
    form: str, mask: bool | None, by_name: bool, reply: str | None, schema: str
) -> None:
    """Fail for options that have no meaning, or contradict each other."""
    if mask is not None and form not in MASKING:
        fail(f"--{'mask' if mask else 'no-mask'}: --format {form} has no names to mask")
    if (by_name or reply is not None) and form not in DECIDING:
        used = "--match" if reply is not None else "--define"
        fail(f"{used}: --format {form} keeps conditions as they are")
    if by_name and reply is not None:
        fail("--match: it finds out itself what is defined; leave out --define and --define-from")
    if reply == STANDARD_INPUT and schema == STANDARD_INPUT:
        fail("--match: standard input cannot be both the schema and the reply")


# --- conditions ------------------------------------------------------------------------------


def _named(defined: Sequence[str], lists: Sequence[Path]) -> frozenset[str] | None:
    """Give the names that options define; ``None`` if there are no such options."""
    if not defined and not lists:
        return None
    if "" in defined:
        fail("--define: a name is empty")
    found = frozenset[str]()
    for path in lists:
        try:
            found = read_defines(path.read_text(encoding="utf-8", errors="replace"), found)
        except DefinesError as error:
            fail(f"{path}:{error}")
    return found | frozenset(defined)


def _note_unknown(schema: Schema, target: Release, defined: Sequence[str]) -> None:
    """Tell of names on the command line that no condition asks for."""
    asked = {
        name for entry in entries(schema, target) for c in entry.conditions for name in names(c)
    }
    for name in dict.fromkeys(defined):
        if name not in asked:
            hint = did_you_mean(name, asked)
            click.echo(f"qapidoc: --define {shown(name)}: no condition asks for it{hint}", err=True)


def _matched(schema: Schema, target: Release, reply: str) -> frozenset[str]:
    """Give the names that must be defined to get a reply, and tell them; end without such."""
    piped = reply == STANDARD_INPUT
    told = "standard input" if piped else reply
    try:
        data = read_standard_input() if piped else Path(reply).read_bytes()
        found = match(entries(schema, target), read_reply(data))
    except ReplyError as error:
        fail(f"{told}: {error}")
    except EntangledError as error:
        fail(f"{told}: cannot be matched: {error}")
    if found.faults:
        for fault in found.faults:
            click.echo(f"{shown(told)}: {shown(str(fault))}", err=True)
        sys.exit(1)
    for line in match_lines(found):
        click.echo(shown(line), err=True)
    return found.solution.chosen
