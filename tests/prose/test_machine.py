"""The state machine reads what docutils' own does."""

from __future__ import annotations

import gc

import pytest
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.statemachine import StringList
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.prose.machine import new_machine

BLOCKS = {
    "bullets": "* a\n\n  * b\n\n    text\n  * c\n* d\nnot a list",
    "numbers": "1. a\n2. b\n\n   i. c\n   ii. d\n4. wrong",
    "definitions": "term\n  text\n\n  * item\nother : kind\n  text",
    "fields": ":one: text\n:two:\n   1. a\n   2. b",
    "options": "-f  a\n--file=X  b\n\n    more\n/V  c",
    "lines": "| a\n|   b\n| c",
    "quote": "text\n\n  quoted\n\n  -- who",
    "literal": "text::\n\n  * not a list\n\nand::\n\n> quoted\n> literal",
    "directive": ".. note:: a\n   b\n\n   * c\n\n.. nope::\n   :option: 1",
    "explicit": ".. [1] note\n\n.. _here: there\n\n.. |x| replace:: y\n\n.. comment",
    "table": "==  ==\na   b\n==  ==\n1   * c\n==  ==",
    "grid": "+---+---+\n| a | b |\n+---+---+\n| * | c |\n+---+---+",
    "sections": "One\n===\n\nTwo\n---\n\n* a\n\nThree\n=====",
    "doctest": ">>> 1\n1",
    "mail": "From: me\nTo: you",
}


def read(lines, machine=None):
    """What docutils makes of lines, with a machine of ours or with its own."""
    settings = get_default_settings(Parser)
    settings.report_level = 1
    settings.halt_level = 5
    settings.warning_stream = False
    document = new_document("", settings)
    machine = machine or states.RSTStateMachine(states.state_classes, "Body")
    machine.run(StringList(lines, ""), document)
    return document.pformat()


def garbage(machine):
    """The number of things that reading a text leaves to the collector."""
    lines = BLOCKS["bullets"].split("\n")
    read(lines, machine)
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    read(lines, machine)
    left = gc.collect()
    if enabled:
        gc.enable()
    return left


@pytest.mark.parametrize("name", BLOCKS)
def test_it_reads_what_docutils_reads(name):
    lines = BLOCKS[name].split("\n")
    assert read(lines, new_machine()) == read(lines)


@given(st.lists(st.sampled_from(sorted(BLOCKS)), min_size=1, max_size=5), st.booleans())
def test_it_reads_several_texts_one_after_the_other(names, nested):
    machine = new_machine()
    for name in names:
        lines = BLOCKS[name].split("\n")
        if nested:
            lines = ["* item", "", *(f"  {line}" for line in lines)]
        assert read(lines, machine) == read(lines)


def test_little_is_left_behind():
    own = states.RSTStateMachine(states.state_classes, "Body")
    assert garbage(new_machine()) < garbage(own) / 2
