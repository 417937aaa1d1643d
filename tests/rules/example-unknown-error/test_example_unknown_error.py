"""An error class that does not exist is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-unknown-error"


@pytest.mark.parametrize(
    "example, places",
    [
        ('<- { "error": { "class": "Generic", "desc": "" } }', ['"Generic"']),
        ('-> { "execute": "query-fans" }\n<- { "error": { "class": "slow" } }', ['"slow"']),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '<- { "error": { "class": "GenericError", "desc": "" } }',
        '<- { "error": { "class": "DeviceNotFound", ... } }',
        '<- { "error": { "class": "...", "desc": "..." } }',
        '<- { "error": ... }',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '<- { "error": { "class": 1 } }',
        '<- { "event": "NO_SUCH_EVENT" }',
        '<- { "return": { "class": "NoSuchClass" } }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []
