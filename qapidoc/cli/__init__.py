"""The command ``qapidoc``: one file a command, imported when it is called."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from qapidoc import __version__
from qapidoc.cli.colour import wanted
from qapidoc.cli.failure import fail, failures

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS: Mapping[str, str] = {
    "cache": "Show what is in the cache, or clear it.",
    "completion": "Print a script that lets a shell complete command lines.",
    "config": "Show settings, and where they come from.",
    "examples": "List examples, complete them, or try them on a live QEMU.",
    "export": "Write a schema in another form.",
    "history": "Tell which release brought what.",
    "lint": "Check QAPI schemas.",
    "rule": "Show the manual page of a rule.",
    "site": "Build a reference site of schemas.",
    "validate": "Hold QMP messages against a schema.",
}
"""The commands, each in the module of its name, with its line in ``--help``."""


class _Commands(click.Group):
    """A group whose commands are imported when they are needed.

    A call that cannot be understood ends with one line, as all else that cannot run does.
    """

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command that the arguments name, and end the program."""
        try:
            with failures():
                status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.UsageError as error:
            fail(error.format_message().replace("\n\t", " "))
        except click.Abort:
            fail("interrupted")
        sys.exit(status if isinstance(status, int) else 0)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"qapidoc.cli.{cmd_name}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands, and the program's own options."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=told)
            for name, told in _COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="qapidoc")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read, check and render QAPI schemas, the interface language of QEMU."""
    ctx.color = wanted()
    if sys.stdout is None:
        fail("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Let a terminal that lacks a character show it escaped.
        sys.stdout.reconfigure(errors="backslashreplace")
