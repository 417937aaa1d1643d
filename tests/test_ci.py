"""The CI configurations that the manual shows call the program as it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from qapidoc.cli import main

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "examples"

FILES = ["ci/gitlab-ci.yml", "ci/github-workflow.yml"]


def read(file: str) -> Any:
    return yaml.safe_load((FOLDER / file).read_text("utf-8"))


def strings(value: Any) -> Iterator[str]:
    """Give all strings in a document, whatever it is made of."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case dict():
            yield from strings(list(value.values()))


def calls(file: str) -> list[list[str]]:
    """Give the command lines of qapidoc in a configuration, without the program."""
    lines = [line for text in strings(read(file)) for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("qapidoc ")]


@pytest.mark.parametrize("file", FILES)
def test_each_command_line_is_one_that_the_program_takes(file):
    found = calls(file)
    assert found
    for name, *arguments in found:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_context(name, arguments)


@pytest.mark.parametrize("file", FILES)
def test_what_a_command_writes_is_what_is_handed_on(file):
    told = list(strings(read(file)))
    for arguments in calls(file):
        if "--output-file" in arguments:
            assert arguments[arguments.index("--output-file") + 1] in told


@pytest.mark.parametrize("file", FILES)
def test_qapidoc_comes_from_a_checkout(file):
    installs = [text for text in strings(read(file)) if text.startswith("pip install")]
    assert installs
    assert all("git+https://example.org/qapidoc@" in text for text in installs)


def test_actions_are_named_by_major_version():
    jobs = read("ci/github-workflow.yml")["jobs"].values()
    used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
    assert used
    assert [name for name in used if not name.rpartition("@v")[2].isdigit()] == []


def test_the_hook_is_one_that_there_is(checkout):
    hooks = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repository,) = read("pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {hook["id"] for hook in hooks}
