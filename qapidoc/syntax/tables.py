"""Parse tables: compiled by Lark from `grammar/` when the package is built, loaded as JSON.

Compiling a grammar takes some 150 ms, and importing Lark 15 ms; loading tables takes 1 ms and no
Lark. JSON, unlike the pickles that Lark writes by itself, cannot run code.
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


FORM = 2
"""The form of the tables; one more with each change of it."""


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
    """Identify a grammar's text together with the form of its tables."""
    return hashlib.sha256(f"{FORM}\n{text}".encode()).hexdigest()


def compile_tables(name: str) -> dict[str, Any]:
    """Compile one grammar.

    The tables are:

    - ``scan``: one regular expression of all terminals, in Lark's order, each a named group;
    - ``trivia``: the terminals that the grammar ignores;
    - ``rules``: the number of symbols that each takes, the symbol that it makes, the name of its
      callback, whether it passes a single child on, and which children it keeps: all if that
      is null, else their indices, each with whether to take the child's children instead;
    - ``states``: what each symbol leads to, another state, or, below zero, rule ``-1 - number``;
    - ``begin`` and ``end``: the states in which a parse begins and ends.
    """
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    text = grammar_text(name)
    lark = Lark(text, start=GRAMMARS[name], parser="lalr", lexer="basic", maybe_placeholders=False)
    terminals = sorted(
        lark.terminals,
        key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
    )
    tables: Any = lark.parse_interactive().parser_state.parse_conf.parse_table
    rules = {rule: number for number, rule in enumerate(lark.rules)}
    numbers = {state: number for number, state in enumerate(tables.states)}
    (begin,), (end,) = tables.start_states.values(), tables.end_states.values()
    outside = {terminal.name for terminal in terminals if terminal.priority < 0}
    return {
        "fingerprint": fingerprint(text),
        "scan": "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals),
        "trivia": sorted(set(lark.lexer_conf.ignore) - outside),
        "rules": [_rule(rule) for rule in rules],
        "states": [
            {
                symbol: numbers[target] if action is Shift else -1 - rules[target]
                for symbol, (action, target) in steps.items()
            }
            for steps in tables.states.values()
        ],
        "begin": numbers[begin],
        "end": numbers[end],
    }


def _rule(rule: Any) -> list[Any]:
    """Tell what a rule of Lark's takes, makes and keeps."""
    options = rule.options
    kept = [
        [index, not symbol.is_term and symbol.name.startswith("_")]
        for index, symbol in enumerate(rule.expansion)
        if options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    plain = [[index, False] for index in range(len(rule.expansion))]
    single = bool(options.expand1 and not rule.alias)
    callback = rule.alias or str(rule.origin.name)
    everything = None if kept == plain else kept
    return [len(rule.expansion), rule.origin.name, callback, single, everything]


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
    return _stored_tables(name) or compile_tables(name)


def _stored_tables(name: str) -> dict[str, Any] | None:
    try:
        stored = json.loads((PACKAGE / "tables" / f"{name}.json").read_text(encoding="utf-8"))
        fresh = stored["fingerprint"] == fingerprint(grammar_text(name))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return stored if fresh else None
