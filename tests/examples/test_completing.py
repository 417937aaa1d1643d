"""Messages are filled in and mended until they are valid, or dropped with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from qapidoc.examples.collect import Example, collect
from qapidoc.examples.completing import Dropped, MessageCompleter, WholeMessage
from qapidoc.examples.envelope import Role, role_of
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import Turn
from qapidoc.examples.reporter import Reporter
from qapidoc.releases import Release, parse_release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.workspace import Workspace
from qapidoc.syntax.messages import Direction, JsonObject, Message
from qapidoc.syntax.plain import nodes_of
from qapidoc.values.judge import Judge

Made = WholeMessage | Dropped

FAN = {"percent": 50, "stuck": False}
STAMP = '"timestamp": { "seconds": 1, "microseconds": 2 }'
SENT = '-> { "execute": "query-fan" }'


def completed(schema: Schema) -> Iterator[tuple[Example, Made]]:
    """Give what becomes of the messages of all examples."""
    judging, completing = ExampleJudge(schema), MessageCompleter(schema)
    for example in collect(schema):
        for made in completing.messages(judging.turns(example)):
            yield example, made


@pytest.fixture(scope="module")
def complete(with_example) -> Callable[..., list[Made]]:
    """Complete an example."""

    def make(text: str, about: str = "query-fan") -> list[Made]:
        return [made for _, made in completed(with_example(text, about=about))]

    return make


@pytest.fixture(scope="module")
def values(complete) -> Callable[..., list[Any]]:
    """Complete an example, and give the messages, and the reasons of those that are dropped."""

    def give(text: str, about: str = "query-fan") -> list[Any]:
        return [
            made.value if isinstance(made, WholeMessage) else made.reason
            for made in complete(text, about)
        ]

    return give


def changes(made: Made) -> Mapping[str, str]:
    assert isinstance(made, WholeMessage)
    return {change.path: change.kind.value for change in made.changes}


# --- one message of each role ----------------------------------------------------------------

ERROR = '{ "error": { "class": "GenericError", "desc": "no" } }'

RIGHT = [
    '-> { "execute": "query-fan" }',
    '-> { "execute": "set-fan", "arguments": { "percent": 9, "mode": "fast" } }',
    '-> { "id": [ 1 ], "exec-oob": "stop-fan" }',
    '-> { "execute": "stop-fan", "arguments": {} }',
    '-> { "execute": "ask", "arguments": { "q": { "a": [ null, 1.5 ] } } }',
    '-> { "execute": "vanish" }',
    '<- { "return": { "stuck": true, "percent": 1 } }',
    f"<- {ERROR}",
    '<- { "event": "FAN", "data": { "percent": 1 }, ' + STAMP + " }",
    "<- { " + STAMP + ', "event": "QUIET" }',
    '<- { "QMP": { "version": {}, "capabilities": [] } }',
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays_in_its_order(complete, text):
    first, *_ = complete(text)
    value = json.loads(text[3:])
    assert first.value == value
    assert list(first.value) == list(value)
    assert first.changes == ()


def test_each_role_is_tried(complete):
    assert {complete(text)[0].role for text in RIGHT} == set(Role) - {Role.UNKNOWN}


@pytest.mark.parametrize(
    "text, value, changed",
    [
        ('-> { "execute": "set-fan" }',
         {"execute": "set-fan", "arguments": {"percent": 50}}, {"arguments": "added"}),
        ('-> { "execute": "set-fan", "arguments": ... }',
         {"execute": "set-fan", "arguments": {"percent": 50}}, {"arguments": "filled"}),
        ('-> { "execute": "set-fan", "arguments": { ... } }',
         {"execute": "set-fan", "arguments": {"percent": 50}}, {"arguments": "filled"}),
        ('-> { "execute": "set-fan", "arguments": { "mode": "fast", ... } }',
         {"execute": "set-fan", "arguments": {"mode": "fast", "percent": 50}},
         {"arguments.percent": "filled"}),
        ('-> { "execute": "set-fan", "arguments": { "percent": 300, "x": 1 } }',
         {"execute": "set-fan", "arguments": {"percent": 50}},
         {"arguments.percent": "replaced", "arguments.x": "removed"}),
        ('-> { "execute": "set-fan", "arguments": 1 }',
         {"execute": "set-fan", "arguments": {"percent": 50}}, {"arguments": "replaced"}),
        ('-> { "execute": "stop-fan", "odd": 1, ... }',
         {"execute": "stop-fan"}, {"odd": "removed"}),
        ('-> { "exec-oob": "query-fan" }',
         {"execute": "query-fan"}, {"exec-oob": "removed"}),
        ('-> { "execute": "stop-fan", "id": ... }', None, {"id": "filled"}),
        ('<- { "return": ... }', {"return": FAN}, {"return": "filled"}),
        ('<- { "return": { "percent": 1, ... } }',
         {"return": {"percent": 1, "stuck": False}}, {"return.stuck": "filled"}),
        ('<- { "return": { "percent": 1 } }',
         {"return": {"percent": 1, "stuck": False}}, {"return.stuck": "added"}),
        ('<- { "return": [] }', {"return": FAN}, {"return": "replaced"}),
        ('<- { "event": "FAN" }', None, {"data": "added", "timestamp": "added"}),
        ('<- { "event": "QUIET", "data": { "x": 1 }, ' + STAMP + " }",
         {"event": "QUIET", "data": {}, "timestamp": {"seconds": 1, "microseconds": 2}},
         {"data.x": "removed"}),
        ('<- { "event": "QUIET", "timestamp": { "seconds": -5, "microseconds": 1000000 } }',
         None, {"timestamp.seconds": "replaced", "timestamp.microseconds": "replaced"}),
        ('<- { "error": { "class": "NoError", "desc": "no" } }',
         {"error": {"class": "GenericError", "desc": "no"}}, {"error.class": "replaced"}),
        ('<- { "error": { "class": ..., "desc": "no" } }',
         {"error": {"class": "GenericError", "desc": "no"}}, {"error.class": "filled"}),
        ('<- { "error": { "desc": "no" } }',
         {"error": {"desc": "no", "class": "GenericError"}}, {"error.class": "added"}),
        ('<- { "error": ... }', None, {"error": "filled", "error.class": "replaced"}),
        ('<- { "QMP": ... }', None, {"QMP": "filled"}),
    ],
)  # fmt: skip
def test_what_is_left_out_or_wrong(complete, text, value, changed):
    first, *_ = complete(text)
    assert value is None or first.value == value
    assert changes(first) == changed


def test_an_error_has_a_class_that_the_schema_has(loaded):
    schema = loaded("""\
        { 'enum': 'ErrorClass', 'data': [ 'Jam', 'Fire' ] }

        ##
        # @go:
        #
        # .. qmp-example::
        #
        #    -> { "execute": "go" }
        #    <- { "error": { "class": "GenericError", "desc": "no" } }
        #    -> { "execute": "go" }
        #    <- { "error": { "class": "Fire", "desc": "no" } }
        ##
        { 'command': 'go' }
        """)
    made = [one for _, one in completed(schema) if isinstance(one, WholeMessage)]
    errors = [one.value["error"]["class"] for one in made if one.role is Role.ERROR]
    assert errors == ["Jam", "Fire"]


# --- several messages ------------------------------------------------------------------------


def test_a_missing_reply_is_put_behind_its_command(complete):
    text = f'{SENT}\n-> {{ "execute": "stop-fan", "id": "s" }}\n<- {{ "return": {{}}, "id": "s" }}'
    command, added, *others = complete(text)
    assert (added.role, added.name, added.value) == (Role.REPLY, "query-fan", {"return": FAN})
    assert changes(added) == {"": "added"}
    assert added.span == command.span
    assert [made.name for made in others] == ["stop-fan", "stop-fan"]


@pytest.mark.parametrize("dots", ["<- ...", "<- ... all of it ..."])
def test_a_reply_that_is_left_out_is_filled_in(complete, dots):
    _, reply = complete(f"{SENT}\n{dots}")
    assert (reply.role, reply.value) == (Role.REPLY, {"return": FAN})
    assert changes(reply) == {"": "filled"}


def test_a_command_without_reply_gets_none(values):
    assert values('-> { "execute": "vanish" }') == [{"execute": "vanish"}]


@pytest.mark.parametrize(
    "text, ids",
    [
        ([SENT[:-2] + ', "id": 7 }', '<- { "return": ... }'], [7, 7]),
        ([SENT[:-2] + ', "id": 7 }', '<- { "return": ..., "id": 8 }'], [7, 7]),
        ([SENT[:-2] + ', "id": { "a": [] } }', "<- ..."], [{"a": []}, {"a": []}]),
        ([SENT[:-2] + ', "id": 7 }'], [7, 7]),
        ([SENT[:-2] + ', "id": null }'], [None, None]),
        ([SENT[:-2] + ', "id": 7 }', f"<- {ERROR}"], [7, 7]),
        ([SENT, '<- { "return": ..., "id": 8 }'], ["none", "none"]),
        ([SENT, f'<- {ERROR[:-2]}, "id": 8 }}'], ["none", "none"]),
        (
            [
                SENT[:-2] + ', "id": 1 }', SENT[:-2] + ', "id": 2 }',
                '<- { "return": ..., "id": 1 }', '<- { "return": ..., "id": 2 }',
            ],
            [1, 2, 1, 2],
        ),
        (
            [
                SENT[:-2] + ', "id": 1 }', '-> { "exec-oob": "stop-fan", "id": 2 }',
                '<- { "return": {}, "id": 2 }', '<- { "return": ..., "id": 1 }',
            ],
            [1, 2, 2, 1],
        ),
    ],
)  # fmt: skip
def test_replies_have_the_ids_of_their_commands(values, text, ids):
    assert [value.get("id", "none") for value in values("\n".join(text))] == ids


def test_an_id_that_is_left_out_is_the_same_in_both(values):
    command, reply = values(SENT[:-2] + ', "id": ... }\n<- { "return": ..., "id": ... }')
    assert command["id"] == reply["id"]


@pytest.mark.parametrize(
    "text, dropped",
    [
        (f'{SENT}\n<- {{ "return": ... }}\n<- {{ "return": {{}} }}', ["it answers nothing"]),
        ('-> { "execute": "vanish" }\n<- { "return": {} }', ["it answers nothing"]),
        ("-> ...\n<- ...", ["it is left out"] * 2),
        ("...", ["it is left out"]),
        ('-> { "execute": "fun" }', ["the schema has no command 'fun'"]),
        ('-> { "execute": "FAN" }', ["the schema has no command 'FAN'"]),
        ('<- { "event": "FUN" }', ["the schema has no event 'FUN'"]),
        ('<- { "event": "query-fan" }', ["the schema has no event 'query-fan'"]),
        ('-> { "execute": "..." }', ["its name is left out"]),
        ('<- { "event": ... }', ["its name is left out"]),
        ('<- { "percent": 1 }', ["it is no message of QMP"]),
        (
            '-> { "execute": "fun" }\n<- { "return": {} }',
            ["the schema has no command 'fun'", "it cannot be told which command it answers"],
        ),
    ],
)
def test_what_nothing_can_be_made_of_is_dropped(values, text, dropped):
    assert [made for made in values(text) if isinstance(made, str)] == dropped


def test_replies_in_an_example_without_commands_are_those_of_the_documented_one(values):
    assert values('<- { "return": ... }') == [{"return": FAN}]


# --- whatever is made is valid ---------------------------------------------------------------


def turn_of(made: WholeMessage) -> Turn:
    """Read a message again."""
    value = nodes_of(json.loads(json.dumps(made.value)))
    assert isinstance(value, JsonObject)
    return Turn(Message(0, 0, Direction.UNMARKED, value), role_of(value), made.name)


def wrong(schema: Schema) -> Iterator[str]:
    """Complete all examples of a schema, and give what is wrong with what comes out."""
    judge = MessageJudge(schema, Judge(schema), Reporter(schema.source(schema.root)))
    for example, made in completed(schema):
        if isinstance(made, WholeMessage):
            turn = turn_of(made)
            told = [fault.message for fault in judge.faults(turn)]
            if told or turn.role is not made.role:
                line = example.source.position(made.span.start).line
                yield f"{example.path}:{line}: {json.dumps(made.value)}: {told}"


SOME = ["2.9.0", "4.2.0", "7.2.22", "10.2.2"]
"""Releases whose notations differ."""

ROOTS = (
    "qapi/qapi-schema.json",
    "qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)


@pytest.mark.parametrize("release", SOME)
def test_completed_messages_of_qemu_are_valid(qemu_schema, corpus, release):
    root = next(root for root in ROOTS if (corpus / "releases" / release / root).is_file())
    assert list(wrong(qemu_schema(f"{release}/{root}"))) == []


@pytest.mark.acceptance
def test_completed_messages_of_all_releases_are_valid(corpus):
    tried = 0
    for folder in sorted((corpus / "releases").iterdir()):
        release = parse_release(folder.name.partition("-")[0])
        assert release is not None
        workspace = Workspace(folder)
        for root in ROOTS if release >= Release(2, 9) else ():
            if (folder / root).is_file():
                tried += 1
                assert list(wrong(load_schema(folder / root, workspace))) == []
    assert tried > 50
