"""What to do where the tokens of a message are not JSON.

What the parser expects tells what is wrong. A mistake that leaves no doubt about the rest is
mended by tokens in front of the offending one, or by leaving that out; after any other, the
rest of the message is given up.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from qapidoc.syntax.notation import Parser, Token, UnexpectedTokenError
from qapidoc.syntax.tokens import (
    CLOSERS,
    MAX_NESTING,
    OPENERS,
    SCALARS,
    TEXTS,
    MessageTokens,
    TranscriptTokens,
    after,
    cut,
    shown,
    swap,
)

_ATTEMPTS = 4
"""How often something may be put in front of a token."""

_KEY = frozenset({"COLON"})
"""What the parser expects after a name."""

_CONTENT = frozenset({"STRING", "NUMBER"})
"""What it expects in brackets, unless these are around nothing but dots."""


class Missing(Token, frozen=True, gc=False):
    """A token that should be there, and takes no place in the file."""

    @property
    def end(self) -> int:
        """The offset at which it should be."""
        return self.start


class Mender(MessageTokens):
    """Feeds tokens to the parser, and mends where it does not take one.

    ``previous`` is the last token that it took, ``colon`` the last colon. The methods that
    mend tell whether to try the token again; otherwise it is left out.
    """

    def __init__(self, parser: Parser, transcript: TranscriptTokens, at: int) -> None:
        super().__init__(transcript, at)
        self.parser = parser
        self.previous = self.colon = self.tokens[at]

    def feed(self, token: Token) -> None:
        """Feed a token, with whatever has to be in front of it."""
        for _ in range(_ATTEMPTS):
            try:
                self.parser.feed(token)
            except UnexpectedTokenError as error:
                if self._mend(token, error.expected):
                    continue
                return
            self.previous = token
            if token.type == "COLON":
                self.colon = token
            elif token.type in OPENERS:
                self.opened.pop()
            elif token.type in CLOSERS:
                self.opened.append(token)
                if self.depth > MAX_NESTING:
                    raise self.gave_up(token, f"more than {MAX_NESTING} brackets are open here")
            return
        raise self.gave_up(token, f"{shown(token)} cannot stand here")

    def insert(self, *types: str) -> None:
        """Feed tokens that are missing after the previous one."""
        for type_ in types:
            self.feed(Missing(type_, self.previous.end, TEXTS.get(type_, "")))

    def _mend(self, token: Token, expected: AbstractSet[str]) -> bool:
        if self.opened:
            self._check_opener(token, expected)
        if token.type in OPENERS and self.previous.type != "COLON" and self.opened:
            if token.type != CLOSERS[self.opened[-1].type]:
                return self._mend_bracket(token)
            if self.previous.type == "COMMA":
                message = f"remove this ',': no more follows before '{token.text}'"
                self.report(self.previous, message, cut(self.previous))
                self.insert("ELISION")
                return True
        if token.type in OPENERS or token.type == "COMMA":
            return self._mend_missing_value(token, expected)
        if token.type == "COLON":
            return self._mend_colon(token)
        if expected == _KEY:
            return self._mend_missing_colon()
        if not self.opened:
            return self._mend_beginning(token)
        if "COMMA" in expected:
            return self._mend_missing_comma(token)
        return self._mend_missing_name(token)

    # --- brackets --------------------------------------------------------------------------

    def _check_opener(self, token: Token, expected: AbstractSet[str]) -> None:
        """Give up at an opening bracket that is the wrong one, or where one is missing."""
        opener = self.opened[-1]
        if self.opened[0].type == "LSQB":
            message = "a message is a JSON object: begin it with '{'"
            raise self.gave_up(self.opened[0], message)
        if self._misfits(opener, token, expected):
            closer, missing = self.closer(), self.missing_openers()
            if not missing and closer not in {"", CLOSERS[opener.type]}:
                right = TEXTS[OPENERS[closer]]
                closing = f"a '{TEXTS[closer]}' closes it"
                message = f"write '{right}' instead of this '{opener.text}': {closing}"
                raise self.gave_up(opener, message)
            if missing > 0 and opener.type == "LBRACE" and self.colon.type == "COLON":
                message = "put a '[' after this ':': values follow, and a ']' that closes them"
                raise self.gave_up(self.colon, message)
        if self.previous is opener and expected.isdisjoint(_CONTENT):
            message = f"this '{opener.text}' has no name: put a name and a ':' before it"
            raise self.gave_up(opener, message)

    def _misfits(self, opener: Token, token: Token, expected: AbstractSet[str]) -> bool:
        """Tell whether a token would fit if the innermost bracket were another."""
        if opener.type == "LSQB":
            return token.type == "COLON"
        if self.previous is opener:
            return expected.isdisjoint(_CONTENT) or token.type in SCALARS
        if expected == _KEY:
            return token.type in {"COMMA", "RSQB"}
        return self.previous.type == "COMMA" and token.type in SCALARS

    def _mend_bracket(self, token: Token) -> bool:
        """Mend a bracket that does not close the innermost open one."""
        opener = self.opened[-1]
        right = CLOSERS[opener.type]
        missing = self.missing_openers()
        if not missing:
            message = f"write '{TEXTS[right]}' here: it closes a '{opener.text}'"
            self.report(token, message, swap(token, TEXTS[right]), certain=False)
            self.feed(Token(right, token.start, TEXTS[right]))
            return False
        if missing < 0 and any(CLOSERS[other.type] == token.type for other in self.opened):
            where = f"before this '{token.text}': a '{opener.text}' is still open"
            mend = after(self.previous, TEXTS[right])
            self.report(token, f"put a '{TEXTS[right]}' {where}", mend, certain=False)
            self.insert(right)
            return True
        message = f"remove this '{token.text}': it closes nothing"
        self.report(token, message, cut(token), certain=False)
        return False

    # --- names and values ------------------------------------------------------------------

    def _mend_missing_value(self, token: Token, expected: AbstractSet[str]) -> bool:
        before = self.previous
        if expected == _KEY:
            if token.type == "COMMA" and self.value_follows():
                self.report(token, "write ':' instead of this ','", swap(token, ":"))
                self.insert("COLON")
                return False
            self.report(before, f"put a ':' and a value after {before.text}")
            self.insert("COLON", "ELISION")
            return True
        if before.type == "COLON":
            if token.type in OPENERS and self.missing_openers() > 0:
                opener = OPENERS[token.type]
                message = f"put a '{TEXTS[opener]}' after this ':': what it opens is closed"
                self.report(before, message, after(before, f" {TEXTS[opener]}"), certain=False)
                self.insert(opener)
            else:
                self.report(before, "put a value after this ':'")
                self.insert("ELISION")
            return True
        if token.type == "COMMA" and before.type in {"COMMA", *CLOSERS}:
            what = "another ','" if before.type == "COMMA" else "nothing"
            self.report(token, f"remove this ',': there is {what} before it", cut(token))
            return False
        raise self.gave_up(token, f"'{token.text}' cannot stand here; a message is a JSON object")

    def _mend_colon(self, token: Token) -> bool:
        if self.previous.type == "COLON":
            self.report(token, "remove this ':': there is another before it", cut(token))
            return False
        if self.previous.type == "STRING":
            name = self.previous.text
            message = f"put a '{{' before {name}: only an object has names"
            if self.opened[-1].type == "LSQB" and self.missing_openers() < 0:
                message = f"put a ']' before {name}: a '[' is still open"
            raise self.gave_up(self.previous, message)
        raise self.gave_up(token, "put a name in double quotes before this ':'")

    def _mend_missing_colon(self) -> bool:
        message = f"put a ':' between {self.previous.text} and its value"
        self.report(self.previous, message, after(self.previous, ":"))
        self.insert("COLON")
        return True

    def _mend_beginning(self, token: Token) -> bool:
        if token.type != "STRING" or self.peek_type(1) != "COLON":
            raise self.gave_up(token, "a message is a JSON object: begin it with '{'")
        message = f"put a '{{' before {token.text}: a message is a JSON object"
        self.report(token, message, (token.start, token.start, "{ "), certain=False)
        self.insert("LBRACE")
        return True

    def _mend_missing_comma(self, token: Token) -> bool:
        named = token.type == "STRING" and self.peek_type(1) == "COLON"
        if named is (self.opened[-1].type == "LBRACE"):
            message = f"put a ',' between this and {shown(token)}"
            self.report(self.previous, message, after(self.previous, ","))
            self.insert("COMMA")
            return True
        if named:
            raise self.gave_up(token, f"put a ']' before {token.text}: a '[' is still open")
        raise self.gave_up(token, f"{shown(token)} has no name: put a ',' and a name before it")

    def _mend_missing_name(self, token: Token) -> bool:
        if self.peek_type(1) != "COLON" or token.type in {*CLOSERS, "STRING"}:
            raise self.gave_up(token, f"{shown(token)} has no name: put a name and ':' before it")
        message = f"put '{token.text}' in double quotes: it is a name"
        self.report(token, message, swap(token, f'"{token.text}"'))
        self.feed(Token("STRING", token.start, token.text))
        return False
