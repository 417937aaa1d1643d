"""Examples are found in doc comments of all releases."""

from __future__ import annotations

import pytest

from qapidoc.source import Source
from qapidoc.syntax.examples import ExampleForm, ExampleText, find_examples
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read


def examples(text: str) -> list[tuple[ExampleText, list[str]]]:
    """Give the examples of the comment with these lines, and what may hold messages."""
    lines = "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
    source = Source("a.json", f"##\n{lines}##\n")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    return [
        (example, [source.text[s.start : s.end] for s in example.transcripts])
        for example in find_examples(source, doc)
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("@a:\n\nText.\n\n.. qmp-example::\n\n    -> { }\n    <- { }\n\nMore.\n\nSince: 9.1",
         [["-> { }\n#     <- { }"]]),
        ("@a:\n\n@b: text\n\n    .. qmp-example::\n\n       -> { }\n\n    more text",
         [["-> { }"]]),
        ("@a:\n\n.. qmp-example::\n   :title: One\n\n   -> { }\n\n.. qmp-example::\n\n   <- { }",
         [["-> { }"], ["<- { }"]]),
        ("@a:\n\nSince: 4.2\n\nExample:\n\n-> { \"a\":\n1 }\n<- { }\n",
         [['-> { "a":\n# 1 }\n# <- { }']]),
        ("@a:\n\nExamples:\n\n 1. One\n  -> { }\n\n2. Two\n<- { }\n\nSince: 4.2",
         [["1. One\n#   -> { }\n#\n# 2. Two\n# <- { }"]]),
        ("@a:\n\nExample: -> { }", [["-> { }"]]),
        ("@a:\n\nExample::\n\n  -> { }\n\nText.", [["-> { }"]]),
        ("@a:\n\nExample::\n\n  $ qemu -> log\n  { 'a': 1 }\n\nText.", [[]]),
        ("= Protocol\n\nAs in::\n\n    -> data of the client\n", [[]]),
        ("@a:\n\n.. code-block:: sh\n\n   ls\n\n.. math::\n\n   x -> { y }\n", [[]]),
        ("= Protocol\n\n.. qmp-example::\n\n  -> ... text ...\n", [["-> ... text ..."]]),
        ("@a:\n\n.. code-block:: QMP\n\n   <- { }\n", [["<- { }"]]),
        ("@a:\n\nNote: no example, -> { }", []),
        ("@a:\n\n.. qmp-example::\n\nText.", [[]]),
        ("@a:\n\n.. qmp-example::\n   :title: No more", [[]]),
    ],
)  # fmt: skip
def test_found(text, expected):
    assert [parts for _, parts in examples(text)] == expected


def test_annotated():
    text = (
        "@a:\n\n.. qmp-example::\n   :annotated:\n   :title: All of it\n\n   First::\n\n"
        "     -> { }\n\n     <- { }\n\n   Then -> nothing, and\n   ::\n\n     -> { }\n"
        "     <- { }\n   The end.\n"
    )
    ((example, parts),) = examples(text)
    assert (example.annotated, example.title, example.marked) == (True, "All of it", True)
    assert parts == ["-> { }\n#\n#      <- { }", "-> { }\n#      <- { }"]


@pytest.mark.parametrize(
    "head, options, crowded",
    [
        ("   :title: A: b\n   :Annotated:\n\n", [("title", "A: b"), ("annotated", "")], None),
        ("   :title: A\n     and B\n\n", [("title", "A")], None),
        ("   :two words: A\n   :title:\n\n", [("two words", "A"), ("title", "")], None),
        ("   :title: A\n   <- { }\n", [("title", "A")], "<- { }"),
        ("   :title: A\n   :annotated\n\n", [("title", "A")], ":annotated"),
        ("\n   :title: A\n   <- { }\n", [], None),
        ("   :title:A\n   :title : A\n   :cmd:`a` does: this\n\n", [], None),
    ],
)
def test_options_and_what_crowds_them(head, options, crowded):
    text = f"##\n# @a:\n#\n# .. qmp-example::\n{head}   <- {{ }}".replace("\n   ", "\n#    ")
    source = Source("a.json", text.replace("\n\n", "\n#\n") + "\n##\n")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    (example,) = find_examples(source, doc)
    assert [(option.name, option.value) for option in example.options] == options
    assert (example.crowded and source.slice(example.crowded)) == crowded


@pytest.mark.parametrize(
    "below, run",
    [
        ('"b": 1 }', ['"b": 1 }']),
        ("}", ["}"]),
        ("]\n  }\nText.", ["]", "}"]),
        ('<- { "return": {} }', ['<- { "return": {} }']),
        ('"b": [\n1,\n2 ],\n"c": ... }', ['"b": [', "1,", "2 ],", '"c": ... }']),
        ("}\n\n    <- { }\n\n    text", ["}", "<- { }"]),
        ("}\n\n<- { }", ["}"]),
        ("Text { of -> another kind }", []),
        ('"Text" of another kind', []),
        ("3 } of them", []),
        ("... and so on", []),
        ("\n}", []),
        ("Since: 1.0", []),
    ],
)
def test_lines_that_are_not_indented_belong_to_the_block(below, run):
    ((example, (part,)),) = examples(f'@a:\n\n.. qmp-example::\n\n    -> {{ "a": [\n{below}\n')
    lines = [line.strip("# ") for line in part.splitlines()]
    assert [line for line in lines if line] == ['-> { "a": [', *run]
    assert len(example.spilt) == bool(run)
    assert example.end == example.transcripts[0].end


def test_lines_of_an_annotated_example_that_are_not_indented():
    text = (
        '@a:\n\n.. qmp-example::\n   :annotated:\n\n   One::\n\n     -> { "a":\n   "b" }\n\n   Two.'
    )
    ((_, parts),) = examples(text)
    assert parts == ['-> { "a":\n#    "b" }']


@pytest.mark.parametrize(
    "text, form, language, marked",
    [
        ("@a:\n\n.. qmp-example::\n\n   <- { }", ExampleForm.DIRECTIVE, "", True),
        ("@a:\n\nExample:\n\n<- { }", ExampleForm.SECTION, "", True),
        ("@a:\n\nExample::\n\n  <- { }", ExampleForm.LITERAL, "", False),
        ("@a:\n\n.. code-block:: json\n\n   <- { }", ExampleForm.CODE, "json", False),
    ],
)
def test_form(text, form, language, marked):
    ((example, _),) = examples(text)
    assert (example.form, example.language, example.marked) == (form, language, marked)
