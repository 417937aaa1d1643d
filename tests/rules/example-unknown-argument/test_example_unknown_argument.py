"""A member that its type does not have is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-unknown-argument"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fan", "arguments": { "percent": 1, "speed": 2 } }', ['"speed"']),
        ('-> { "execute": "query-fans", "arguments": { "all": true } }', ['"all"']),
        ('-> { "execute": "query-fans" }\n<- { "return": [ {}, { "percnt": 1 } ] }', ['"percnt"']),
        (
            '<- { "event": "FAN_ALARM", "data": { "percent": 1, "id": 3 }, "timestamp": ... }',
            ['"id"'],
        ),
        (
            '-> { "execute": "set-fan", "arguments": ... }\n<- { "return": { "percent": 1 } }',
            ['"percent"'],
        ),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }\n<- { "return": {} }',
        '-> { "execute": "query-fans" }\n<- { "return": [ { "percent": 1, "mode": "slow" } ] }',
        '<- { "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "no-such-command", "arguments": { "x": 1 } }',
        '-> { "execute": "set-fan", "data": { "x": 1 } }',
        '-> { "execute": "set-fan", "arguments": [ "x" ] }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
