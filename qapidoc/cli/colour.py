"""Whether output has colours: what the user says, else the environment, else the terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

_CHOICES: Mapping[str, bool | None] = {"auto": None, "always": True, "never": False}


def _choose(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.color = _CHOICES[value]


colour_option = click.option(
    "--color",
    type=click.Choice(list(_CHOICES)),
    expose_value=False,
    callback=_choose,
    help="Write in colours (default: auto, on a terminal).",
)
"""The option ``--color``, which holds for all that a command writes."""


def wanted(environment: Mapping[str, str] = os.environ) -> bool | None:
    """Tell whether the environment asks for colours; ``None`` leaves it to the terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return False if environment.get("TERM") == "dumb" else None


def for_file(text: str) -> str:
    """Give text as it belongs into a file: with its colours only if they are asked for."""
    context = click.get_current_context(silent=True)
    return text if context is not None and context.color else click.unstyle(text)
