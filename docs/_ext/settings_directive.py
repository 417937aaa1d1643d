"""Options and settings in the manual, made from the program when the manual is built.

``.. command-options:: lint`` describes each option of a command, and ``.. settings::`` each
setting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parsing import nested_parse_to_nodes

import qapidoc
from qapidoc.cli import main
from qapidoc.config.table import SETTINGS, Setting

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst.states import RSTState
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_LITERAL = re.compile(r"'([^']+)'|(?<![\w-])(--[a-z][\w-]*)")
"""What the help in a terminal has in quotes, and the names of options."""


class CommandOptions(SphinxDirective):
    """``.. command-options:: COMMAND``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Give a description of each option."""
        name = self.arguments[0]
        context = main.make_context("qapidoc", [], resilient_parsing=True)
        command = main.get_command(context, name)
        if command is None:
            raise self.error(f"there is no command '{name}'")
        return _parsed(self, name, _options(command, context))


class Settings(SphinxDirective):
    """``.. settings::``."""

    def run(self) -> list[nodes.Node]:
        """Give a description of each setting."""
        lines = (line for setting in SETTINGS.values() for line in _setting(setting))
        return _parsed(self, "settings", lines)


def _parsed(directive: SphinxDirective, origin: str, lines: Iterator[str]) -> list[nodes.Node]:
    package = Path(qapidoc.__file__).parent
    for room in ("cli", "config"):
        for path in (package / room).glob("*.py"):
            directive.env.note_dependency(str(path))
    state: RSTState = directive.state
    return nested_parse_to_nodes(state, StringList(list(lines), origin))


def _options(command: click.Command, parent: click.Context) -> Iterator[str]:
    yield from (f".. program:: {parent.info_name} {command.name}", "")
    for parameter in command.get_params(click.Context(command, parent, command.name)):
        if isinstance(parameter, click.Option):
            value = _value(parameter)
            names = [*parameter.opts, *parameter.secondary_opts]
            yield f".. option:: {', '.join(f'{name}{value}' for name in names)}"
            yield ""
            yield "   " + _LITERAL.sub(r"``\1\2``", parameter.help or "")
            yield ""


def _value(option: click.Option) -> str:
    """Write what follows an option's name."""
    if option.is_flag:
        return ""
    if option.metavar:
        return f" {option.metavar}"
    if isinstance(option.type, click.Choice):
        return f" {'|'.join(option.type.choices)}"
    return f" {'N' if isinstance(option.type, click.IntRange) else option.type.name.upper()}"


def _setting(setting: Setting) -> Iterator[str]:
    yield f".. confval:: {setting.name}"
    yield f"   :type: {setting.form}"
    yield f"   :default: {setting.unset or f'``{json.dumps(setting.default)}``'}"
    yield ""
    yield f"   {setting.meaning}"
    yield ""
    yield "   .. code-block:: toml"
    yield ""
    yield from (f"      {line}" for line in setting.example.splitlines())
    yield ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("command-options", CommandOptions)
    app.add_directive("settings", Settings)
    return {
        "version": qapidoc.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
