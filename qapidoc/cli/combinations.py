"""Options of ``qapidoc lint`` that contradict each other, and those that are for others only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from qapidoc.cli.failure import fail

_LISTS = ("output_format", "output_file", "statistics", "group_by", "max_per_rule")

CLASHES = (
    ("comparing", _LISTS, "it shows what would change, and no findings"),
    ("comparing", ("add_ignores", "write_baseline"), "it writes no file"),
    ("fixing", ("add_ignores", "write_baseline"), "fix first, then run again"),
    ("add_ignores", _LISTS, "it shows no findings"),
    ("add_ignores", ("write_baseline",), "a finding is ignored or in the baseline, not both"),
    ("write_baseline", ("changed_since",), "a baseline is about all findings"),
    ("watch", ("add_ignores", "write_baseline"), "what is half written would count"),
)
"""An option, others that it does not go with, and why."""

NEEDS = (
    ("unsafe_fixes", ("fixing", "comparing")),
    ("reason", ("add_ignores",)),
    ("changed_scope", ("changed_since",)),
)
"""An option, and others of which there must be one."""


def combinable(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command fail at once if its options do not go together."""

    @wraps(command)
    def run(**arguments: Any) -> None:
        _check(click.get_current_context())
        command(**arguments)

    return run


def _check(context: click.Context) -> None:
    options = {option.name: option.opts[0] for option in context.command.params}
    given = {n for n in options if context.get_parameter_source(n) is ParameterSource.COMMANDLINE}
    for name, others, reason in CLASHES:
        for other in others:
            if {name, other} <= given:
                fail(f"{options[name]} does not go with {options[other]}: {reason}")
    for name, others in NEEDS:
        if name in given and given.isdisjoint(others):
            fail(f"{options[name]} goes with {' or '.join(options[other] for other in others)}")
