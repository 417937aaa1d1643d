"""A schema with an example, for the tests of examples."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema

DEFINITIONS = """\
{ 'enum': 'Mode', 'data': [ 'slow', 'fast' ] }
{ 'struct': 'State', 'data': { 'percent': 'uint8', '*mode': 'Mode', 'stuck': 'bool' } }
{ 'command': 'query-fan', 'returns': 'State' }
{ 'command': 'query-fans', 'returns': [ 'State' ] }
{ 'command': 'set-fan', 'data': { 'percent': 'uint8', '*mode': 'Mode' } }
{ 'command': 'stop-fan', 'allow-oob': true }
{ 'command': 'ask', 'returns': 'any', 'data': { '*q': 'any' } }
{ 'command': 'vanish', 'success-response': false }
{ 'event': 'FAN', 'data': { 'percent': 'uint8' } }
{ 'event': 'QUIET' }
"""


@pytest.fixture(scope="session")
def qemu_schema(corpus: Path) -> Callable[[str], Schema]:
    """Load a schema of QEMU by release and root, once for all tests."""

    @cache
    def load(root: str) -> Schema:
        return load_schema(corpus / "releases" / root)

    return load


@pytest.fixture(scope="session")
def with_example(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Schema]:
    """Load a schema with an example in the comment of `about`, by default a command of its own."""

    def load(text: str, about: str = "about", rest: str = "") -> Schema:
        path: Path = tmp_path_factory.mktemp("schema") / "schema.json"
        lines = "".join(f"#     {line}".rstrip() + "\n" for line in text.splitlines())
        comment = f"##\n# @{about}:\n#\n# .. qmp-example::\n#\n{lines}##\n"
        definitions = DEFINITIONS.splitlines(keepends=True)
        known = next((line for line in definitions if f"'{about}'" in line.partition(",")[0]), "")
        subject = known or f"{{ 'command': '{about}', 'returns': 'State' }}\n"
        others = "".join(line for line in definitions if line is not known)
        schema = f"{rest}{comment}{subject}{others}"
        path.write_text(schema, encoding="utf-8")
        return load_schema(path)

    return load
