"""Imports point to a lower layer only, and some things have one room that does them."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

LAYERS = (
    {"source", "releases", "writing"},
    {"findings", "edition"},
    {"config", "store", "git"},
    {"syntax"},
    {"schema"},
    {"values", "history", "prose"},
    {"examples", "export"},
    {"rules"},
    {"engine"},
    {"api", "report", "sphinxext"},
    {"site"},
    {"cli"},
)
"""The rooms, lowest first. A room imports from lower layers, and from itself."""

LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}

IMPORTERS = {
    "lark": {"syntax"},
    "docutils": {"prose", "sphinxext", "site"},
    "sphinx": {"sphinxext", "site"},
}
"""Packages that not every room may import, and the rooms that may."""

PRINTERS = {"cli"}
PRINTING = {"echo", "echo_via_pager", "secho"}
"""The rooms that print, and the functions of click that do it (besides `print`)."""

EXEMPT = {"__init__.py", "__main__.py"}
"""The files at the top of the package that tie the rooms together."""


def breaches(package: Path) -> Iterator[str]:
    """Say what breaks the rules in the package in this folder: file, line, and why."""
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if str(inside) in EXEMPT:
            continue
        room = inside.with_suffix("").parts[0]
        shown = path.relative_to(package.parent)
        if room not in LAYER:
            yield f"{shown}:1: {room} is not in the table of layers"
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        parent = ".".join((package.name, *inside.parent.parts))
        for line, imported in imports(tree, parent):
            top, _, rest = imported.partition(".")
            other = rest.partition(".")[0]
            if room not in IMPORTERS.get(top, {room}):
                yield f"{shown}:{line}: {room} must not import {top}"
            elif top != package.name or other in {room, ""}:
                continue
            elif other not in LAYER:
                if (package / other).exists() or (package / f"{other}.py").exists():
                    yield f"{shown}:{line}: {other} is not in the table of layers"
            elif LAYER[other] >= LAYER[room]:
                yield (
                    f"{shown}:{line}: {room} (layer {LAYER[room]}) "
                    f"must not import {other} (layer {LAYER[other]})"
                )
        if room not in PRINTERS:
            for line, function in prints(tree):
                yield f"{shown}:{line}: {room} must not print, but uses {function}"


def imports(tree: ast.AST, parent: str) -> Iterator[tuple[int, str]]:
    """Give each import with its line: the dotted name, made absolute.

    `parent` is the package that the module is in. Imports within functions and under
    `TYPE_CHECKING` count, and so do the calls that import by name, even if only the
    beginning of the name is there to read.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield node.lineno, name.name
            case ast.ImportFrom(module=module, names=names, level=level):
                base = resolve_name("." * level + (module or ""), parent)
                for name in names:
                    yield node.lineno, f"{base}.{name.name}"
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__")
                | ast.Attribute(attr="import_module"),
                args=[
                    ast.Constant(value=str(target))
                    | ast.JoinedStr(values=[ast.Constant(value=str(target)), *_]),
                    *_,
                ],
            ):
                yield node.lineno, resolve_name(target, parent)


def prints(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give each use of a function that prints, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="print", ctx=ast.Load()):
                yield node.lineno, "print"
            case ast.Attribute(value=ast.Name(id="click"), attr=function) if function in PRINTING:
                yield node.lineno, f"click.{function}"
            case ast.ImportFrom(module="click", names=names):
                for name in names:
                    if name.name in PRINTING:
                        yield node.lineno, f"click.{name.name}"


def test_the_package_keeps_to_its_layers(checkout):
    found = list(breaches(checkout / "qapidoc"))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize(
    "file, text, expected",
    [
        ("schema/model.py", "from qapidoc.syntax import nodes\nfrom qapidoc import source", []),
        ("schema/model.py", "from .. import syntax\nfrom . import names\nimport lark_like", []),
        ("schema/model.py", "from qapidoc.schema.names import x\nimport qapidoc", []),
        ("rules/since.py", "from qapidoc import __version__", []),
        ("__init__.py", "from qapidoc.cli import main\nprint(main)", []),
        ("cli/lint.py", "import click\nclick.echo(1)\nprint(2)", []),
        ("syntax/parser.py", "from lark import Lark", []),
        ("report/text.py", "import click\nclick.style('x')", []),
        (
            "schema/model.py",
            "\nfrom qapidoc.rules import rule",
            ["qapidoc/schema/model.py:2: schema (layer 4) must not import rules (layer 7)"],
        ),
        (
            "values/check.py",
            "def f():\n    from ..history import dates",
            ["qapidoc/values/check.py:2: values (layer 5) must not import history (layer 5)"],
        ),
        (
            "source.py",
            "import qapidoc.findings as f",
            ["qapidoc/source.py:1: source (layer 0) must not import findings (layer 1)"],
        ),
        (
            "engine/run.py",
            "import importlib\nimportlib.import_module(f'qapidoc.cli.{1}')",
            ["qapidoc/engine/run.py:2: engine (layer 8) must not import cli (layer 11)"],
        ),
        (
            "schema/deep/model.py",
            "from ...engine import run",
            ["qapidoc/schema/deep/model.py:1: schema (layer 4) must not import engine (layer 8)"],
        ),
        (
            "schema/model.py",
            "from lark.lexer import Token",
            ["qapidoc/schema/model.py:1: schema must not import lark"],
        ),
        (
            "rules/since.py",
            "import sphinx.util",
            ["qapidoc/rules/since.py:1: rules must not import sphinx"],
        ),
        (
            "rules/since.py",
            "from click import secho\nprint(1)",
            [
                "qapidoc/rules/since.py:1: rules must not print, but uses click.secho",
                "qapidoc/rules/since.py:2: rules must not print, but uses print",
            ],
        ),
        (
            "attic/old.py",
            "",
            ["qapidoc/attic/old.py:1: attic is not in the table of layers"],
        ),
        (
            "utils.py",
            "from qapidoc.utils import x",
            ["qapidoc/utils.py:1: utils is not in the table of layers"],
        ),
    ],
)
def test_each_breach_is_told_with_its_place(tmp_path, file, text, expected):
    path = tmp_path / "qapidoc" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    assert list(breaches(tmp_path / "qapidoc")) == expected
