"""Whether two texts read the same to docutils."""

from __future__ import annotations

import pytest

from qapidoc.prose.passages import Passage, passages
from qapidoc.prose.shape import same_shape
from qapidoc.releases import NEWEST
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read


def passage(text: str) -> Passage:
    lines = "".join(f"# {line}".rstrip() + "\n" for line in text.split("\n"))
    source = Source("tea.json", f"##\n{lines}##\n")
    (doc,) = (item for item in read(source).items if isinstance(item, DocComment))
    (found,) = passages("tea.json", source, doc, NEWEST)
    return found


@pytest.mark.parametrize(
    "one, other",
    [
        ("Brew a pot. Drink.", "Brew a\npot.  Drink."),
        ("See ``a b`` or `c`.", "See ``a\nb`` or\n`c`."),
        ("- a b\n- c", "- a\n  b\n\n- c"),
        ("Like::\n\n  a\n    b", "Like::\n\n     a\n       b"),
        (".. note:: a b", ".. note:: a\n   b"),
    ],
)
def test_layout_is_all_the_same(one, other):
    assert same_shape(passage(one), passage(other))


@pytest.mark.parametrize(
    "one, other",
    [
        ("Brew a pot.", "Brew the pot."),
        ("a 1. b", "a\n\n1. b"),
        ("a\n- b", "a\n\n- b"),
        ("a\nb", "a\n  b"),
        ("See ``a``.", "See `a`."),
        ("Like::\n\n  a\n    b", "Like::\n\n  a\n  b"),
        ("Like::\n\n  a  b", "Like::\n\n  a b"),
        ("a *b c", "a \\*b c"),
    ],
)
def test_everything_else_is_not(one, other):
    assert not same_shape(passage(one), passage(other))
