"""Run one rule over a schema."""

from __future__ import annotations

import importlib
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.releases import Release
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.loader import load_schema

TARGET = Release(10, 2)


@pytest.fixture(scope="session")
def check_rule(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[tuple[str, str]]]:
    """Give the text at each finding of a rule, and its message."""

    def check(name: str, schema: str, target: Release = TARGET) -> list[tuple[str, str]]:
        family, _, rest = name.partition("-")
        rule: Rule = importlib.import_module(
            f"qapidoc.rules.{family}.{rest.replace('-', '_')}"
        ).RULE
        path: Path = tmp_path_factory.mktemp("rule") / "schema.json"
        path.write_text(textwrap.dedent(schema), encoding="utf-8")
        loaded = load_schema(path)
        return [
            (loaded.source(finding.path).slice(finding.span), finding.message)
            for finding in rule.check(Context(loaded, target))
        ]

    return check


@pytest.fixture(scope="session")
def check_example(check_rule: Callable[..., list[tuple[str, str]]]) -> Callable[..., list[str]]:
    """Give the text at each finding of a rule in an example of the command `set-fan`."""

    def check(name: str, *lines: str, head: str = ".. qmp-example::\n#") -> list[str]:
        example = "".join(f"#     {line}".rstrip() + "\n" for line in lines)
        schema = f"{DEFINITIONS}##\n# @set-fan:\n#\n# {head}\n{example}##\n{COMMAND}"
        return [place for place, _ in check_rule(name, schema)]

    return check


DEFINITIONS = """\
{ 'enum': 'Mode', 'data': [ 'slow', 'fast' ] }
{ 'struct': 'Fan', 'data': { 'percent': 'uint8', '*mode': 'Mode' } }
{ 'command': 'query-fans', 'returns': [ 'Fan' ] }
{ 'event': 'FAN_ALARM', 'data': { 'percent': 'uint8' } }
"""

COMMAND = "{ 'command': 'set-fan', 'data': 'Fan' }\n"
