"""Examples as people see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from qapidoc.examples.collect import Example, blocks
from qapidoc.examples.completing import MessageCompleter
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.unjudged import Unjudged
from qapidoc.report.transcripts import completed, excused, listed, printed
from qapidoc.schema.model import Schema

COMMENT = """\
##
# @go:
#
{lines}##
{{ 'command': 'go', 'data': {{ '*to': 'str' }} }}
"""

GO = '-> { "execute": "go" }'
GONE = '<- { "return": {} }'


@pytest.fixture
def example(loaded) -> Callable[[str], tuple[Schema, Example]]:
    """Load the example in a doc comment."""

    def load(comment: str) -> tuple[Schema, Example]:
        lines = "".join(f"# {line}".rstrip() + "\n" for line in comment.split("\n"))
        schema = loaded(COMMENT.format(lines=lines))
        (found,) = blocks(schema)
        return schema, found

    return load


def without_path(line: str, example: Example) -> str:
    assert example.path in line
    return line.replace(example.path, "go.json")


# --- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment, expected",
    [
        (f".. qmp-example::\n\n   {GO}\n   {GONE}", "go.json:6: command 'go' (2 messages)"),
        (
            f".. qmp-example::\n   :title: To and fro\n\n   {GO}",
            "go.json:5: command 'go': To and fro (1 message)",
        ),
        (f".. qmp-example::\n   :title: \x1b[1m\n\n   {GO}",
         r"go.json:5: command 'go': \x1b[1m (1 message)"),
    ],
)  # fmt: skip
def test_a_line_for_each(example, comment, expected):
    _, found = example(comment)
    assert without_path(listed(found), found) == expected


def test_an_example_of_nothing(loaded):
    schema = loaded("##\n# .. qmp-example::\n#\n#    <- ...\n##\n")
    (found,) = blocks(schema)
    assert without_path(listed(found), found) == "go.json:4: no definition (1 message)"


def test_what_is_not_judged(example):
    _, found = example(f".. qmp-example::\n\n   {GO}\n   {GONE}")
    second = found.messages[1].span
    told = excused(Unjudged(found, second, "it is \x1b odd"))
    assert without_path(told, found) == r"go.json:7: command 'go': it is \x1b odd"


# --- as it is written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment, expected",
    [
        (f".. qmp-example::\n\n   {GO}\n   {GONE}", [GO, GONE]),
        (f".. qmp-example::\n   :title: To\n   :other:\n\n   {GO}", [GO]),
        (
            '.. qmp-example::\n\n     -> { "execute":\n            "go" }\n\n   It goes.',
            ['  -> { "execute":', '         "go" }', "", "It goes."],
        ),
        (
            f".. qmp-example::\n   :annotated:\n\n   Say::\n\n     {GO}\n\n   Thus.",
            ["Say::", "", f"  {GO}", "", "Thus."],
        ),
        (f"Example:\n\n{GO}\n{GONE}", [GO, GONE]),
        (f"So::\n\n\t{GO}\n\t{GONE}", [GO, GONE]),
        ('.. qmp-example::\n\n   -> { "execute": "\x1b[1m" }', [r'-> { "execute": "\x1b[1m" }']),
    ],
)
def test_what_is_written(example, comment, expected):
    _, found = example(comment)
    head, *lines = printed(found)
    assert without_path(head, found).startswith("# go.json:")
    assert lines == expected


def test_the_head_of_what_is_written(example):
    _, found = example(f".. qmp-example::\n   :title: To \x1b\n\n   {GO}")
    head, *_ = printed(found)
    assert without_path(head, found) == r"# go.json:5: command 'go': To \x1b"


# --- completed -------------------------------------------------------------------------------


def lines_of(schema: Schema, example: Example) -> list[str]:
    turns = ExampleJudge(schema).turns(example)
    head, *lines = completed(example, MessageCompleter(schema).messages(turns))
    assert without_path(head, example).startswith("# go.json:")
    return lines


def test_messages_are_a_line_each_with_an_arrow(example):
    found = example('.. qmp-example::\n\n   { "execute":\n\n     "go" }\n   <- ...')
    assert lines_of(*found) == ['-> {"execute": "go"}', '<- {"return": {}}']


def test_what_is_dropped_is_told(example):
    found = example(
        f'.. qmp-example::\n\n   {GO}\n   {GONE}\n   {GONE}\n   -> {{ "execute": "no" }}'
    )
    assert lines_of(*found)[2:] == [
        "# line 8 is dropped: it answers nothing",
        "# line 9 is dropped: the schema has no command 'no'",
    ]


def test_completed_messages_stay_json_where_characters_are_escaped(example):
    text = "\x7f\x9b\u202e\\u001b\\ud800 ü\U0001f427"
    found = example(
        f'.. qmp-example::\n\n   -> {{ "execute": "go", "arguments": {{ "to": "{text}" }} }}'
    )
    line, *_ = lines_of(*found)
    assert line.isprintable()
    assert "ü\U0001f427" in line
    value: Any = json.loads(line.removeprefix("-> "))
    assert value["arguments"]["to"] == json.loads(f'"{text}"')
