"""Paragraphs wrapped anew."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.prose.paragraphs import paragraphs
from qapidoc.prose.passages import Passage, passages
from qapidoc.prose.sentences import sentence_ends
from qapidoc.prose.shape import same_shape
from qapidoc.prose.wrapping import wrapped
from qapidoc.releases import NEWEST
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read

COLUMNS = 30

TABLE = """\
==========  ====================
Black tea:  as much as there is.
==========  ===================="""


def passages_of(body: str) -> list[Passage]:
    source = Source("tea.json", f"##\n# @brew:\n#\n{body}##\n")
    (doc,) = (item for item in read(source).items if isinstance(item, DocComment))
    return list(passages("tea.json", source, doc, NEWEST))


def comment(text: str) -> str:
    lines = textwrap.dedent(text).strip("\n").split("\n")
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def wrap_all(body: str) -> str:
    """Wrap the paragraphs of a comment, each from its beginning on, the last one first."""
    found = [part for passage in passages_of(body) for part in paragraphs(passage)]
    text = passages_of(body)[0].source.text if found else body
    for paragraph in reversed(found):
        new = wrapped(paragraph, paragraph.block.start, COLUMNS)
        if new is not None:
            text = text[: new.span.start] + new.text + text[new.span.end :]
    return text.removeprefix("##\n# @brew:\n#\n").removesuffix("##\n")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Brew a pot of tea.  Then drink it up.", "Brew a pot of tea.  Then\ndrink it up."),
        ("Brew a pot of tea.\nThen go.", "Brew a pot of tea.  Then go."),
        ("- brew a pot of black tea now", "- brew a pot of black tea\n  now"),
        ("Brew as much tea as 1. is fun", "Brew as much tea as 1. is\nfun"),
        ("Brew as much fine black tea - or", "Brew as much fine black\ntea - or"),
        ("Brew as much of the old teas @x: is", "Brew as much of the old\nteas @x: is"),
        ("Brew some of it ``all the tea`` up", "Brew some of it\n``all the tea`` up"),
        (".. note:: Brew a pot of tea up.", ".. note:: Brew a pot of tea\n   up."),
        ("@pot: how much black tea there is", "@pot: how much black tea\n    there is"),
        ("It goes on and on like this::\n\n  a", "It goes on and on like\nthis::\n\n  a"),
    ],
)
def test_wrapped(text, expected):
    assert wrap_all(comment(text)) == comment(expected)


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "aVeryLongWordThatNothingCanBeDoneAbout here",
        "::\n\n  brew --leaves=some --water=hot --minutes=5",
        "@pot: - how much black tea there is",
        "Brew as much tea as there is in all\n::\n\n  brew --leaves=some",
        "Brew as much tea as there is in all\n-",
    ],
)
def test_left_alone(text):
    assert wrap_all(comment(text)) == comment(text)


WORDS = st.sampled_from(
    ["tea", "a", "- ", "1.", "..", "e.g.", "pot.", "Pot!", "``a b``", "`c d`", "*e*", "@f", "@f:",
     "::", "Since:", "|", "--go", "`x <http://a.b/>`__", "(so", "=====", "word_", "+"]
)  # fmt: skip


@given(st.lists(WORDS, min_size=5, max_size=30), st.integers(0, 12))
def test_what_is_wrapped_reads_the_same(words, cut):
    lines = [" ".join(words[:cut]), " ".join(words[cut:])]
    body = comment("Tea " + "\n".join(line for line in lines if line))
    for old, new in zip(passages_of(body), passages_of(wrap_all(body)), strict=False):
        for paragraph in paragraphs(old):
            if wrapped(paragraph, paragraph.block.start, COLUMNS) is not None:
                assert same_shape(old, new)


@pytest.mark.parametrize(
    "text, ends",
    [
        ("One. Two. three", 1),
        ("One! ``two`` is. @three. (four)", 3),
        ('"One." "Two" (three.) Four', 2),
        ("e.g. One, i.e. Two, cf. Three, J. Four... Five", 0),
        ("'.' Or '?' One", 0),
    ],
)
def test_sentence_ends(text, ends):
    (passage,) = passages_of(comment(text))
    found = [gap for part in paragraphs(passage) for gap in sentence_ends(part)]
    assert len(found) == ends
    assert all(one.end <= other.start for one, other in pairwise(found))
