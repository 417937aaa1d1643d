"""Examples are held against the schema, message by message."""

from __future__ import annotations

import pytest

from qapidoc.examples.judge import judge
from qapidoc.schema.loader import load_schema

STAMP = '"timestamp": { "seconds": 1, "microseconds": 2 }'


ELSEWHERE = {"subject", "unanswered"}
"""Kinds of faults that are about an example as a whole; `test_whole.py` is about them."""


@pytest.fixture(scope="module")
def faults(with_example):
    """Give kind and place of each fault of the messages of an example."""

    def find(text: str, **options: str) -> list[tuple[str, str]]:
        schema = with_example(text, **options)
        source = schema.source(schema.root)
        return [
            (kind, source.slice(fault.span))
            for fault in judge(schema)
            if (kind := fault.kind.value.removeprefix("example-")) not in ELSEWHERE
        ]

    return find


@pytest.mark.parametrize(
    "text",
    [
        '-> { "execute": "query-fan" }\n<- { "return": { "percent": 1, "stuck": true } }',
        '-> { "execute": "query-fan" }\n<- { "return": { "percent": 1, ... } }',
        '-> { "execute": "query-fan" }\n<- { "return": ... }',
        '-> { "execute": "query-fan" }\n<- { ... }',
        '-> { "execute": "query-fans" }\n<- { "return": [ {...}, ... ] }',
        '-> { "execute": "query-fans" }\n<- { "return": [ { ... more ... } ] }',
        '-> { "execute": "stop-fan", "id": [ 1 ] }\n<- { "return": {}, "id": [ 1 ] }',
        '-> { "execute": "set-fan", "arguments": ... }',
        '-> { "execute": "set-fan", ... }',
        '-> { "execute": "set-fan", "arguments": { ... } }',
        '-> { "execute": "..." }\n<- { "return": [] }',
        '-> { "execute": "set-..." }',
        '<- { "event": "QUI…", ' + STAMP + " }",
        '<- { "error": { "class": "Generic...", "desc": "" } }',
        '-> { "execute": "stop-fan", "arguments": {} }\n<- { "return": {} }',
        '-> { "exec-oob": "stop-fan", "id": 1 }\n<- { "return": {}, "id": 1 }',
        '-> { "execute": "stop-fan", "control": { "run-oob": true } }',
        '-> { "execute": "ask", "arguments": { "q": [ 1 ] } }\n<- { "return": "yes" }',
        '-> { "execute": "vanish" }\n<- { "error": { "class": "GenericError", "desc": "" } }',
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '<- { "error": { "class": "DeviceNotFound", "desc": "no fan" } }',
        '<- { "event": "FAN", "data": { "percent": 3 }, ' + STAMP + " }",
        "<- { " + STAMP + ', "event": "QUIET" }',
        '<- { "event": "QUIET", ... }',
        '<- { "event": "...", "data": { "x": 1 }, ' + STAMP + " }",
        '<- { "QMP": { "version": {}, "capabilities": [ "oob" ] } }',
        '<- { "return": { "percent": 1, "stuck": true } }',
        "-> ... commands ...\n<- ... replies ...",
    ],
)
def test_good(faults, text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ('-> { "execute": "qery-fan" }\n<- { "return": 1 }', [("unknown-command", '"qery-fan"')]),
        ('-> { "execute": "FAN" }', [("unknown-command", '"FAN"')]),
        ('-> { "execute": "State" }', [("unknown-command", '"State"')]),
        ('-> { "execute": 1 }', [("wrong-type", "1")]),
        ('-> { "execute": "turn-..." }', [("unknown-command", '"turn-..."')]),
        (
            '-> { "exec-oob": "set-fan", "arguments": { "percent": 1 } }',
            [("message", '"exec-oob"')],
        ),
        ('-> { "execute": "stop-fan", "exec-oob": "stop-fan" }', [("message", '"exec-oob"')]),
        ('-> { "execute": "set-fan" }', [("missing-argument", '"execute": "set-fan"')]),
        ('-> { "execute": "set-fan", "arguments": {} }', [("missing-argument", "{}")]),
        ('-> { "execute": "set-fan", "arguments": [ 1 ] }', [("wrong-type", "[ 1 ]")]),
        ('-> { "execute": "set-fan", "arguments": [ ... ] }', []),
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 256, "mode": "quick", "x": 1 } }',
            [("out-of-range", "256"), ("unknown-value", '"quick"'), ("unknown-argument", '"x"')],
        ),
        (
            '-> { "execute": "stop-fan", "arguments": { "percent": 1 } }',
            [("unknown-argument", '"percent"')],
        ),
        ('-> { "execute": "set-fan", "data": { "percent": 1 } }', [("message", '"data"')]),
        ('-> { "execute": "stop-fan", "ID": 1 }', [("message", '"ID"')]),
        (
            '-> { "execute": "query-fan" }\n<- { "return": { "percent": 1 } }',
            [("missing-argument", '{ "percent": 1 }')],
        ),
        ('-> { "execute": "query-fan" }\n<- { "return": [] }', [("wrong-type", "[]")]),
        (
            '-> { "execute": "query-fans" }\n<- { "return": [ { "percent": 1 }, ... ] }',
            [("missing-argument", '{ "percent": 1 }')],
        ),
        (
            '-> { "execute": "stop-fan" }\n<- { "return": { "percent": 1 } }',
            [("unknown-argument", '"percent"')],
        ),
        ('-> { "execute": "stop-fan" }\n<- { "return": null }', [("wrong-type", "null")]),
        ('<- { "return": { "stuck": true } }', [("missing-argument", '{ "stuck": true }')]),
        ('<- { "event": "FUN", ' + STAMP + " }", [("unknown-event", '"FUN"')]),
        ('<- { "event": "stop-fan", ' + STAMP + " }", [("unknown-event", '"stop-fan"')]),
        ('<- { "event": "QUIET" }', [("message", '"event": "QUIET"')]),
        (
            '<- { "event": "QUIET", "timestamp": { "seconds": 1.5 } }',
            [("missing-argument", '{ "seconds": 1.5 }'), ("wrong-type", "1.5")],
        ),
        (
            '<- { "event": "FAN", ' + STAMP + " }",
            [("missing-argument", '"event": "FAN"')],
        ),
        ('<- { "event": "FAN", "data": "x", ' + STAMP + " }", [("wrong-type", '"x"')]),
        (
            '<- { "error": { "class": "GenericErr" } }',
            [
                ("missing-argument", '{ "class": "GenericErr" }'),
                ("unknown-error", '"GenericErr"'),
            ],
        ),
        ('-> { "exicute": "stop-fan" }', [("message", '"exicute"')]),
        ('-> { "percent": 1 }', [("message", "{")]),
        ('<- { "status": "fast" }', [("message", "{")]),
        ('<- { "execute": "stop-fan" }', [("direction", "<-")]),
        ("-> { " + STAMP + ', "event": "QUIET" }', [("direction", "->")]),
        ('{ "execute": "stop-fan" }', [("direction", "{")]),
        ('-> { "execute": "stop-fan", "id": 1, "id": 2 }', [("duplicate-member", '"id"')]),
        (
            '-> { "execute": "set-fan" }\n "arguments": { "percent": 300 } }\n<- { "return": {} }',
            [("json", "}"), ("out-of-range", "300")],
        ),
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 3 }',
            [("json", "}")],
        ),
        (
            '-> { "execute": "set-fan", "arguments": { "mode": "fast" }',
            [("missing-argument", '{ "mode": "fast" }'), ("json", "}")],
        ),
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 3, "id": 1 }',
            [("json", '"id"')],
        ),
        (
            '<- { "event": "QUIET", "timestamp": { "seconds": -2, "microseconds": 1000000 } }',
            [("out-of-range", "-2"), ("out-of-range", "1000000")],
        ),
        (
            '<- { "event": "QUIET", "timestamp": { "seconds": -1, "microseconds": -1 } }',
            [],
        ),
        (
            '-> { "execute": "query-fans" }\n<- { "return": [ { "percent": 1, ... }, [ ... ] ] }',
            [("wrong-type", "[ ... ]")],
        ),
        ('<- { "percent": 1, "stuck": true }', [("message", "{")]),
        ('{ "command": "stop-fan" }', [("message", '"command"')]),
        ('{ "arguments": {}, "execute": "stop-fan" }', [("direction", "{")]),
        ("-> quit", [("json", "quit")]),
    ],
)
def test_bad(faults, text, expected):
    assert faults(text) == expected


def test_incomplete_schema(faults):
    text = '-> { "execute": "other", "arguments": {} }\n<- { "event": "OTHER", ' + STAMP + " }"
    assert faults(text, rest="{ 'include': 'missing.json' }\n") == []


def test_error_classes_of_the_schema(faults):
    text = '<- { "error": { "class": "%s", "desc": "" } }'
    rest = "{ 'enum': 'QapiErrorClass', 'data': [ 'GenericError', 'Broken' ] }\n"
    assert faults(text % "Broken", rest=rest) == []
    assert faults(text % "DeviceNotFound", rest=rest) == [("unknown-error", '"DeviceNotFound"')]


@pytest.mark.parametrize(
    "text, fixed",
    [
        ('-> { "execute": "stop-fan", }', '-> { "execute": "stop-fan" }'),
        ('-> { "execute": "stop-fan"', '-> { "execute": "stop-fan" }'),
        ("-> { 'execute': \"stop-fan\" }", '-> { "execute": "stop-fan" }'),
        (
            '-> { "execute": "set-fan" }\n "arguments": { "percent": 3 } }',
            '-> { "execute": "set-fan",\n#      "arguments": { "percent": 3 } }',
        ),
        ('-> { "execute": "set-fan", "arguments": { "percent": 3, "id": 1 }', None),
    ],
)
def test_fixes(with_example, text, fixed):
    schema = with_example(text)
    source = schema.source(schema.root)
    fault = next(fault for fault in judge(schema) if fault.kind.value == "example-json")
    if fixed is None:
        assert fault.fix is None
        return
    assert fault.fix is not None
    assert fault.fix.applicability == "safe"
    (edit,) = fault.fix.edits
    changed = source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]
    assert fixed in changed


@pytest.mark.parametrize(
    "text, place, message",
    [
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 3, "id": 1 }',
            '"id"',
            "put a '}' before 'id'",
        ),
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 3 }, "mode": "fast" } }',
            '"mode"',
            "remove a '}' before 'mode'",
        ),
    ],
)
def test_bracket_that_shows_later(with_example, text, place, message):
    schema = with_example(text)
    (fault,) = [fault for fault in judge(schema) if fault.kind.value == "example-json"]
    assert (schema.source(schema.root).slice(fault.span), fault.message) == (place, message)


KNOWN = {
    "query-blockstats": "json",
    "query-machines": "json",
    "dumpdtb": "json",
    "set-vcpu-dirty-limit": "json",
    "cancel-vcpu-dirty-limit": "json",
    "query-sgx-capabilities": "unknown-argument",
    "query-dirty-rate": "message",
    "migrate": "wrong-type",
    "query-iothreads": "missing-argument",
}
"""Examples of QEMU 10.2.2 that are known to be broken."""


def test_known_faults_of_qemu(corpus):
    schema = load_schema(corpus / "releases" / "10.2.2" / "qapi" / "qapi-schema.json")
    found = {(fault.definition, fault.kind.value) for fault in judge(schema)}
    assert {(name, f"example-{kind}") for name, kind in KNOWN.items()} <= found
    assert "snapshot-save" not in {name for name, _ in found}


def test_the_seed_is_good(corpus):
    assert judge(load_schema(corpus / "seed" / "transaction.json")) == ()
