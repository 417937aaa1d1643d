"""Messages that have no fault, as most have none: they are read without a look at what could be."""

from __future__ import annotations

from qapidoc.syntax.messages import Message
from qapidoc.syntax.notation import Parser, UnexpectedTokenError
from qapidoc.syntax.tokens import CLOSERS, MAX_NESTING, OPENERS, SCALARS, TranscriptTokens

_PLAIN = frozenset({"STRING", "COLON", "COMMA", "ELISION", *SCALARS, *CLOSERS, *OPENERS})


def sound_message(
    parser: Parser, transcript: TranscriptTokens, first: int
) -> tuple[Message, int] | None:
    """Read the message that begins at token `first`, and give the token that it ends before.

    If it has a fault, it is ``None``, and the `parser` is used up.
    """
    end = _end(transcript, first)
    if end is None:
        return None
    try:
        feed = parser.feed
        for token in transcript.tokens[first:end]:
            feed(token)
        return parser.finish(), end
    except UnexpectedTokenError:
        return None


def _end(transcript: TranscriptTokens, first: int) -> int | None:
    """Give where the brackets of a message end, if all is plain JSON up to there."""
    tokens, limit = transcript.tokens, transcript.limits[first]
    depth = 0
    for index in range(first, limit):
        type_ = tokens[index].type
        if type_ in OPENERS:
            depth -= 1
            if not depth:
                return None if transcript.members_follow(index, limit) else index + 1
        elif type_ in CLOSERS:
            depth += 1
            if depth > MAX_NESTING:
                return None
        elif type_ not in _PLAIN and index > first:
            return None
    return None
