"""An event that does not exist is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-unknown-event"


@pytest.mark.parametrize(
    "example, places",
    [
        ('<- { "event": "FAN_ALERT" }', ['"FAN_ALERT"']),
        (
            '<- { "timestamp": ..., "event": "set-fan" }',
            ['"set-fan"'],
        ),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '<- { "event": "FAN_ALARM", "data": { "percent": 1 }, "timestamp": ... }',
        '<- { "event": "..." }',
        '<- { "event": ..., ... }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "no-such-command" }',
        '<- { "event": [] }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
