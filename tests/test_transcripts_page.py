"""The transcripts in the manual are read by the tool as the manual says."""

from __future__ import annotations

import importlib.util
import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from qapidoc.rules.registry import RULES

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(
    r"^( *)\.\. transcript::\n((?:\1   :\w+: .+\n)*)\n((?:\1   .*\n|\n)+)", re.MULTILINE
)


class Block(NamedTuple):
    """A ``.. transcript::`` on the page that specifies the notation, with its first line."""

    line: int
    options: dict[str, str]
    lines: list[str]


def shown() -> Iterator[Block]:
    text = (DOCS / "transcripts.rst").read_text("utf-8")
    for match in BLOCK.finditer(text):
        options = dict(re.findall(r":(\w+): (.+)", match[2]))
        line = text.count("\n", 0, match.start()) + 1
        yield Block(line, options, inspect.cleandoc(match[3]).splitlines())


SHOWN = list(shown())


@pytest.fixture(scope="module")
def directive() -> ModuleType:
    """The extension of the manual that reads transcripts."""
    path = DOCS / "_ext" / "transcript_directive.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: f"line {block.line}")
def test_it_is_read_as_the_page_says(directive, block):
    wanted = {name: block.options[name] for name in ("about", "target") if name in block.options}
    found = directive.outcome(block.lines, **wanted)
    assert list(found.finds) == block.options.get("finds", "").split()
    assert found.reads
    if "reads" in block.options:
        assert list(found.reads) == block.options["reads"].split()


def test_all_of_them_are_looked_at():
    text = (DOCS / "transcripts.rst").read_text("utf-8")
    assert len(SHOWN) == text.count(".. transcript::") > 30


def test_each_rule_of_the_family_is_shown():
    found = {rule for block in SHOWN for rule in block.options.get("finds", "").split()}
    assert found == {rule.name for rule in RULES if rule.family == "example"}


@pytest.mark.parametrize(
    "claims, words",
    [
        (":finds: example-json", "the tool finds []"),
        (":reads: command event", "the tool reads"),
        (":about: machine-rum", "has no 'machine-rum'"),
    ],
)
def test_a_manual_that_says_otherwise_cannot_be_built(tmp_path, monkeypatch, claims, words):
    monkeypatch.syspath_prepend(str(DOCS / "_ext"))
    (tmp_path / "index.rst").write_text(
        f"Page\n====\n\n.. transcript::\n   {claims}\n\n"
        '   -> { "execute": "machine-run" }\n   <- { "return": {} }\n',
        "utf-8",
    )
    warnings = io.StringIO()
    settings = {"extensions": ["qapidoc", "transcript_directive"]}
    with patch_docutils(tmp_path), docutils_namespace():
        app = Sphinx(tmp_path, None, tmp_path / "out", tmp_path / "trees", "dummy", settings,
                     status=None, warning=warnings)  # fmt: skip
        app.build()
    assert words in warnings.getvalue()
