"""Twice the text takes no more than twice the work of reading it.

Work is counted in lines of code that are run, loops within one function included. What the
scanner's regular expressions do is not seen by that; it is timed, with much to spare.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from types import FrameType
from typing import Any

import pytest

from qapidoc.source import Source, Span
from qapidoc.syntax.reader import read
from qapidoc.syntax.transcripts import read_transcript

SIZE = 200

ENOUGH = 2.0
"""Seconds in which a text is scanned that would take quadratic time ten of them, or more."""

FILES: Mapping[str, str] = {
    "wrong brackets": "{ 'a': ] }\n",
    "missing commas": "{ 'struct': 'A', 'data': { 'a' 'b' } }\n",
    "open expressions": "{ 'a': [\n",
    "strings that are not closed": "{ 'a\n",
    "openings": "##\n",
    "openings with text": "## text\n",
    "open doc comments": "##\n# @a:\n\n",
    "sections": "##\n# @a:\n#\n# @b: text\n#\n# Since: 1.0\n##\n",
    "cramped lines": "##\n#a\n##\n",
    "literal blocks": "##\n# @a: text::\n#\n#    more\n##\n",
}
"""What is repeated."""

MESSAGES: Mapping[str, tuple[str, str]] = {
    "messages": ("", '-> { "execute": "a" }\n'),
    "messages without arrows": ("", '{ "execute": "a" }\n'),
    "messages that are not closed": ("", '-> { "execute": "a", "arguments": {\n'),
    "closing brackets": ('-> { "execute": "a" ', "}]"),
    "wrong brackets": ('-> { "execute": "a", "arguments": { "b": [\n', "1 },\n"),
    "missing commas": ('-> { "execute": "a", "arguments": { "b": [ ', "1 2 "),
    "missing values": ('-> { "execute": "a", "arguments": {\n', '"b": },\n'),
    "words": ('-> { "execute": "a", ', "word "),
}
"""What stands at the beginning, and what is repeated."""

LINES: Mapping[str, str] = {
    "blanks behind a mark": "##\n# text\n##" + 30_000 * " " + "x\n",
    "blanks in a line": "##\n# a" + 30_000 * " " + "b\n##\n",
    "empty lines": "##\n" + 30_000 * "#\n\n" + "'",
    "lines without end": "##\n" + 30_000 * "# text\n",
    "a string without end": "{ 'a" + 30_000 * "\\",
}


def lines(run: Callable[[], object]) -> int:
    """Count the lines of code that are run."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def check_growth(work: Callable[[int], object]) -> None:
    """See that twice the size is not much more than twice the work."""
    work(1)  # what is loaded once a process
    once, twice = (lines(partial(work, size)) for size in (SIZE, 2 * SIZE))
    assert once > SIZE
    assert twice < 2.2 * once


@pytest.mark.parametrize("name", FILES)
def test_reading_a_file_is_linear(name):
    check_growth(lambda size: read(Source("schema.json", size * FILES[name])))


@pytest.mark.parametrize("name", MESSAGES)
def test_reading_a_transcript_is_linear(name):
    head, more = MESSAGES[name]

    def work(size: int) -> object:
        text = head + size * more
        return read_transcript(text, Span(0, len(text)))

    check_growth(work)


@pytest.mark.parametrize("name", LINES)
def test_scanning_is_linear(name):
    began = time.process_time()
    tree = read(Source("schema.json", LINES[name]))
    assert time.process_time() - began < ENOUGH
    assert "".join(token.text for token in tree.tokens) == LINES[name]
