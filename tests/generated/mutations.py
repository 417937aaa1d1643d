"""Strategies that change one token of a text, or one line of a doc comment."""

from __future__ import annotations

import re

import msgspec
from hypothesis import strategies as st

PIECES = re.compile(r"'[^'\n\r]*'|[{}\[\]:,]|#[^\n\r]*|\s+|[^\s{}\[\]:,#']+|.")
"""Tokens as a reader of the language sees them; comments by their lines."""

WORDS = (
    *("{", "}", "[", "]", ",", ":", "true", "false", "null", "''", "'", "{}", "[]"),
    *("'str'", "'int'", "'any'", "'**'", "'Nope'", "'*'", "'u'", "'has-a'", "'q_a'"),
    *("'data'", "'base'", "'discriminator'", "'if'", "'features'", "'type'", "'name'", "'boxed'"),
    *("'gen'", "'returns'", "'struct'", "'union'", "'enum'", "'command'", "'pragma'", "'include'"),
    *(
        "'deprecated'",
        "'A_b'",
        "'-a'",
        "'a b'",
        "'\u00e9'",
        "'\\a'",
        "{ 'not': 'A' }",
        "{ 'all': [] }",
    ),
)
LINES = (
    *("##", "#", "# text", "#text", "#     text", "# @nope: text", "# @nope:", "# @", "# @:"),
    *("# @a b: text", "# Since: 1.0", "# Since:", "# Since 1.0", "# Returns: text", "# Errors: x"),
    *("# Features:", "# TODO: text", "# Note: text", "# Example:", "# = Title", "# text::"),
    *("# .. note:: text", "# .. qmp-example::", "# A.  B", "# A. B", "#     - text", "", "#  text"),
)


class Mutation(msgspec.Struct, frozen=True):
    """A changed text, and the offset of the first character that is not as before."""

    text: str
    offset: int


@st.composite
def mutations(draw: st.DrawFn, text: str) -> Mutation:
    """Change `text` in one place: leave out, repeat, replace or exchange a token."""
    pieces = PIECES.findall(text)
    places = [index for index, piece in enumerate(pieces) if not piece.isspace()]
    if not places:
        return Mutation(text, 0)
    at = draw(st.integers(0, len(places) - 1))
    index = places[at]
    words = LINES if pieces[index].startswith("#") else WORDS
    match draw(st.sampled_from(["leave out", "repeat", "replace", "borrow", "insert", "exchange"])):
        case "leave out":
            pieces[index] = ""
        case "repeat":
            end = "\n" if words is LINES else " "
            pieces[index] += end + pieces[index]
        case "replace":
            pieces[index] = draw(st.sampled_from(words))
        case "borrow":
            pieces[index] = pieces[draw(st.sampled_from(places))]
        case "insert":
            end = "\n" if words is LINES else " "
            pieces[index] = draw(st.sampled_from(words)) + end + pieces[index]
        case "exchange":
            other = places[min(at + 1, len(places) - 1)]
            pieces[index], pieces[other] = pieces[other], pieces[index]
    return Mutation("".join(pieces), sum(map(len, pieces[:index])))
