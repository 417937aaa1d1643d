"""Text of before rST."""

from __future__ import annotations

import textwrap

import pytest

from qapidoc.source import Source
from qapidoc.sphinxext.prose.passage import Passage, Scope
from qapidoc.sphinxext.prose.plain import PlainProse
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read


def blocks(text):
    lines = textwrap.dedent(text).strip("\n").splitlines()
    comment = "\n".join(["##", *(f"# {line}".rstrip() for line in lines), "##", ""])
    source = Source("x.json", comment)
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    (section,) = doc.sections
    return PlainProse().blocks(Passage.of("x.json", source, section), Scope("QMP"))


def shape(node):
    """Write nodes as nested tuples of their kinds and texts."""
    if node.tagname in {"paragraph", "literal_block"}:
        return (node.tagname, node.astext())
    return (node.tagname, *(shape(child) for child in node.children))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a\n  b\nc", [("paragraph", "a\nb\nc")]),
        ("a\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("a:\n| x\n|  y\nb", [("paragraph", "a:"), ("literal_block", "x\n y"), ("paragraph", "b")]),
        (
            "a\n- one\n  more\n- two\n\nb",
            [
                ("paragraph", "a"),
                (
                    "bullet_list",
                    ("list_item", ("paragraph", "one\nmore")),
                    ("list_item", ("paragraph", "two")),
                ),
                ("paragraph", "b"),
            ],
        ),
        (
            "* one\n\n  more\n  - inner\nflush\n* two",
            [
                (
                    "bullet_list",
                    (
                        "list_item",
                        ("paragraph", "one"),
                        ("paragraph", "more"),
                        ("bullet_list", ("list_item", ("paragraph", "inner\nflush"))),
                    ),
                    ("list_item", ("paragraph", "two")),
                )
            ],
        ),
        (
            "3. three\n4) four\n- bullet",
            [
                (
                    "enumerated_list",
                    ("list_item", ("paragraph", "three")),
                    ("list_item", ("paragraph", "four")),
                ),
                ("bullet_list", ("list_item", ("paragraph", "bullet"))),
            ],
        ),
        ("-not a list, nor is *\n*this*", [("paragraph", "-not a list, nor is *\nthis")]),
        (
            "2| *    *\n1| *    *\n +-------",
            [("literal_block", "2| *    *\n1| *    *\n +-------")],
        ),
        ("So::\n\n    x\n      y", [("paragraph", "So:"), ("literal_block", "x\n  y")]),
    ],
)
def test_blocks(text, expected):
    assert [shape(block) for block in blocks(text)] == expected


def test_numbers_go_on():
    (block,) = blocks("3. three\n4. four")
    assert block["start"] == 3


def test_inline():
    (paragraph,) = blocks("see *this*, ``that``, `vnc', 2*3*4 and https://qemu.org/x.")
    assert [(node.tagname, node.astext()) for node in paragraph.children] == [
        ("#text", "see "),
        ("strong", "this"),
        ("#text", ", "),
        ("literal", "that"),
        ("#text", ", `vnc', 2*3*4 and "),
        ("reference", "https://qemu.org/x"),
        ("#text", "."),
    ]


def test_lines_are_those_of_the_file():
    lines = [(block.source, block.line) for block in blocks("a\n\nb\n\n- c")]
    assert lines == [("x.json", 2), ("x.json", 4), ("x.json", 6)]
