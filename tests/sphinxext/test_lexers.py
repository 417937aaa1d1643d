"""The lexers."""

from __future__ import annotations

import pytest
from pygments.token import Comment, Error, Generic, Keyword, Name, Number, String

from qapidoc.sphinxext.lexers import QapiLexer, QmpLexer

TRANSCRIPT = """\
-> { "execute": "x", "arguments": { "n": -1.5e3, "ok": true, ... } }
... more of it ...
<- { "return": [ "a\\"b", null ] }
What is 'this'?  A comment: # so
"""

SCHEMA = """\
##
# @stop:
#
# Since: 7.0
##
{ 'command': 'stop',
  'data': { '*n': 'int' }, 'boxed': true }
"""


def tokens(lexer, text):
    return [(kind, value) for kind, value in lexer.get_tokens(text) if value.strip()]


def test_transcript():
    found = tokens(QmpLexer(), TRANSCRIPT)
    for token in [
        (Generic.Prompt, "->"),
        (Generic.Output, "<-"),
        (Name.Tag, '"execute"'),
        (String.Double, '"x"'),
        (Number, "-1.5e3"),
        (Keyword.Constant, "true"),
        (Comment, "..."),
        (Comment, "... more of it ..."),
        (String.Double, '"a\\"b"'),
    ]:
        assert token in found


def test_arrows_may_be_indented():
    text = ' -> { "execute": "x" }\n\n <- { "return": {} }\n\t-> ...\n'
    found = [(kind, value) for kind, value in tokens(QmpLexer(), text) if kind in Generic]
    assert found == [(Generic.Prompt, " ->"), (Generic.Output, " <-"), (Generic.Prompt, "\t->")]


def test_schema():
    found = tokens(QapiLexer(), SCHEMA)
    for token in [
        (Name.Variable, "@stop"),
        (Keyword, "Since:"),
        (Keyword.Declaration, "'command'"),
        (String.Single, "'stop'"),
        (Name.Tag, "'*n'"),
        (Keyword.Constant, "true"),
    ]:
        assert token in found


@pytest.mark.parametrize("lexer", [QmpLexer(), QapiLexer()])
@pytest.mark.parametrize("text", [TRANSCRIPT, SCHEMA, "\"open\n'open\n\\ ü ^ ~ 12ab\n.. . ..\n"])
def test_lexers_read_anything(lexer, text):
    found = list(lexer.get_tokens(text))
    assert "".join(value for _kind, value in found) == text
    assert Error not in {kind for kind, _value in found}
