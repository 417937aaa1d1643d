"""What of an example may be sent, and what must not."""

from __future__ import annotations

import pytest

from qapidoc.examples.calls import MEDDLING, QUERY, calls, considered, forbidden
from qapidoc.examples.collect import collect
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Kind
from qapidoc.values.judge import Judge

MORE = """\
{ 'command': 'query-rx-filter' }
{ 'command': 'query-vanishing', 'success-response': false }
{ 'command': 'query-speed', 'data': { 'fan': 'str', '*limit': 'uint8', '*more': 'any' } }
{ 'command': 'queryish' }
{ 'command': 'x-query-fan' }
{ 'event': 'query-event' }
{ 'struct': 'query-type', 'data': {} }
"""


@pytest.fixture(scope="module")
def found(with_example):
    """Give the calls in an example."""

    def find(text: str, *only: str):
        schema = with_example(text, rest=MORE)
        (example,) = collect(schema)
        return list(calls(schema, Judge(schema), example, only))

    return find


# --- selection --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, only, sent",
    [
        ("query-fan", (), True),
        ("query-fans", (), True),
        ("set-fan", (), False),
        ("stop-fan", (), False),
        ("ask", (), False),
        ("queryish", (), False),
        ("x-query-fan", (), False),
        ("QUERY-FAN", (), False),
        ("Query-fan", (), False),
        ("query-", (), False),
        ("", (), False),
        # The schema has none, or something else of that name.
        ("query-nothing", (), False),
        ("query-event", (), False),
        ("query-type", (), False),
        # Queries that do more.
        ("query-rx-filter", (), False),
        ("query-cpus", (), False),
        ("query-vanishing", (), False),
        # What is named, and nothing besides.
        ("set-fan", ("set-fan",), True),
        ("stop-fan", ("set-fan",), False),
        ("set-fa", ("set-fan",), False),
        ("query-fan", ("set-fan",), True),
        ("query-rx-filter", ("query-rx-filter",), True),
        ("query-rx-filter", ("query-fan",), False),
        ("not-in-the-schema", ("not-in-the-schema",), True),
        # Nobody would ever get a reply.
        ("vanish", ("vanish",), False),
        ("query-vanishing", ("query-vanishing",), False),
    ],
)
def test_what_may_be_sent(with_example, name, only, sent):
    schema = with_example("-> {}", rest=MORE)
    assert (considered(name, only) and not forbidden(schema, name, only)) is sent


def test_nothing_else_may_be_sent(with_example):
    """Of all names in a schema, only these: a list that does not go by the rule."""
    schema = with_example("-> {}", rest=MORE)
    sent = [n for n in schema.definitions if considered(n) and not forbidden(schema, n)]
    assert sorted(sent) == ["query-fan", "query-fans", "query-speed"]


def test_meddling_queries_are_in_the_corpus(corpus):
    folders = [corpus / "releases" / name / "qapi" for name in ("5.2.0", "10.2.2")]
    schemas = [load_schema(folder / "qapi-schema.json") for folder in folders]
    known = {n for s in schemas for n, d in s.definitions.items() if d.kind is Kind.COMMAND}
    assert known >= set(MEDDLING)
    for schema in schemas:
        sent = {n for n in schema.definitions if considered(n) and not forbidden(schema, n)}
        assert all(name.startswith(QUERY) for name in sent)
        assert not sent & set(MEDDLING)
        assert len(sent) > 50


# --- what is sent -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, expected",
    [
        ("", None),
        (', "id": 7', None),
        (', "arguments": { "fan": "a" }', {"fan": "a"}),
        (', "arguments": { "fan": "a", "limit": 255 }', {"fan": "a", "limit": 255}),
        (
            ', "arguments": { "fan": "", "more": [ 1.5, null, { "x": true } ] }',
            {"fan": "", "more": [1.5, None, {"x": True}]},
        ),
    ],
)
def test_arguments(found, arguments, expected):
    name = "query-speed" if "arguments" in arguments else "query-fan"
    (call,) = found(f'-> {{ "execute": "{name}"{arguments} }}')
    assert (call.name, call.arguments, call.obstacle) == (name, expected, "")


def test_out_of_band_commands_are_commands(found):
    (call,) = found('-> { "exec-oob": "stop-fan" }', "stop-fan")
    assert (call.name, call.obstacle) == ("stop-fan", "")


def test_the_place_is_that_of_the_command(found, with_example):
    text = '-> { "execute": "stop-fan" }\n<- { "return": {} }\n-> { "execute": "query-fan" }\n'
    (call,) = found(text)
    schema = with_example(text, rest=MORE)
    assert schema.source(schema.root).slice(call.span) == '-> { "execute": "query-fan" }'


def speed(arguments: str) -> str:
    return f'-> {{ "execute": "query-speed", "arguments": {arguments} }}'


LEFT_OUT = "a part of its arguments is left out"


@pytest.mark.parametrize(
    "text, obstacle",
    [
        ('-> { "execute": "query-nothing" }', "the schema has no such command"),
        ('-> { "execute": "query-event" }', "the schema has no such command"),
        ('-> { "execute": "query-rx-filter" }', MEDDLING["query-rx-filter"]),
        ('-> { "execute": "query-vanishing" }', "it has no reply"),
        ('-> { "execute": "query-fan", ... }', "a part of it is left out"),
        ('-> { "execute": "query-fan", "data": {} }', "a command has no 'data'"),
        ('-> { "execute": "query-speed" }', "it lacks the arguments 'fan'"),
        (speed("..."), LEFT_OUT),
        (speed("{ ... }"), LEFT_OUT),
        (speed('{ "fan": "a", ... }'), LEFT_OUT),
        (speed('{ "fan": ... }'), LEFT_OUT),
        (speed('{ "fan": "..." }'), LEFT_OUT),
        (speed('{ "fan": "fan ... 3" }'), LEFT_OUT),
        (speed('{ "fan": "a", "more": [ { "x": "a..." } ] }'), LEFT_OUT),
        (speed("[ 1 ]"), "its arguments are no object"),
        (speed("{}"), "add 'fan' to 'arguments'; command 'query-speed' requires it"),
        (speed('{ "fan": 1 }'), "'arguments.fan' must be a string, not 1"),
        (
            speed('{ "fan": "a", "limit": 256 }'),
            "'arguments.limit' must be from 0 to 255 (uint8), not 256",
        ),
        (
            speed('{ "fan": "a", "limits": 2 }'),
            "command 'query-speed' has no member 'limits'; did you mean 'limit'?",
        ),
        (
            speed('{ "fan": "a", "more": 1e999 }'),
            "its arguments cannot be sent: Python has no number 1e999",
        ),
    ],
)
def test_obstacles(found, text, obstacle):
    (call,) = found(text)
    assert (call.arguments, call.obstacle) == (None, obstacle)


@pytest.mark.parametrize(
    "text",
    [
        "-> { 'execute': 'query-fan' }",
        '-> { "execute": "query-fan", }',
        '-> { "execute": "query-fan"',
        '-> { "execute": "query-fan", "x }',
        '-> { "execute": "query-fan", "execute": "stop-fan" }',
    ],
)
def test_bad_json_is_not_sent(found, text):
    (call,) = found(text + '\n<- { "return": {} }')
    assert call.obstacle.startswith("it is no JSON: ")


def test_bad_json_elsewhere_does_not_matter(found):
    first, second = found(
        '-> { "execute": "query-fan" }\n<- { "return": { "percent": 1 "stuck": true } }\n'
        '-> { "execute": "query-fans" }\n'
    )
    assert (first.obstacle, second.obstacle) == ("", "")
    assert first.reply is not None


# --- replies ----------------------------------------------------------------------------------


def fan(number: int) -> str:
    return f'<- {{ "return": {{ "percent": {number} }} }}\n'


ASKED = '-> { "execute": "query-fan" }\n'
STOPPED = '-> { "execute": "stop-fan" }\n'
FAILED = '<- { "error": { "class": "GenericError", "desc": "" } }\n'


@pytest.mark.parametrize(
    "text, expected",
    [
        (ASKED, [(None, None)]),
        (ASKED + fan(1), [("reply", "1")]),
        (ASKED + FAILED, [("error", None)]),
        (ASKED + '<- { "event": "QUIET" }\n' + fan(1), [("reply", "1")]),
        (ASKED + fan(1) + ASKED + fan(2), [("reply", "1"), ("reply", "2")]),
        (ASKED + ASKED + fan(1) + fan(2), [("reply", "1"), ("reply", "2")]),
        (ASKED + fan(1) + STOPPED + fan(3), [("reply", "1")]),
        (STOPPED + fan(3) + ASKED + fan(1), [("reply", "1")]),
        (ASKED + '<- { "return": ... }\n', [("reply", None)]),
        (ASKED + "<- ...\n", [(None, None)]),
        (fan(1), []),
    ],
)
def test_documented_replies(found, text, expected):
    def told(call):
        return call.documented, call.reply.members[0].value.text if call.reply else None

    assert [told(call) for call in found(text)] == expected


def test_a_reply_with_guessed_brackets_shows_nothing(found):
    (call,) = found(ASKED + '<- { "return": { "percent": 1, "stuck": [ true } }\n')
    assert call.reply is None
