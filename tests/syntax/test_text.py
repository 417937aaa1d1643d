"""The text of a section, without comment marks and common indentation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read
from qapidoc.syntax.text import SectionText, lines_text, section_text


def texts_of(*lines: str) -> tuple[Source, list[SectionText]]:
    """Give the texts of the sections of a doc comment of these lines."""
    text = "\n".join(["##", *(f"# {line}".rstrip() for line in lines), "##"])
    source = Source("schema.json", text)
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    return source, [section_text(source, section) for section in doc.sections]


@pytest.mark.parametrize(
    "lines, expected",
    [
        pytest.param(["@A:", "x"], ["x"], id="one line"),
        pytest.param(["@A:", "", "x", "", "y"], ["x\n\ny"], id="paragraphs"),
        pytest.param(["@A:", "@a: x", "    y"], ["x\ny"], id="beside and below the head"),
        pytest.param(["@A:", "@a:", "      x", "    y"], ["  x\ny"], id="below the head"),
        pytest.param(["@A:", "@a: x", "", "    - y", "      z"], ["x\n\n- y\n  z"], id="list"),
        pytest.param(["@A:", "@a: x", "y"], ["x\ny"], id="without indentation"),
        pytest.param(["@A:", "@a: x", "    y", "z"], ["x\n    y\nz"], id="less and less"),
        pytest.param(["@A:", "@a: x"], ["x"], id="beside the head alone"),
        pytest.param(["@A:", "@a:"], [""], id="nothing"),
        pytest.param(["@A:", "Features:", "@f: x"], ["", "x"], id="features"),
        pytest.param(["@A:", "x::", "", "  y", "    z"], ["x::\n\n  y\n    z"], id="literal"),
        pytest.param(["@A:", "Example:", "", "-> x", "   y"], ["\n-> x\n   y"], id="example"),
        pytest.param(["x  ", "  y \t"], ["x\n  y"], id="trailing blanks go"),
    ],
)
def test_text(lines, expected):
    source, texts = texts_of(*lines)
    assert [str(text) for text in texts] == expected
    for text in texts:
        check_offsets(source, text)


def check_offsets(source: Source, text: SectionText) -> None:
    """See that each character of the text is where its offset says."""
    for number, line in enumerate(text.lines):
        for column, character in enumerate(line):
            offset = text.offset(number, column)
            if column < text.indents[number]:
                assert offset == text.offsets[number]
            else:
                assert source.text[offset] == character


def test_an_offset_within_the_indentation_is_that_of_the_text():
    source, (text,) = texts_of("@A:", "x", "    y")
    assert text.lines == ("x", "    y")
    assert source.text[text.offset(1, 0)] == "y"
    assert source.text[text.offset(1, 4)] == "y"


def test_some_lines_alone():
    source = Source("schema.json", "##\n# @A:\n#\n# See::\n#\n#     a\n#       b\n##\n")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    assert str(lines_text(source, doc.sections[0].lines[2:])) == "a\n  b"
    assert str(lines_text(source, ())) == ""


LINES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["", "x", "@a: x", "@b:", "Since: 1", "y::"])).map(
        lambda line: " " * line[0] + line[1]
    ),
    max_size=12,
)


@given(LINES)
def test_offsets_fit_whatever_the_lines(lines):
    source, texts = texts_of("@A:", *lines)
    for text in texts:
        check_offsets(source, text)
