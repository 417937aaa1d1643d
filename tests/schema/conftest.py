"""Small schemas, read from a text, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.workspace import Workspace

ROOT = "schema.json"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Schema]:
    """Load a schema from its text; further files are named by their paths."""

    def load(text: str, files: dict[str, str] | None = None) -> Schema:
        for name, content in {ROOT: text, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8", "surrogateescape"))
        return load_schema(tmp_path / ROOT, Workspace(tmp_path))

    return load


@pytest.fixture
def told() -> Callable[[Schema], list[str]]:
    """Write the problems of a schema as ``path:line:column kind: message``."""

    def told(schema: Schema) -> list[str]:
        return [
            f"{problem.path}:{at.line}:{at.column} {problem.kind}: {problem.message}"
            for problem in schema.problems
            for at in [schema.source(problem.path).position(problem.span.start)]
        ]

    return told


@pytest.fixture
def check(load, told) -> Callable[[str, list[str]], Schema]:
    """See that exactly these problems are told, each given as ``line:column kind: message part``.

    The schema is shown where they are not.
    """

    def check(text: str, expected: list[str]) -> Schema:
        schema: Schema = load(text)
        found = told(schema)
        shown = "\n".join([text, "", "Expected:", *expected, "", "Found:", *found])
        if len(found) != len(expected):
            pytest.fail(shown, pytrace=False)
        for line, wanted in zip(found, expected, strict=True):
            place, _, message = wanted.partition(": ")
            if not line.startswith(f"{ROOT}:{place}: ") or message not in line:
                pytest.fail(f"{shown}\n\nNot so: {wanted}", pytrace=False)
        return schema

    return check
