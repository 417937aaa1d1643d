"""The grammar in the manual is that of the reader: both take the same messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from lark import Lark
from lark.exceptions import LarkError

from qapidoc.source import Span
from qapidoc.syntax.transcripts import read_transcript

PAGE = Path(__file__).parents[1] / "docs" / "transcripts.rst"
SIGN = re.compile(r'"[^"]+"|\w+|[][{}()|,;=]')
LARK = {",": " ", "=": ":", ";": "\n", "[": "(", "]": ")?", "{": "(", "}": ")*"}
"""What Lark writes for the signs of ISO 14977."""

TOKENS = r"""
string: /"\w+"/
number: /[0-9]+/
mark: "..."
said: SAID
SAID.2: /(2 )?more/
%ignore " "
"""
"""What the manual tells in words, as far as it is used below."""

IN_OBJECTS = ('"name": 1', '"name": ...', "...", ",", "{ ... }", '"name": {}')
IN_ARRAYS = ("1", "... 2 more ...", ",", "[ ... ]", "{}", "[ ... , ]", '{ "name": ... }')


@pytest.fixture(scope="module")
def manual() -> Callable[[str], bool]:
    """Tell whether a text is a message by the grammar in the manual."""
    text = PAGE.read_text("utf-8")
    start = text.index("   message = ")
    signs = SIGN.findall(text[start : text.index("   mark ", start)])
    rules = "".join(LARK.get(sign, f" {sign} ") for sign in signs)
    parser = Lark(rules + TOKENS, start="message", parser="earley", lexer="basic")

    def takes(message: str) -> bool:
        try:
            parser.parse(message)
        except LarkError:
            return False
        return True

    return takes


def reader(message: str) -> bool:
    """Tell whether a text is a message for the reader."""
    transcript = read_transcript(message, Span(0, len(message)))
    return len(transcript.messages) == 1 and not transcript.problems


def messages() -> Iterator[str]:
    """Objects, and arrays in them, of up to three things in any order, no name twice."""
    for length in range(4):
        for parts in product(IN_OBJECTS, repeat=length):
            named = (part.replace("name", f"name{index}") for index, part in enumerate(parts))
            yield f"-> {{ {' '.join(named)} }}"
        for parts in product(IN_ARRAYS, repeat=length):
            yield f'<- {{ "list": [ {" ".join(parts)} ] }}'


def test_both_take_the_same(manual):
    taken = 0
    for message in messages():
        assert reader(message) is manual(message), message
        taken += reader(message)
    assert taken > 100
