"""What is no JSON in a message, and what may be meant by it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qapidoc.syntax.mending import Mender
from qapidoc.syntax.notation import Token
from qapidoc.syntax.tokens import (
    ARROWS,
    CLOSERS,
    STRINGS,
    TEXTS,
    WORDS,
    Mend,
    after,
    cut,
    shown,
    swap,
)

_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("True", "TRUE"), "true"),
    **dict.fromkeys(("False", "FALSE"), "false"),
    **dict.fromkeys(("Null", "NULL", "None"), "null"),
}
"""What is meant by words that are no JSON."""

NO_JSON = frozenset({"WORD", "STRAY", "OPEN_STRING", *ARROWS})
"""The tokens that cannot be a part of a message."""

_COMMENTS = ("#", "//", "/*")
_PREFIXES = frozenset("ubrUBR")
_SIGNS = frozenset({";", "=", "=>"})
"""What is written for a comma or a colon."""
_MISSPELT_DOTS = frozenset({"..", ".", "etc.", "etc", "<...>", "(...)", "<…>", "(…)"})
"""What is written for dots."""
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "|", "||"})
_NUMBER_LIKE = re.compile(r"[-+.]?\d")
_GOOD_ESCAPE = r"\\(?:[\"\\/bfnrt]|u[0-9A-Fa-f]{4})"
_IN_STRING = re.compile(rf"(?P<good>{_GOOD_ESCAPE})|[\x00-\x1f]|\\u[0-9A-Fa-f]{{0,3}}|\\.")


class JunkReader(Mender):
    """Goes past what is no JSON, and takes it for what is meant where that is clear.

    Nothing that may say something is ever cut by a mend.
    """

    def json_string(self, token: Token) -> Token:
        """Give the string that JSON would take for one that it does not."""
        if token.type == "STRING":
            return token
        if token.type in {"SINGLE_STRING", "FANCY_STRING"}:
            plain = '"' not in token.text and "\\" not in token.text and not self._adjoins(token)
            mend = swap(token, f'"{token.text[1:-1]}"') if plain else None
            self.report(token, f"write this string in double quotes: {token.text}", mend)
        for match in _IN_STRING.finditer(token.text):
            bad = Token("", token.start + match.start(), match.group())
            if match["good"]:
                continue
            if bad.text.startswith("\\"):
                self.report(bad, f"JSON has no escape '{bad.text}'; write '\\\\' for a backslash")
            else:
                code = f"\\u{ord(bad.text):04x}"
                self.report(bad, f"write '{code}' for this control character", swap(bad, code))
        return Token("STRING", token.start, token.text)

    def take_no_json(self, token: Token) -> None:
        """Go past something that is no JSON, or take it for what it may be."""
        self.check_quotes(token)
        if token.type == "OPEN_STRING":
            raise self.gave_up(token, "close this string with a '\"' on its own line")
        if token.text == "'":
            raise self.gave_up(token, "put strings in double quotes; this single one is alone")
        is_comment = token.text.startswith(_COMMENTS)
        if not self.opened and (is_comment or self.peek_type(1) not in {"COLON", *CLOSERS}):
            raise self.gave_up(token, "a message is a JSON object: begin it with '{'")
        if self._is_sign(token):
            return
        wants_value = self._wants_value()
        if not wants_value and self.peek_type(1) == "COLON" and self.opened[-1].type == "LBRACE":
            quoted = f'"{token.text}"'
            self.report(token, f"put '{token.text}' in double quotes", swap(token, quoted))
            self.feed(Token("STRING", token.start, token.text))
            self.at += 1
            return
        if self._is_behind_string(token):
            raise self.gave_up(token, "write '\\\"' for a double quote inside of a string")
        junk = self.take_comment() or self.take_junk(line=is_comment)
        if wants_value and not is_comment:
            meant = _MEANT.get(junk.text)
            self.report(junk, *_no_value(junk, meant))
            self.feed(Token(meant.upper() if meant else "ELISION", junk.start, junk.text))
            self.previous = Token("WORD", junk.start, junk.text)
        elif not is_comment and junk.text in _OPERATORS:
            raise self.gave_up(junk, f"JSON has no {shown(junk)}: write one value")
        elif not is_comment and self.previous.type == "NUMBER":
            raise self.gave_up(junk, "JSON has no units and no groups of digits; write one number")
        elif not is_comment and self.previous.type in {"COMMA", "LBRACE"}:
            raise self.gave_up(junk, f"{shown(junk)} has no name: put a name and a ':' before it")
        elif self.previous.type == "ELISION" and not is_comment:
            message = f"put '...' behind {shown(junk)}, if the dots before it say so"
            self.report(junk, message, after(junk, " ..."))
        else:
            mend = cut(junk) if junk.text == "\\" else None
            self.report(junk, f"remove {shown(junk)}: it is no JSON", mend)

    def _adjoins(self, token: Token) -> bool:
        """Tell whether a word or a string follows without a blank."""
        following = self.peek(1)
        adjoining = following is not None and following.start == token.end
        return adjoining and self.peek_type(1) in {*WORDS, *STRINGS}

    def _is_behind_string(self, token: Token) -> bool:
        """Tell whether a word follows a string without a blank."""
        return self.previous.type in STRINGS and token.start == self.previous.end

    def _is_sign(self, token: Token) -> bool:
        """Take a sign that is written for another one, or a prefix of a string; else do nothing."""
        if token.text in _PREFIXES and self._adjoins(token) and not self._is_behind_string(token):
            self._take_prefixed(token, self.tokens[self.at + 1])
            return True
        if token.text in _MISSPELT_DOTS:
            return self._take_dots(token)
        expected = self.parser.expected if token.text in _SIGNS else frozenset[str]()
        type_ = next((type_ for type_ in ("COLON", "COMMA") if type_ in expected), None)
        if type_ is None:
            return False
        self.report(
            token,
            f"write '{TEXTS[type_]}' instead of this '{token.text}'",
            swap(token, TEXTS[type_]),
        )
        self.feed(Token(type_, token.start, TEXTS[type_]))
        self.at += 1
        return True

    def _take_prefixed(self, prefix: Token, string: Token) -> None:
        """Take a string with a prefix, as Python has them."""
        whole = Token(string.type, prefix.start, f"{prefix.text}{string.text}")
        inner = string.text[1:-1]
        plain = string.type == "STRING" or not ('"' in inner or "\\" in inner)
        mend = swap(whole, f'"{inner}"') if plain else None
        self.report(whole, f"write this as a string of JSON: {whole.text}", mend)
        self.feed(Token("STRING", prefix.start, string.text))
        self.at += 2

    def _take_dots(self, token: Token) -> bool:
        """Take what is written for dots; single ones only if they are three."""
        dots = [self.peek(ahead) for ahead in range(3)] if token.text == "." else [token]
        if any(dot is None or dot.text != token.text for dot in dots):
            return False
        last = dots[-1] or token
        self.report(token, "write '...' here", (token.start, last.end, "..."))
        self.feed(Token("ELISION", token.start, "..."))
        self.at += len(dots)
        return True

    def _wants_value(self) -> bool:
        if self.previous.type == "COLON" or not self.opened:
            return True
        return self.opened[-1].type == "LSQB" and self.previous.type in {"LSQB", "COMMA"}


def _no_value(token: Token, meant: str | None) -> tuple[str, Mend | None]:
    """Say what is wrong with a word where a value should be, and how to mend it."""
    if meant is not None:
        return f"write '{meant}' instead of {shown(token)}", swap(token, meant)
    if _NUMBER_LIKE.match(token.text):
        return f"{shown(token)} is no JSON number; write it as one, or in double quotes", None
    return f"{shown(token)} is no JSON value; put it in double quotes if it is a string", None
