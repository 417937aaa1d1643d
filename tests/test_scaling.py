"""Twice the input takes no more than twice the work, whatever the input is.

Work is counted in calls of functions, which are the same at each run and on each machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

import pytest

from qapidoc.config import Config
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.rules.registry import RULES
from qapidoc.schema.workspace import Workspace

SIZE = 600


def repeated(text: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Give a text of any size: `text`, with the numbers from 0 on in place of ``#N``."""
    return lambda size: head + "".join(text.replace("#N", str(n)) for n in range(size)) + tail


INPUTS: Mapping[str, Callable[[int], str]] = {
    "open brackets": repeated("["),
    "nested brackets": lambda size: "{ 'struct': 'A', 'data': " + "[" * size + "]" * size + " }",
    "closing brackets": repeated("]\n"),
    "commas": repeated(",", "{", "}"),
    "a long string": repeated("x", "{ 'enum': 'A', 'prefix': '", "', 'data': [] }"),
    "members": repeated("'m#N': 'int',\n", "{ 'struct': 'A', 'data': {", "'z': 'int' } }"),
    "enum values": repeated("'v#N',\n", "{ 'enum': 'A', 'data': [", "'z' ] }"),
    "features": repeated("'f#N',\n", "{ 'command': 'a', 'features': [", "'z' ] }"),
    "definitions": repeated("{ 'command': 'a#N', 'data': { 'b': 'int' } }\n"),
    "redefinitions": repeated("{ 'command': 'a' }\n"),
    "unknown types": repeated("{ 'struct': 'Type#N', 'data': { 'a': 'Other#N' } }\n"),
    "includes of nothing": repeated("{ 'include': 'none#N.json' }\n"),
    "comment lines": repeated("#\n"),
    "doc comment lines": repeated("# Some text, and more.\n", "##\n", "##\n"),
    "an open doc comment": repeated("#\n", "##\n"),
    "doc comments": repeated("##\n# Text.\n##\n"),
    "lone closings": repeated("##\n\n"),
    "descriptions": repeated("#\n# @m#N: text\n", "##\n# @A:\n", "##\n{ 'enum': 'A', 'data': [] }"),
    "tags": repeated("#\n# Since: 2.#N\n", "##\n# @a:\n", "##\n{ 'command': 'a' }"),
    "a long line": repeated("word. And ", "##\n# ", "\n##\n"),
    "lists": repeated("# - @m#N: text (since 1.#N)\n", "##\n# @a:\n#\n", "##\n{ 'command': 'a' }"),
    "messages": repeated(
        '#     -> { "execute": "a", "arguments": { "b": [ 1, ... ] } }\n',
        "##\n# @a:\n#\n# .. qmp-example::\n#\n",
        "##\n{ 'command': 'a' }",
    ),
}


def work(path: Path, text: str) -> int:
    """Count the calls that all rules take for a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    path.write_text(text, encoding="utf-8")
    workspace = Workspace(path.parent)
    sys.setprofile(count)
    try:
        lint([Job(path, None)], RULES, workspace, Config())
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", INPUTS)
def test_work_grows_with_the_input(tmp_path, name):
    path = tmp_path / "schema.json"
    work(path, INPUTS[name](2))  # what is loaded once a process
    once, twice = (work(path, INPUTS[name](size)) for size in (SIZE, 2 * SIZE))
    assert twice < 2.2 * once


def test_a_chain_of_includes_is_followed_without_recursion(tmp_path):
    count = 3000
    for number in range(count):
        text = f"{{ 'include': '{number + 1}.json' }}" if number + 1 < count else ""
        (tmp_path / f"{number}.json").write_text(text, encoding="utf-8")
    job = Job(tmp_path / "0.json", None)
    assert len(lint([job], RULES, Workspace(tmp_path), Config()).sources) == count
