"""The passages of doc comments, and the way back from their text to the file."""

from __future__ import annotations

import re
import textwrap

import pytest

from qapidoc.prose.passages import Passage, passages
from qapidoc.prose.plain import plain_paragraphs
from qapidoc.prose.reader import reader
from qapidoc.prose.records import InlineKind
from qapidoc.releases import NEWEST, Release
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read


def passages_of(text: str, target: Release = NEWEST) -> list[Passage]:
    source = Source("fans.json", textwrap.dedent(text))
    (doc,) = (item for item in read(source).items if isinstance(item, DocComment))
    return list(passages("fans.json", source, doc, target))


COMMENT = """\
    ##
    # @set-speed:
    #
    # Set the `speed`, plain
    # and simple.
    #
    # @percent: share of ``full``
    #     speed, see
    #     @Fan
    #
    # Returns: nothing
    #
    # Since: 9.1
    ##
    """


def test_each_section_is_a_passage_by_itself():
    found = passages_of(COMMENT)
    assert [(p.symbol, p.member, p.text) for p in found] == [
        ("set-speed", None, "Set the `speed`, plain\nand simple."),
        ("set-speed", "percent", "share of ``full``\nspeed, see\n@Fan"),
        ("set-speed", None, "nothing"),
    ]


def test_indices_lead_back_to_the_file():
    for passage in passages_of(COMMENT):
        for index, character in enumerate(passage.text):
            if not character.isspace():
                assert passage.source.text[passage.offset(index)] == character
    _, described, _ = passages_of(COMMENT)
    literal = next(i for i in described.prose.inlines() if i.kind is InlineKind.LITERAL)
    assert described.source.slice(described.span(literal.start, literal.end)) == "``full``"


def test_a_span_ends_with_its_first_line():
    passage = passages_of(COMMENT)[0]
    start = passage.text.index("plain")
    span = passage.span(start, len(passage.text))
    assert passage.source.slice(span) == "plain"


@pytest.mark.parametrize(
    "text",
    [
        "##\n# One paragraph of\n# text, with @name in it.\n##\n",
        "##\n# Two paragraphs\n# of text.\n#\n# And (this) is\n# the other.\n##\n",
    ],
)
def test_plain_text_and_docutils_agree(text):
    (passage,) = passages_of(text)
    assert plain_paragraphs(passage.text) == reader().read(passage.lines.lines)


@pytest.mark.parametrize("release", ["5.2.0", "10.2.2"])
def test_plain_texts_of_releases_and_docutils_agree(corpus, release):
    folder = corpus / "releases" / release
    schema = load_schema(folder / "qapi" / "qapi-schema.json", Workspace(folder))
    for passage in Context(schema, NEWEST).passages:
        plain = plain_paragraphs(passage.text)
        if plain is not None:
            assert plain == reader().read(passage.lines.lines), passage.symbol


OLD = """\
    ##
    # = Fans
    #
    # Text
    # = More
    # text.
    ##
    """


@pytest.mark.parametrize(
    "text, target, texts",
    [
        (COMMENT, Release(4, 2), []),
        (OLD, Release(4, 2), []),
        (OLD, Release(6, 0), ["\n\nText\n\ntext."]),
        (OLD, NEWEST, ["= Fans\n\nText\n= More\ntext."]),
    ],
)
def test_text_is_rst_since_5_2_and_its_headings_since_10_1(text, target, texts):
    assert [passage.text for passage in passages_of(text, target)] == texts


def test_transcripts_releases_and_what_is_to_be_done_are_no_prose():
    text = """\
        ##
        # @stop:
        #
        # Stop.
        #
        # Note: Careful.
        #
        # Example:
        #
        # -> {}
        #
        # TODO: Stop @sooner.
        #
        # Since: 1.0
        ##
        """
    assert [passage.text for passage in passages_of(text)] == ["Stop.", "Careful."]


def test_matches_are_of_running_text():
    passage = passages_of(COMMENT)[1]
    pattern = re.compile(r"full|see")
    assert [match[0] for match in passage.matches(pattern)] == ["see"]
    found = passage.matches(pattern, {InlineKind.LITERAL})
    assert [match[0] for match in found] == ["full"]
