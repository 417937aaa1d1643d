"""A message that QMP does not have is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-message"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fan", "args": { "percent": 1 } }', ['"args"']),
        ('-> { "executes": "set-fan" }', ['"executes"']),
        ('-> { "percent": 1 }', ["{"]),
        ('<- { "percent": 1 }', ["{"]),
        ('<- { "event": "FAN_ALARM", "data": { "percent": 1 } }', ['"event": "FAN_ALARM"']),
        ('-> { "exec-oob": "query-fans" }', ['"exec-oob"']),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '<- { "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
        '-> { "execute": "query-fans", "id": { "a": 1 } }',
        '<- { "QMP": { "version": {}, "capabilities": [] } }',
        "<- { ... }",
        "-> ...",
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "no-such-command" }',
        '<- { "event": "NO_SUCH_EVENT", "data": 1, "timestamp": ... }',
        'Text with { "percent": 1 }',
        '<- { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
        '{ "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
