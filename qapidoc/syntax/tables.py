"""Lark's parse tables: compiled from `grammar/` when the package is built, loaded as JSON.

Compiling a grammar takes some 150 ms, loading its tables 1 ms. JSON, unlike the pickles
that Lark writes by itself, cannot run code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
"""The folder of this module; in an installed package it holds the grammars and their tables too."""

CHECKOUT = PACKAGE.parent.parent / "grammar"
"""The grammars in a checkout (also behind an editable install)."""

GRAMMARS: Mapping[str, str] = {
    "schema": "item",
    "doc": "comment",
    "transcript": "message",
    "condition": "condition",
}
"""The grammars, and the start symbol of each."""


def grammar_text(name: str) -> str:
    """Give the text of ``NAME.lark``; raise `FileNotFoundError` if the package lacks it."""
    for folder in (CHECKOUT, PACKAGE / "grammar"):
        path = folder / f"{name}.lark"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(
        f"{name}.lark is missing from this installation of qapidoc; reinstall it"
    )


def fingerprint(text: str) -> str:
    """Identify a grammar's text together with the version of Lark that compiles it."""
    import lark

    return hashlib.sha256(f"{lark.__version__}\n{text}".encode()).hexdigest()


def compile_tables(name: str) -> dict[str, Any]:
    """Compile one grammar to what `load_tables` returns."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    text = grammar_text(name)
    parser = Lark(
        text, start=GRAMMARS[name], parser="lalr", lexer="basic", maybe_placeholders=False
    )
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    return {"fingerprint": fingerprint(text), "data": data, "memo": memo}


def write_tables(folder: Path) -> list[Path]:
    """Compile all grammars into ``folder/NAME.json``, and give the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in GRAMMARS:
        path = folder / f"{name}.json"
        text = json.dumps(compile_tables(name), separators=(",", ":"), sort_keys=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def load_tables(name: str) -> dict[str, Any]:
    """Give the tables of one grammar: those built with the package, if they are still its own."""
    tables = _stored_tables(name) or compile_tables(name)
    return {key: _integer_keys(tables[key]) for key in ("data", "memo")}


def _stored_tables(name: str) -> dict[str, Any] | None:
    try:
        stored = json.loads((PACKAGE / "tables" / f"{name}.json").read_text(encoding="utf-8"))
        fresh = stored["fingerprint"] == fingerprint(grammar_text(name))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return stored if fresh else None


def _integer_keys(value: Any) -> Any:
    """Turn keys like ``"12"``, which JSON cannot write as numbers, back into integers."""
    if isinstance(value, dict):
        return {
            int(key) if isinstance(key, str) and key.isdecimal() else key: _integer_keys(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_integer_keys(item) for item in value]
    return value
