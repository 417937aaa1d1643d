"""When output has colours."""

from __future__ import annotations

import click
import pytest

from qapidoc.cli.colour import for_file, wanted

ARGUMENTS = ("lint", "--select", "union", "--output-format", "text")


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({}, None),
        ({"TERM": "xterm"}, None),
        ({"TERM": "dumb"}, False),
        ({"NO_COLOR": ""}, None),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, None),
        ({"FORCE_COLOR": "0"}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_what_the_environment_asks_for(environment, expected):
    assert wanted(environment) is expected


@pytest.mark.parametrize(
    "option, setting, coloured",
    [
        ((), {}, False),
        (("--color", "auto"), {}, False),
        (("--color=always",), {}, True),
        (("--color=always",), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        (("--color=never",), {"FORCE_COLOR": "1"}, False),
        (("--color=auto",), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_in_a_pipe(qapidoc, bad, option, setting, coloured):
    done = qapidoc(*ARGUMENTS, *option, bad, **setting)
    assert done.returncode == 1
    assert (b"\x1b[31m" in done.stdout) is coloured


def test_a_choice_that_does_not_exist(call, bad):
    result = call("lint", "--color", "sometimes", bad)
    assert result.exit_code == 2
    assert "'always'" in result.stderr


@pytest.mark.parametrize("colour, expected", [(True, "\x1b[1mx\x1b[0m"), (False, "x"), (None, "x")])
def test_text_for_a_file(colour, expected):
    with click.Context(click.Command("any")) as context:
        context.color = colour
        assert for_file(click.style("x", bold=True)) == expected
