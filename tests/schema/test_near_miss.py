"""Which lines were meant as descriptions, and which are sentences."""

from __future__ import annotations

import pytest

from qapidoc.schema.near_miss import near_misses
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, SectionKind
from qapidoc.syntax.reader import read


def heads(text: str, names: tuple[str, ...], kind: SectionKind = SectionKind.MEMBER) -> list[str]:
    """The name of each near miss, and what stands for its head."""
    source = Source("a.json", f"##\n# @vent-set:\n#\n{text}\n##\n")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    found = near_misses(source, doc, names, kind)
    return [f"{miss.name} {source.slice(miss.head)!r}" for miss in found]


@pytest.mark.parametrize(
    "head",
    [
        "@by-hand whether",
        "@by-hand   whether",
        "@by-hand : whether",
        "@by-hand; whether",
        "@by-hand = whether",
        "@by-hand, whether",
        "@by-hand - whether",
        "@by-hand \N{EN DASH} whether",
        "@by-hand\N{FULLWIDTH COLON} whether",
        "@by_hand whether",
        "@By-Hand whether",
        "@by hand: whether",
        "@ by-hand: whether",
        "by-hand: whether",
        "by-hand : whether",
        "'by-hand': whether",
        "`by-hand`: whether",
        "**by-hand**: whether",
        ":by-hand: whether",
        "\N{LEFT DOUBLE QUOTATION MARK}by-hand\N{RIGHT DOUBLE QUOTATION MARK}: whether",
        "- @by-hand: whether",
        "* by-hand - whether",
        "   @by-hand: whether",
        "@by-hand\n#     whether",
        "by-hand\n#     whether",
    ],
)
def test_heads(head):
    (found,) = heads(f"# {head}", ("angle", "by-hand"))
    assert found.startswith("by-hand ")


@pytest.mark.parametrize(
    "text",
    [
        "# @by-hand is for those who like it.",
        "# by-hand whether",
        "# by-hand, whether",
        "# Move it\n# by-hand: not with a motor.",
        "# Move it\n# @by-hand whenever you can.",
        "# by-hand",
        "# @by-hand-too: whether",
        "# ::\n#\n#    @by-hand whether",
    ],
)
def test_sentences(text):
    assert heads(text, ("by-hand",)) == []


def test_each_name_has_one_line():
    text = "# @angle degrees\n# @by-hand whether\n#\n# @angle: degrees"
    assert heads(text, ("angle", "by-hand")) == ["angle '@angle '", "by-hand '@by-hand '"]


def test_features_are_looked_for_below_their_line():
    text = "# @slow text\n#\n# Features:\n#\n# @fast: text\n#\n# @slow text\n#\n# Returns: it\n#\n"
    assert heads(text, ("slow",), SectionKind.FEATURE) == ["slow '@slow '"]
    assert heads(text, ("fast",)) == []
