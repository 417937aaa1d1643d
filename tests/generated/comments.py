"""Strategies for doc comments that describe all that a definition has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from qapidoc.schema.doc_lines import MAX_COLUMNS
from tests.generated.definitions import Expression, name_of

WORDS = "the fan turns fast and cools it (since 2.1) `Fan` *much* @speed, or 10 rpm: \\- {[ \u00e9"
RICH = (
    [".. note:: Fans make noise.", "   Much of it."],
    [".. qmp-example::", "   :title: Turn it on", "", '    -> { "execute": "turn" }', "    <- ..."],
    ["Literal text::", "", "    @speed: 1.  Since: 2.", "    | Returns: what {"],
    ["- a list", "- @speed of it", "", "  * another"],
    ["| a line", "| and another"],
    ["TODO and Since stand here"],
    [".. code-block:: C", "", "    int speed = { 0 };"],
)
"""Paragraphs that are more than prose."""

Lines = list[str]


def prose() -> st.SearchStrategy[Lines]:
    """Give a paragraph of one to three lines."""
    words = st.lists(st.sampled_from(WORDS.split()), max_size=6)
    line = words.map(lambda drawn: " ".join(("Some", *drawn)))
    return st.lists(line, min_size=1, max_size=3)


@st.composite
def descriptions(draw: st.DrawFn, head: str) -> Lines:
    """Give a section: its head, and text beside it or below."""
    paragraph = draw(prose())
    beside = f"{head} {paragraph[0]}"
    if draw(st.booleans()) and len(f"# {beside}") <= MAX_COLUMNS:
        lines = [beside, *(f"    {line}" for line in paragraph[1:])]
    else:
        lines = [head, *(f"    {line}" for line in paragraph)]
    if draw(st.integers(0, 3)) == 0:
        more = draw(st.one_of(prose(), st.sampled_from(RICH)))
        lines += ["", *(f"    {line}" if line else "" for line in more)]
    return lines


def described(expression: Expression) -> list[str]:
    """Give the names that a definition's comment must describe as members."""
    data = expression.get("data", {})
    if "enum" in expression:
        return [value["name"] if isinstance(value, dict) else value for value in data]
    if "union" in expression:
        data = expression["base"]
    return [name.removeprefix("*") for name in data] if isinstance(data, dict) else []


def features(expression: Expression) -> list[str]:
    """Give the features of a definition, and of what is in it."""
    found = dict.fromkeys(_features(expression))
    for key in ("data", "base"):
        inner = expression.get(key, ())
        for part in inner.values() if isinstance(inner, dict) else inner:
            found |= dict.fromkeys(_features(part))
    return list(found)


def _features(part: Any) -> Iterator[str]:
    for feature in part.get("features", ()) if isinstance(part, dict) else ():
        yield feature["name"] if isinstance(feature, dict) else feature


@st.composite
def comments(draw: st.DrawFn, expression: Expression) -> Lines:
    """Give the lines of a definition's doc comment, without their ``#``."""
    blocks: list[Lines] = [[f"@{name_of(expression)}:"]]
    if draw(st.booleans()):
        blocks.append(draw(prose()))
    blocks += [draw(descriptions(f"@{name}:")) for name in described(expression)]
    later: list[list[Lines]] = []
    if named := features(expression):
        later.append([["Features:"], *(draw(descriptions(f"@{name}:")) for name in named)])
    if "returns" in expression and draw(st.booleans()):
        later.append([draw(descriptions("Returns:"))])
    if "command" in expression and draw(st.booleans()):
        later.append([["Errors:", "    - If so"]])
    if draw(st.booleans()):
        later.append([["Since: 2.1"]])
    later += [[draw(descriptions("TODO:"))] for _ in range(draw(st.integers(0, 1)))]
    later += [[list(draw(st.sampled_from(RICH)))] for _ in range(draw(st.integers(0, 2)))]
    for sections in draw(st.permutations(later)):
        blocks += sections
    lines: Lines = []
    for block in blocks:
        lines += [*block, *[""] * draw(st.integers(1, 2))]
    return lines[: len(lines) - draw(st.integers(0, 1))]


@st.composite
def free_form(draw: st.DrawFn) -> Lines:
    """Give the lines of a comment that is about no definition."""
    title = draw(st.sampled_from([[], ["Fans", "===="], ["Fans", "----", ""]]))
    return [*title, *draw(st.one_of(prose(), st.sampled_from(RICH)))]
