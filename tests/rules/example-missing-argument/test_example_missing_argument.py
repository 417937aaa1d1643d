"""A mandatory member that is not there is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-missing-argument"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fan" }', ['"execute": "set-fan"']),
        ('-> { "execute": "set-fan", "arguments": { "mode": "slow" } }', ['{ "mode": "slow" }']),
        ('-> { "execute": "query-fans" }\n<- { "return": [ {}, { "percent": 1 } ] }', ["{}"]),
        (
            '<- { "event": "FAN_ALARM", "timestamp": ... }',
            ['"event": "FAN_ALARM"'],
        ),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "execute": "set-fan", ... }',
        '-> { "execute": "set-fan", "arguments": { "mode": "slow", ... } }',
        '-> { "execute": "query-fans" }\n<- { "return": [ { ... } ] }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "no-such-command" }',
        '-> { "execute": "set-fan", "arguments": { "percnt": 1 } }',
        '<- { "event": "FAN_ALARM", "data": { "percent": 1 } }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
