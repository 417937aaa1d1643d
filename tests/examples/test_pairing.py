"""Replies find their commands."""

from __future__ import annotations

import pytest

from qapidoc.examples.pairing import pair
from qapidoc.source import Span
from qapidoc.syntax.transcripts import read_transcript


def commands(text: str) -> list[str | None]:
    """Give the command of each reply; the documented one is 'doc'."""
    messages = read_transcript(text, Span(0, len(text))).messages
    turns = pair(messages, "doc")
    return [turn.command for turn in turns if turn.role.value in {"reply", "error"}]


def sent(name: str, id_: str = "") -> str:
    more = f', "id": {id_}' if id_ else ""
    return f'-> {{ "execute": "{name}"{more} }}\n'


def got(id_: str = "") -> str:
    more = f', "id": {id_}' if id_ else ""
    return f'<- {{ "return": {{}}{more} }}\n'


EVENT = '<- { "event": "X" }\n'
ERROR = '<- { "error": { "class": "GenericError", "desc": "" } }\n'


@pytest.mark.parametrize(
    "text, expected",
    [
        (sent("a") + got(), ["a"]),
        (sent("a") + EVENT + got(), ["a"]),
        (sent("a") + got() + sent("b") + got(), ["a", "b"]),
        (sent("a") + ERROR + sent("b") + got(), ["a", "b"]),
        (sent("a") + sent("b") + got(), ["b"]),
        (sent("a") + sent("b") + got() + got(), ["a", "b"]),
        (sent("a") + sent("b") + got() + sent("c") + got(), ["b", "c"]),
        (sent("a") + sent("b") + sent("c") + got() + EVENT + got(), [None, None]),
        (sent("a", '"1"') + sent("b", '"2"') + got('"2"') + got('"1"'), ["b", "a"]),
        (sent("a", "1") + sent("b", "2") + got("1") + got("2"), ["a", "b"]),
        (got(), ["doc"]),
        (got() + got(), ["doc", "doc"]),
        (sent("a") + got() + got(), ["a", None]),
        ("...\n" + got(), [None]),
        (sent("a") + "<- ...\n" + got(), [None]),
        ("-> ...\n" + got(), [None]),
        (sent("a") + "...\n" + got(), [None]),
        ('-> { "execute": "a", "x }\n' + got(), ["a"]),
        ('-> { "exicute": "a" }\n' + got(), [None]),
        (sent("a") + "<- { broken\n" + got(), [None]),
    ],
)
def test_pairs(text, expected):
    assert commands(text) == expected
