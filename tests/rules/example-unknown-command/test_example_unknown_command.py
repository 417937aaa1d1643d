"""A command that does not exist is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-unknown-command"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fun" }', ['"set-fun"']),
        ('-> { "exec-oob": "FAN_ALARM" }', ['"FAN_ALARM"']),
        ('-> { "execute": "Set-fan", }\n<- { "return": {} }', ['"Set-fan"']),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "execute": "query-fans" }',
        '-> { "execute": "..." }',
        '-> { "execute": ... }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '<- { "event": "NO_SUCH_EVENT" }',
        '-> { "exekute": "no-such-command" }',
        '-> { "execute": 1 }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
