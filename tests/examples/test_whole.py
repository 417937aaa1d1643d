"""An example is judged as a whole: its pairs, its subject, and what it uses in passing."""

from __future__ import annotations

import pytest

from qapidoc.examples.judge import judge
from qapidoc.releases import Release
from qapidoc.schema.loader import load_schema

DEFINITIONS = """\
{ 'command': 'stop-fan' }
{ 'struct': 'State', 'data': { 'percent': 'uint8', 'stuck': 'bool' } }
{ 'command': 'query-fan', 'returns': 'State' }
{ 'event': 'QUIET' }
"""

STAMP = '"timestamp": { "seconds": 1, "microseconds": 2 }'
FANS = '-> { "execute": "query-fan" }'
FAN = '<- { "return": { "percent": 1, "stuck": true } }'
STOP = '-> { "execute": "stop-fan" }'
DONE = '<- { "return": {} }'
ERROR = '<- { "error": { "class": "GenericError", "desc": "no" } }'


@pytest.fixture(scope="module")
def faults(with_example):
    """Give kind, place and message of each fault of an example in the comment of `about`."""

    def find(text: str, about: str = "stop-fan") -> list[tuple[str, str, str]]:
        schema = with_example(text, about=about)
        source = schema.source(schema.root)
        return [
            (fault.kind.value.removeprefix("example-"), source.slice(fault.span), fault.message)
            for fault in judge(schema)
        ]

    return find


@pytest.mark.parametrize(
    "lines, kind, place, words",
    [
        ([STOP, DONE, DONE], "reply", '"return": {}', "remove this reply"),
        ([STOP, DONE, ERROR], "reply", '"error": ', "remove this reply"),
        ([STOP[:-2] + ', "id": 1 }', DONE], "reply", '"return": {}', "'id' of its command"),
        ([STOP, '<- { "return": {}, "id": "x" }'], "reply", '"return": {}', "has none"),
        ([STOP[:-2] + ', "id": 1 }', '<- { "return": {}, "id": 2 }'], "reply", '"return"', ": 1"),
        (
            [STOP[:-2] + ', "id": { "a": true } }', '<- { "return": {}, "id": { "a": false } }'],
            "reply", '"return"', ': {"a": true}',
        ),
        (
            [STOP, DONE, '-> { "execute": "vanish" }', DONE],
            "reply", '"return": {}', "'vanish' has none",
        ),
        ([STOP], "unanswered", '"execute": "stop-fan"', "add the reply to 'stop-fan'"),
        ([STOP, FANS, FAN], "unanswered", '"execute": "stop-fan"', "add the reply"),
        ([FANS, FAN, STOP], "unanswered", '"execute": "stop-fan"', "add the reply"),
        ([FANS, FAN], "subject", "->", "does not show command 'stop-fan'"),
        (['<- { "event": "QUIET", ' + STAMP + " }"], "subject", "<-", "does not show"),
    ],
)  # fmt: skip
def test_bad(faults, lines, kind, place, words):
    ((found, where, message),) = faults("\n".join(lines))
    assert (found, where[: len(place)]) == (kind, place)
    assert words in message


@pytest.mark.parametrize(
    "lines",
    [
        [STOP, DONE],
        [STOP, ERROR],
        [STOP, "<- ..."],
        [STOP, "..."],
        [STOP, DONE, "...", DONE],
        [STOP[:-2] + ', "id": 1 }', ERROR],
        ['-> { "execute": "vanish" }', STOP, DONE],
        ['-> { "execute": "vanish" }', ERROR, STOP, DONE],
        [STOP, '-> { "execute": "vanish" }', DONE],
        [STOP, FANS, DONE, FAN],
        [STOP, '<- { "event": "QUIET", ' + STAMP + " }", DONE],
        [DONE],
        ['-> { "execute": "..." }', DONE],
        [FANS, FAN, "-> ..."],
        [STOP[:-2] + ', "id": ... }', '<- { "return": {}, "id": 3 }'],
        [STOP[:-2] + ', "id": 3 }', '<- { "return": {}, ... }'],
        [STOP[:-2] + ", ... }", '<- { "return": {}, "id": 3 }'],
        [
            STOP[:-2] + ', "id": { "a": 1, "b": [] } }',
            '<- { "return": {}, "id": { "b": [], "a": 1 } }',
        ],
        [STOP, '<- { "retrun": {} }'],
        [STOP, STOP, STOP, DONE, DONE],
        [STOP, FANS, DONE, '-> { "execute": "stop-fan" }', FAN, DONE],
        [STOP, DONE, "or, if it is stuck:", ERROR],
        [STOP, "It answers once it stands still."],
        [STOP[:-2] + ', "id": 1.50 }', '<- { "return": {}, "id": 15e-1 }'],
        [STOP[:-2] + ', "id": 1 }', '<- { "return": {}, "id": 2 }', "..."],
    ],
)
def test_good(faults, lines):
    assert [kind for kind, *_ in faults("\n".join(lines)) if kind != "message"] == []


REFUSED = '<- { "error": { "class": "%s", "desc": "%s" } }'


@pytest.mark.parametrize(
    "command, error, kinds",
    [
        ('"set-fan", "arguments": { "percent": 300 }', ("DeviceNotFound", "no"), ["out-of-range"]),
        ('"set-fan", "arguments": { "percent": 300 }', ("GenericError", "no"), []),
        ('"set-fan", "args": { }', ("GenericError", "no"), []),
        ('"no-fan"', ("CommandNotFound", "what?"), []),
        ('"no-fan"', ("GenericError", "what?"), ["unknown-command"]),
    ],
)
def test_refused_on_purpose(faults, command, error, kinds):
    text = f'-> {{ "execute": {command} }}\n{REFUSED % error}\n{STOP}\n{DONE}'
    assert [kind for kind, *_ in faults(text)] == kinds


def test_id_that_is_elsewhere_after_a_guess(faults):
    lines = [STOP[:-2] + ', "arguments": { "id": 1 }', '<- { "return": {}, "id": 1 }']
    assert [kind for kind, *_ in faults("\n".join(lines))] == ["json"]


@pytest.mark.parametrize(
    "second, kinds",
    [
        (DONE, []),
        ('<- { "event": "QUIET", ' + STAMP + " }\n" + DONE, []),
        ('<- { "event": "QUIET", ' + STAMP + " }", ["unanswered"]),
        (FANS + "\n" + FAN, ["unanswered"]),
    ],
)
def test_examples_of_a_comment_belong_together(tmp_path, second, kinds):
    blocks = "".join(
        f"# .. qmp-example::\n#\n#     {text}\n#\n"
        for text in (STOP, second.replace("\n", "\n#     "))
    )
    path = tmp_path / "schema.json"
    comment = f"##\n# @stop-fan:\n#\n{blocks}##\n"
    path.write_text(f"{comment}{DEFINITIONS}", encoding="utf-8")
    assert [fault.kind.value for fault in judge(load_schema(path))] == [
        f"example-{kind}" for kind in kinds
    ]


def test_subject_may_be_an_event(faults):
    event = '<- { "event": "QUIET", ' + STAMP + " }"
    assert faults(event, about="QUIET") == []
    ((kind, *_),) = faults(f"{STOP}\n{DONE}", about="QUIET")
    assert kind == "subject"


def test_types_have_no_subject(faults):
    assert faults(f"{STOP}\n{DONE}", about="State") == []


def test_misspelt_subject_is_told_once(faults):
    ((kind, *_),) = faults(f'-> {{ "execute": "stop-fun" }}\n{DONE}')
    assert kind == "unknown-command"


def test_misspelt_subject_has_the_data_of_the_right_one(faults):
    text = f'<- {{ "event": "FUN", "data": {{ "percent": 300 }}, {STAMP} }}'
    assert [kind for kind, *_ in faults(text, about="FAN")] == ["unknown-event", "out-of-range"]


USING = """\
{{ 'enum': 'Mode', 'data': [ 'slow', {{ 'name': 'fast', 'features': [ 'deprecated' ] }} ] }}

##
# @go:
#
# Go.
#
# @speed: how fast
#
# @mode: how (since 9.2)
#
# @way: where to
#
# .. qmp-example::
#    :title: {title}
#
#     -> {{ "execute": "{name}", "arguments": {{ {arguments} }} }}
#     <- {{ "return": {{}} }}
#
# Since: 9.0
##
{{ 'command': 'go',
  'data': {{ '*speed': {{ 'type': 'int', 'features': [ 'deprecated' ] }},
            '*mode': 'Mode',
            '*way': {{ 'type': 'str', 'features': [ 'unstable' ] }} }} }}

##
# @halt:
#
# Halt.
#
# Since: 9.2
##
{{ 'command': 'halt', 'features': [ 'unstable' ], 'data': {{ '*why': 'str' }} }}

##
# @hop:
#
# Hop.
#
# Since: 9.0
##
{{ 'command': 'hop', 'features': [ 'deprecated' ], 'data': {{ '*why': 'str' }} }}
"""


@pytest.mark.parametrize(
    "name, arguments, title, expected",
    [
        ("go", "", "Go", []),
        ("go", '"speed": 1', "Go", [("deprecated", '"speed"')]),
        ("go", '"speed": 1', "Deprecated way", []),
        ("go", '"way": "home"', "Go", []),
        ("go", '"mode": "slow"', "Go", [("future", '"mode"')]),
        ("go", '"mode": "fast"', "Go", [("future", '"mode"'), ("deprecated", '"fast"')]),
        ("halt", "", "Go", [("unstable", '"halt"'), ("future", '"halt"')]),
        ("halt", "", "Experimental", [("future", '"halt"')]),
        ("hop", "", "Go", [("deprecated", '"hop"')]),
        ("hop", "", "Going, as was (deprecated)", []),
    ],
)
def test_uses(tmp_path, name, arguments, title, expected):
    path = tmp_path / "schema.json"
    path.write_text(USING.format(name=name, arguments=arguments, title=title), encoding="utf-8")
    schema = load_schema(path)
    source = schema.source(schema.root)
    found = [
        (fault.kind.value.removeprefix("example-"), source.slice(fault.span))
        for fault in judge(schema, target=Release(9, 1))
        if fault.kind.value != "example-subject"
    ]
    assert found == expected
