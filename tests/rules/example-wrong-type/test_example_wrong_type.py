"""A value of a wrong type is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-wrong-type"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fan", "arguments": { "percent": "1" } }', ['"1"']),
        (
            '-> { "execute": "set-fan", "arguments": { "percent": 2.5, "mode": true } }',
            ["2.5", "true"],
        ),
        ('-> { "execute": "query-fans" }\n<- { "return": {} }', ["{}"]),
        ('-> { "execute": "set-fan", "arguments": 1 }', ["1"]),
        ('-> { "execute": "set-fan", "arguments": { "percent": 1 } }\n<- { "return": [] }', ["[]"]),
        ('<- { "error": { "class": "NoSuchClass", "desc": 1 } }', ["1"]),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "execute": "set-fan", "arguments": { "percent": ..., "mode": "..." } }',
        '<- { "error": { "class": "GenericError", "desc": "no" } }',
        '<- { "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "no-such-command", "arguments": 1 }',
        '-> { "execute": "set-fan", "arguments": { "speed": [] } }',
        '-> { "execute": "set-fan", "arguments": { "percent": 256, "mode": "medium" } }',
        '-> { "execute": "set-fan" }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
