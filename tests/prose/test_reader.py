"""What docutils makes of text, with the places of it."""

from __future__ import annotations

import textwrap

import pytest

from qapidoc.prose.reader import LONGEST, reader
from qapidoc.prose.records import Inline, InlineKind, Level, Prose


def lines_of(text: str) -> list[str]:
    return textwrap.dedent(text).strip("\n").split("\n")


def read(text: str) -> tuple[str, Prose]:
    lines = lines_of(text)
    return "\n".join(lines), reader().read(lines)


def blocks(text: str) -> list[tuple[str, str]]:
    joined, prose = read(text)
    return [(block.kind, joined[block.start : block.end]) for block in prose.walk()]


def inlines(text: str) -> list[tuple[InlineKind, str, str]]:
    joined, prose = read(text)
    return [
        (inline.kind, joined[inline.start : inline.end], inline.name)
        for inline in prose.inlines()
        if inline.kind is not InlineKind.TEXT
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a *b* c", [(InlineKind.EMPHASIS, "*b*", "")]),
        ("a **b** c", [(InlineKind.STRONG, "**b**", "")]),
        ("a ``b`` c", [(InlineKind.LITERAL, "``b``", "")]),
        ("a `b` c", [(InlineKind.ROLE, "`b`", "")]),
        ("a :any:`b` c", [(InlineKind.ROLE, ":any:`b`", "any")]),
        ("a `b`:any: c", [(InlineKind.ROLE, "`b`:any:", "any")]),
        (":qapi:cmd:`b`", [(InlineKind.ROLE, ":qapi:cmd:`b`", "qapi:cmd")]),
        ("see http://a.b/c_d, too", [(InlineKind.LINK, "http://a.b/c_d", "http://a.b/c_d")]),
        ("see `b <http://a.b/>`_", [(InlineKind.LINK, "`b <http://a.b/>`_", "http://a.b/")]),
        ("a word_ b", [(InlineKind.REFERENCE, "word_", "word")]),
        ("a |b| c", [(InlineKind.OTHER, "|b|", "b")]),
        ("a ``b c", [(InlineKind.BROKEN, "``", "")]),
        ("a :nothing:`b` c", [(InlineKind.BROKEN, ":nothing:`b`", "")]),
        ("* one\n* the `b`\n  and `c`", [
            (InlineKind.ROLE, "`b`", ""), (InlineKind.ROLE, "`c`", "")]),
        (r"a \*b\* ``c``", [(InlineKind.LITERAL, "``c``", "")]),
        ("+---+-----+\n| a | `b` |\n+---+-----+", [(InlineKind.ROLE, "`b`", "")]),
        (".. note:: a `b`\n   c", [(InlineKind.ROLE, "`b`", "")]),
        ("``a``\u00a0b", [(InlineKind.LITERAL, "``a``", "")]),
    ],
)  # fmt: skip
def test_markup_in_running_text_has_its_place(text, expected):
    assert inlines(text) == expected


def test_text_between_markup_is_given_too():
    joined, prose = read("one `two` three\nfour ``five``")
    assert [joined[i.start : i.end] for i in prose.inlines()] == [
        "one ", "`two`", " three\nfour ", "``five``",
    ]  # fmt: skip
    assert list(prose.inlines())[1] == Inline(4, 9, InlineKind.ROLE, "two", "")


def test_blocks_have_their_places():
    text = """
        First
        paragraph.

        - an item
          of two lines

          and more
        - another

        .. note:: Take
           care.

        Like this::

            literal
              text

        .. lost: text
        """
    assert blocks(text) == [
        ("paragraph", "First\nparagraph."),
        ("bullet_list", "- an item\n  of two lines\n\n  and more\n- another"),
        ("list_item", "- an item\n  of two lines\n\n  and more"),
        ("paragraph", "an item\n  of two lines"),
        ("paragraph", "and more"),
        ("list_item", "- another"),
        ("paragraph", "another"),
        ("note", ".. note:: Take\n   care."),
        ("paragraph", "Take\n   care."),
        ("paragraph", "Like this:"),
        ("literal_block", "literal\n      text"),
        ("comment", ".. lost: text"),
    ]


@pytest.mark.parametrize(
    "text, kinds",
    [
        ("Term\n  its definition", ["definition_list", "definition_list_item", "term"]),
        ("Text\n\n  indented", ["paragraph", "block_quote", "paragraph"]),
        ("Title\n=====\n\ntext", ["section", "title", "paragraph"]),
        (".. code-block:: c\n\n   int x;", ["container", "literal_block"]),
        (".. qmp-example::\n\n   -> {}", ["container", "literal_block"]),
        (".. qmp-example::\n   :annotated:\n\n   Text.", ["container", "paragraph"]),
        (".. versionadded:: 1.0\n   Text.", ["container", "paragraph"]),
        (".. list-table::\n\n   * - a", ["table", "tgroup", "colspec"]),
    ],
)
def test_kinds_of_blocks(text, kinds):
    assert [kind for kind, _ in blocks(text)][: len(kinds)] == kinds


def test_a_block_tells_the_directive_or_the_first_number():
    _, prose = read(".. qmp-example::\n\n   -> {}\n\n3. three\n4. four")
    assert [(block.kind, block.name) for block in prose.blocks] == [
        ("container", "qmp-example"),
        ("enumerated_list", "3"),
    ]


@pytest.mark.parametrize(
    "text, level, place",
    [
        ("a\n``b c", Level.WARNING, "``"),
        (":nothing:`b`", Level.ERROR, ":nothing:`b`"),
        ("- a\nb", Level.WARNING, "b"),
        ("a\n\n.. include:: /etc/passwd", Level.ERROR, ".. include:: /etc/passwd"),
        (".. raw:: html\n\n   <b>", Level.ERROR, ".. raw:: html"),
        (".. csv-table::\n   :file: x", Level.ERROR, ".. csv-table::"),
        (".. qmp-example::\n   :anotated:\n\n   a", Level.ERROR, ".. qmp-example::"),
        ("1. a\n\n3. b", Level.INFO, "3. b"),
        ("a\n  b\nc", Level.WARNING, "c"),
    ],
)
def test_complaints_have_their_places(text, level, place):
    joined, prose = read(text)
    assert (level, place) in [(m.level, joined[m.start : m.end]) for m in prose.messages]


@pytest.mark.parametrize("text", [" ", "x\ty\tz", "\t- a\n\t  b", "a\x0bb\x85c\u2028d", "..", "::"])
def test_odd_text_is_read(text):
    assert not reader().read(text.split("\n")).unread


@pytest.mark.parametrize(
    "line, why",
    [
        ("x " * LONGEST, "it is too long"),
        ("`a " * 5_000, "it is too long"),
        ("- " * 500 + "x", "it is nested too deeply"),
    ],
)
def test_absurd_text_is_not_read(line, why):
    assert reader().read([line]) == Prose(unread=why)


def test_reading_leaves_no_trace_in_docutils():
    from docutils.parsers.rst import directives

    before = directives.directive
    read(".. note:: a")
    read("- " * 500 + "x")
    assert directives.directive is before
