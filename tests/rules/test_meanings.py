"""What the names in texts mean."""

from __future__ import annotations

import pytest

from qapidoc.releases import NEWEST
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context
from qapidoc.schema.beside import Beside
from qapidoc.schema.surroundings import Nothing

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'dug', 'bored' ] }
{ 'struct': 'Base', 'data': { 'kind': 'Kind' } }
{ 'struct': 'Bored', 'data': { 'width': 'int' } }
{ 'struct': 'Rope', 'data': { 'length': 'int' } }
##
# @Well:
#
# TEXT
##
{ 'union': 'Well', 'base': 'Base', 'discriminator': 'kind', 'data': { 'bored': 'Bored' },
  'features': [ 'deep' ] }
{ 'command': 'dig', 'data': { 'well': 'Well', 'spade': 'str' } }
{ 'command': 'bored' }
"""


@pytest.mark.parametrize(
    "text, meaning",
    [
        ("@Well", Meaning.SUBJECT),
        ("@kind", Meaning.PART),
        ("@bored", Meaning.PART),
        ("`bored`", Meaning.DEFINITION),
        ("@deep", Meaning.PART),
        ("@width", Meaning.NEAR),
        ("@dug", Meaning.NEAR),
        ("@spade", Meaning.FOREIGN),
        ("@Rope", Meaning.DEFINITION),
        ("@Rope.length", Meaning.DEFINITION),
        ("@kind.dug", Meaning.NEAR),
        ("@length", Meaning.FOREIGN),
        ("`int`", Meaning.DEFINITION),
        ("@depth", Meaning.NOTHING),
        (":qapi:type:`[Rope]`", Meaning.DEFINITION),
        ("`the rope <Rope>`", Meaning.DEFINITION),
        ("`wells.Rope`", Meaning.DEFINITION),
        ("`QMP:wells.Rope`", Meaning.DEFINITION),
        (":qapi:type:`~QMP:Rope`", Meaning.DEFINITION),
        ("`QMP:wells.Roop`", Meaning.NOTHING),
    ],
)
def test_first_meaning_that_fits(loaded, text, meaning):
    schema = loaded(SCHEMA.replace("TEXT", text))
    (reference,) = Context(schema, NEWEST, around=Beside([schema], Nothing())).references
    assert reference.meaning is meaning


def test_what_a_comment_mentions_lends_its_parts(loaded):
    schema = loaded(SCHEMA.replace("TEXT", "the @length of a `Rope`"))
    context = Context(schema, NEWEST, around=Beside([schema], Nothing()))
    assert [found.meaning for found in context.references] == [Meaning.NEAR, Meaning.DEFINITION]


def test_text_has_no_references_but_to_names(loaded):
    text = "me@example.org, ``@kind``, :ref:`kind` and @@kind; *@kind*"
    assert Context(loaded(SCHEMA.replace("TEXT", text)), NEWEST).references == ()
