"""Where in a transcript a message begins."""

from __future__ import annotations

from difflib import get_close_matches

from qapidoc.syntax.messages import Direction
from qapidoc.syntax.tokens import (
    ARROWS,
    CLOSERS,
    MAX_NESTING,
    OPENERS,
    STRINGS,
    WORDS,
    TranscriptTokens,
    misspelt_arrow,
    string_value,
)

HEADS = frozenset({"execute", "exec-oob", "return", "error", "event", "QMP"})
"""The names that tell messages apart."""

FURTHER = frozenset({"arguments", "data", "id", "timestamp"})
"""Other names that messages may begin with."""

NAMES = HEADS | FURTHER | {"command", "exec", "cmd", "result"}
"""The names that an object without an arrow is known by, if its first member has one."""

_LONGEST = 3
"""So many tokens may stand for an arrow."""

_LIKENESS = 0.8
"""From this on, a name is taken for a misspelt one; 1 is the same."""

_AFTER_ARROW = frozenset({"LBRACE", "LSQB", "ELISION"})


class Beginnings:
    """Tells of the tokens of a transcript where a message begins.

    Without `arrowless`, each has an arrow, and a right one.
    """

    def __init__(self, transcript: TranscriptTokens, arrowless: bool) -> None:
        self.tokens = transcript.tokens
        self.leads = transcript.leads
        self.arrowless = arrowless

    def type(self, index: int) -> str:
        """Give the type of a token, empty behind the last one."""
        return self.tokens[index].type if index < len(self.tokens) else ""

    def begins(self, index: int) -> bool:
        """Tell whether a message begins at this token, an arrow or a bracket."""
        starts = self.arrowless and self.leads[index] > 0
        if self.type(index) in ARROWS:
            is_picture = self.type(index + 1) == "LSQB" and self.type(index + 2) in WORDS
            return (starts or self.follows(index + 1)) and not is_picture
        return starts and self.is_known(index)

    def follows(self, index: int) -> bool:
        """Tell whether this token is one behind which an arrow may stand."""
        if self.type(index + 1) == "COLON":
            return self.type(index) in {*STRINGS, *WORDS}
        return self.type(index) in _AFTER_ARROW

    def is_known(self, index: int) -> bool:
        """Tell whether an object with a name of messages begins at this token."""
        if self.type(index) != "LBRACE" or self.type(index + 2) != "COLON":
            return False
        name = string_value(self.tokens[index + 1].text)
        return self.has_head(index) if name in FURTHER else _is_name(name)

    def has_head(self, index: int) -> bool:
        """Tell whether an object that begins at this token has a name that tells messages apart."""
        depth = 0
        for place in range(index, len(self.tokens)):
            token = self.tokens[place]
            depth += (token.type in CLOSERS) - (token.type in OPENERS)
            if not 0 < depth <= MAX_NESTING:
                return False
            is_name = depth == 1 and self.type(place + 1) == "COLON"
            if is_name and string_value(token.text) in HEADS:
                return True
        return False

    def misspelt(self, index: int) -> int:
        """Give how many tokens from this one on stand for an arrow, and are none; mostly 0."""
        if not self.arrowless or not self.leads[index] or self.type(index) not in WORDS:
            return 0
        written = ""
        for count in range(1, _LONGEST + 1):
            written += self.tokens[index + count - 1].text
            if index + count == len(self.tokens) or self.leads[index + count]:
                return 0
            if misspelt_arrow(written) is not Direction.UNMARKED and self.follows(index + count):
                return count
        return 0


def _is_name(name: str) -> bool:
    """Tell whether it is a name of messages, or may have been meant as one."""
    return name in NAMES or bool(get_close_matches(name, NAMES, 1, _LIKENESS))
