"""What looks like an example is judged, or listed with a reason."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from qapidoc.examples.collect import blocks
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.unjudged import unjudged
from qapidoc.schema.model import Schema

Found = list[tuple[str, str]]


def found_in(schema: Schema) -> Found:
    """Give the first line of each stretch that is not judged, and the reason."""
    source = schema.source(schema.root)
    return [
        (source.slice(one.span).splitlines()[0].strip("# "), one.reason)
        for one in unjudged(schema, blocks(schema))
    ]


@pytest.fixture(scope="module")
def excused(with_example) -> Callable[..., Found]:
    """Give what is not judged of a QMP example."""

    def find(text: str, about: str = "query-fan") -> Found:
        return found_in(with_example(text, about=about))

    return find


@pytest.fixture
def excused_in(loaded) -> Callable[[str], Found]:
    """Give what is not judged of a doc comment."""

    def find(comment: str) -> Found:
        lines = textwrap.dedent(comment).strip().splitlines()
        text = "".join(f"# {line}".rstrip() + "\n" for line in lines)
        return found_in(loaded(f"##\n# @go:\n#\n{text}##\n{{ 'command': 'go' }}\n"))

    return find


# --- messages in no example ---------------------------------------------------------------


@pytest.mark.parametrize(
    "comment, reason",
    [
        ('Thus:\n\n   -> { "execute": "go" }', "put this into '.. qmp-example::'"),
        ('.. qmp-exmaple::\n\n   -> { "execute": "go" }', "write '.. qmp-example::'"),
        (
            '.. qmp-example::\n   :annotated:\n\n   Thus:\n\n     -> { "execute": "go" }',
            "end the paragraph above with '::'",
        ),
    ],
)
def test_messages_in_no_example(excused_in, comment, reason):
    expected = [('-> { "execute": "go" }', f"stands in no example: {reason}")]
    assert excused_in(comment) == expected


@pytest.mark.parametrize("label", ["C:", "If so,", "1."])
def test_messages_behind_words_are_listed(excused_in, label):
    text = f'-> {{ "execute": "go" }}\n   {label} {{ "return": {{}} }}'
    ((line, reason),) = excused_in(f".. qmp-example::\n\n   {text}")
    assert (line, reason) == (f'{label} {{ "return": {{}} }}', "belongs to no message")


def test_messages_that_are_read_by_chance(excused_in):
    assert excused_in('qmp-example::\n\n   -> { "execute": "go" }\n   <- { "return": {} }') == []


# --- blocks without a message ----------------------------------------------------------------


@pytest.mark.parametrize(
    "comment, reason",
    [
        (".. qmp-example::\n\n   Nothing yet.", "no message in it"),
        (".. qmp-example::\n\n   { 'colour': 'red' }", "no message in it"),
        ("Example: Nothing yet.", "no message in it"),
        ("A drawing::\n\n   [a]---[b]", "no message in it"),
        (".. code-block::\n\n   [a]---[b]", "no message in it"),
        (".. code-block:: C\n\n   int a;", "no message in it: the language is 'C'"),
        (".. code-block:: shell\n\n   $ ls", "no message in it: the language is 'shell'"),
        ("So::\n\n   $ qemu-img info a.raw\n   image: a.raw", "no message in it: a shell listing"),
        ("So::\n\n   root@host:~# ls", "no message in it: a shell listing"),
        ("So::\n\n   me@host:~/src$ ls", "no message in it: a shell listing"),
        ("So::\n\n   costs 5 $ each", "no message in it"),
        (
            ".. qmp-example::\n   :annotated:\n\n   Just words.",
            "no message in it: no literal block is announced by '::'",
        ),
        (".. qmp-example::\n   :annotated:\n\n   A block::\n\n     none", "no message in it"),
    ],
)
def test_blocks_without_a_message(excused_in, comment, reason):
    ((_, told),) = excused_in(comment)
    assert told == reason


@pytest.mark.parametrize(
    "comment",
    [
        "No example in here.",
        ".. math::\n\n   a = b",
        '.. qmp-example::\n\n   -> { "execute": "go" }\n   <- { "return": {} }',
        'So::\n\n   -> { "execute": "go" }\n   <- { "return": {} }',
        'Example:\n\n-> { "execute": "go" }\n<- { "return": {} }',
    ],
)
def test_what_is_none_or_is_judged(excused_in, comment):
    assert excused_in(comment) == []


# --- parts of examples with messages ---------------------------------------------------------

COMMAND = '-> { "execute": "query-fan" }\n'


@pytest.mark.parametrize(
    "text, place, reason",
    [
        ("-> ]]", "-> ]]", "cannot be read as JSON"),
        ('<- { "percent": 1 }', '<- { "percent": 1 }', "no message of QMP"),
        ('-> { "execute": "..." }', '-> { "execute": "..." }',
         "the command that it is about cannot be told"),
        ('-> { "execute": "fun" }', '-> { "execute": "fun" }', "the schema has no command 'fun'"),
        ('-> { "execute": "FAN" }', '-> { "execute": "FAN" }', "the schema has no command 'FAN'"),
        ('<- { "event": "FUN" }', '<- { "event": "FUN" }', "the schema has no event 'FUN'"),
        ('<- { "event": ... }', '<- { "event": ... }',
         "the event that it is about cannot be told"),
        (COMMAND + 'And in it\n"percent": 1 }', "And in it", "belongs to no message"),
        ('{ "colour": "red" }\n' + COMMAND, '{ "colour": "red" }', "belongs to no message"),
        ('<- { "return": { "percent": 1, "stuck": true } , "mode": "fast" } }',
         '<- { "return": { "percent": 1, "stuck": true } , "mode": "fast" }',
         "brackets are missing or too many, and members seem to be in wrong objects"),
    ],
)  # fmt: skip
def test_parts_of_examples(excused, text, place, reason):
    assert excused(text) == [(place, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "...",
        "-> ...\n<- ...",
        COMMAND + "<- ...",
        COMMAND + '<- { "return": { "percent": 1, ... } }',
        COMMAND + "Then it says\n" + '<- { "return": ... }',
        '<- { "percent": 1, ... }',
        '<- { "error": { "class": "NoError" } }',
        '-> { "execute": "query-fan", "arguments": { "odd": 1 } }',
    ],
)
def test_what_is_left_out_or_wrong_is_judged(excused, text):
    assert excused(text) == []


def test_the_order_is_that_of_the_text(excused):
    text = '-> { "execute": "fun" }\nwith\n\n}\n\n<- { "percent": 1 }\n'
    assert [place for place, _ in excused(text)] == [
        '-> { "execute": "fun" }',
        "with",
        '<- { "percent": 1 }',
    ]


# --- QEMU ------------------------------------------------------------------------------------

KNOWN = {
    ("BlockLatencyHistogramInfo", "no message in it"),
    ("query-dirty-rate", "no message of QMP"),
}


def test_all_blocks_of_qemu_are_judged_or_listed(qemu_schema):
    schema = qemu_schema("10.2.2/qapi/qapi-schema.json")
    found = list(blocks(schema))
    listed = list(unjudged(schema, found))
    told = [(one.example.definition.name, one.reason) for one in listed if one.example.definition]
    assert len(listed) == len(told) == 3
    assert set(told) == KNOWN

    judging = ExampleJudge(schema)
    judged = [example for example in found if judging.judged(example).turns]
    assert len(judged) >= 255
    without = [example for example in found if not example.messages]
    assert len(judged) + len(without) == len(found)
    assert without == [one.example for one in listed if one.reason.startswith("no message in it")]


def test_all_markers_of_examples_of_qemu_are_found(qemu_schema):
    """Count by other means what was found: every line with an arrow is in an example."""
    schema = qemu_schema("10.2.2/qapi/qapi-schema.json")
    covered = {
        (example.path, example.source.position(message.start).line)
        for example in blocks(schema)
        for message in example.messages
    }
    arrows = {
        (path, number)
        for path, module in schema.modules.items()
        for number, line in enumerate(module.source.text.splitlines(), 1)
        if line.lstrip("# ").startswith(("-> ", "<- "))
    }
    assert arrows <= covered
    assert len(arrows) > 480
