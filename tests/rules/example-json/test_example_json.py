"""What is no JSON in an example is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Check = Callable[..., list[str]]

RULE = "example-json"


@pytest.mark.parametrize(
    "example, places",
    [
        ('-> { "execute": "set-fan"\n"arguments": { "percent": 1 } }', ['"set-fan"']),
        ('-> { "execute": "set-fan", "arguments": { "percent": 1, } }', [","]),
        ('-> { "execute": "set-fan", "arguments": { \'percent\': 01 } }', ["'percent'", "01"]),
        (
            '-> { "execute": "query-fans" }\n<- { "return": [ {} }\n\n-> { "execute": "stop", }',
            ["}", ","],
        ),
        ('-> { "execute": "query-fans" } }', ["}"]),
        ('-> { "execute": "query-fans" }\'', ["'"]),
        ('-> { "execute": "set-fan" }\n     "arguments": { "percent": 1 } }', ["}"]),
    ],
)
def test_bad(check_example: Check, example: str, places: list[str]) -> None:
    assert check_example(RULE, *example.splitlines()) == places


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fan", "arguments": { "percent": 1 } }',
        '-> { "execute": "query-fans" }\n<- { "return": [ { "percent": 1 }, ... ] }',
        '-> { "execute": ... }\n<- ... and so on ...',
    ],
)
def test_good(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


@pytest.mark.parametrize(
    "example",
    [
        '-> { "execute": "set-fun", "arguments": [] }',
        'Only text, { "here": 1, }',
        '{ "percent": 1, }',
    ],
)
def test_irrelevant(check_example: Check, example: str) -> None:
    assert check_example(RULE, *example.splitlines()) == []


def test_old_section(check_example: Check) -> None:
    lines = ["Text:", "", '-> { "execute": "query-fans", }', "", "More, {1}."]
    assert check_example(RULE, *lines, head="Example:\n#") == [","]
