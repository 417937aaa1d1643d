"""Lines that look like the beginning of a section, and what they were meant to be."""

from __future__ import annotations

import pytest

from qapidoc.releases import NEWEST
from qapidoc.rules.rule import Context
from qapidoc.rules.section.misspelt import check

SCHEMA = """
##
# @dig:
#
# TEXT
##
{ 'command': 'dig', 'data': { 'spade': 'str' }, 'returns': 'Well', 'features': [ 'deep' ] }
{ 'struct': 'Well', 'data': {} }
"""


def context_of(loaded, text):
    lines = text.replace("\n", "\n# ").replace("# \n", "#\n")
    return Context(loaded(SCHEMA.replace("TEXT", lines)), NEWEST)


@pytest.mark.parametrize(
    "text, written, bare, late",
    [
        ("Return: a well", "Return:", False, False),
        ("Returns:: a well", "Returns::", False, False),
        ("TODO more", "TODO", True, False),
        ("Returns a well", "Returns", True, False),
        ("@spade: a spade\n\nReturns a well", "Returns", True, True),
    ],
)
def test_a_line_that_looks_like_a_tag(loaded, text, written, bare, late):
    ((_path, _source, _doc, found),) = context_of(loaded, text).tag_likes
    assert (found.written, found.bare, found.late) == (written, bare, late)


@pytest.mark.parametrize("text", ["Returns::\n\n  a well", "To do: digs::x", "Todoist is no tag"])
def test_other_lines(loaded, text):
    assert not [found for *_, found in context_of(loaded, text).tag_likes if found.bare]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("features:\n\n@deep: deeper", ["Features:"]),
        ("Feature:", ["Features:"]),
        ("features: some", []),
        ("features:\nsome", []),
        ("Features:\n\n@deep: deeper\n\nfeatures:", []),
        ("Returns a well", []),
        ("@spade: a spade\n\nReturns a well", ["Returns:"]),
        ("@spade: a spade\n\nReturns: it\n\nReturns a well", []),
    ],
)
def test_what_was_meant(loaded, text, meant):
    messages = [finding.message for finding in check(context_of(loaded, text))]
    assert [message.rpartition("write ")[2].strip("'") for message in messages] == meant
