"""One message of a transcript: from tokens to a node, whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from qapidoc.syntax.mending import Mender
from qapidoc.syntax.messages import Message
from qapidoc.syntax.notation import Token, UnexpectedTokenError
from qapidoc.syntax.sound import sound_message
from qapidoc.syntax.tokens import (
    ARROWS,
    CLOSERS,
    OPENERS,
    STRINGS,
    TEXTS,
    WORDS,
    GivenUp,
    Mend,
    after,
    arrow_of,
    cut,
    shown,
    string_value,
    swap,
)

_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("True", "TRUE"), "true"),
    **dict.fromkeys(("False", "FALSE"), "false"),
    **dict.fromkeys(("Null", "NULL", "None"), "null"),
}
"""What is meant by words that are no JSON."""

_NO_WORDS = frozenset({*CLOSERS, *STRINGS})
_NO_JSON = frozenset({"WORD", "STRAY", "OPEN_STRING", *ARROWS})
_QUOTES = frozenset("'\"`")
_COMMENTS = ("#", "//", "/*")
_PREFIXES = frozenset("ubrUBR")
_SIGNS = frozenset({";", "=", "=>"})
"""What is written for a comma or a colon."""
_MISSPELT_DOTS = frozenset({"..", ".", "etc.", "etc", "<...>", "(...)", "<…>", "(…)"})
"""What is written for dots."""

_EXECUTE = frozenset({'"execute"', '"exec-oob"'})
_NAME = re.compile(r"[\w.-]+")
_SENTINEL = re.compile(r"(?i:(?:\\x|0x|<0x)ff>?)|\u00ff")
"""The byte 0xFF, which a guest agent and its client send to begin anew."""
_OPERATORS = frozenset({"+", "-", "*", "/", "%", "|", "||"})
_NUMBER_LIKE = re.compile(r"[-+.]?\d")
_GOOD_ESCAPE = r"\\(?:[\"\\/bfnrt]|u[0-9A-Fa-f]{4})"
_IN_STRING = re.compile(rf"(?P<good>{_GOOD_ESCAPE})|[\x00-\x1f]|\\u[0-9A-Fa-f]{{0,3}}|\\.")


class MessageReader(Mender):
    """Reads a message. After `read`, ``at`` is the first token that does not belong to it."""

    def read(self) -> Message:
        """Read the message, as far as it can be read."""
        first = self.at
        try:
            message = self._sound() or self._parse()
            self._trailing()
        except GivenUp:
            return self._unread(first)
        return message if self.sound else msgspec.structs.replace(message, sound=False)

    def _sound(self) -> Message | None:
        """Read the message if it has no fault."""
        found = sound_message(self.parser.anew(), self.transcript, self.at)
        if found is None:
            return None
        message, self.at = found
        return message

    def _parse(self) -> Message:
        first = self.at
        if self.peek_type() in ARROWS:
            self.feed(self.tokens[self.at])
            self.at += 1
        if self.peek_type() in WORDS and self.peek_type(1) == "LBRACE":
            token = self.tokens[self.at]
            if not _SENTINEL.fullmatch(token.text):
                self.report(token, f"remove {shown(token)}: a message begins with '{{'")
            self.at += 1
        while self.at < self.limit:
            token = self.tokens[self.at]
            if self.opened and self.is_prose():
                break
            if self.depth == 1 and self._closes_too_early(token):
                continue
            if token.type in _NO_JSON:
                self._take_no_json(token)
            else:
                self.feed(token if token.type not in STRINGS else self._json_string(token))
                self.at += 1
            if not self.opened:
                break
        else:
            if not self.opened:
                raise self.gave_up(self.previous, "there is no message after this arrow")
        self._close_all()
        try:
            message: Message = self.parser.finish()
        except UnexpectedTokenError:
            reason = "a message is a JSON object: begin it with '{'"
            raise self.gave_up(self.tokens[first], reason) from None
        return message

    def _closes_too_early(self, token: Token) -> bool:
        """See whether members follow the bracket that would end the message; go past it."""
        if token.type != CLOSERS[self.opened[0].type]:
            return False
        if not self.transcript.members_follow(self.at, self.limit):
            return False
        comma = self.peek_type(1) == "COMMA"
        name = self.tokens[self.at + 1 + comma]
        mend = cut(token)
        if self.previous.type == "COMMA":
            if comma:
                self.at += 1
                mend = (token.start, self.tokens[self.at].end, "")
        elif not comma:
            mend = swap(token, ",")
            self.feed(Token("COMMA", token.start, ","))
        message = f"remove this '{token.text}': it ends the message before {name.text}"
        self.report(token, message, mend, certain=False)
        self.at += 1
        return True

    def _close_all(self) -> None:
        """Close what is still open at the end of the message."""
        if not self.opened:
            return
        if self.previous.type in {"COMMA", "COLON"}:
            message = f"go on behind this '{self.previous.text}', or remove it and end the message"
            raise self.gave_up(self.previous, message)
        missing = "".join(TEXTS[CLOSERS[opener.type]] for opener in reversed(self.opened))
        message = f"put '{missing}' at the end of this message"
        mend = after(self.previous, f" {missing}")
        bracket = f"+{missing}" if len(missing) == 1 else ""
        self.report(self.previous, message, mend, certain=False, bracket=bracket)
        while self.opened:
            self.insert(CLOSERS[self.opened[-1].type])

    # --- what is no JSON -------------------------------------------------------------------

    def _json_string(self, token: Token) -> Token:
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

    def _take_no_json(self, token: Token) -> None:
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
        if token.start == self.previous.end and self.previous.type in STRINGS:
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

    def _is_sign(self, token: Token) -> bool:
        """Take a sign that is written for another one, or a prefix of a string; else do nothing."""
        following = self.peek(1)
        is_prefix = token.text in _PREFIXES and token.start > self.previous.end
        if is_prefix and following is not None and following.type in STRINGS:
            whole = Token(following.type, token.start, f"{token.text}{following.text}")
            plain = f'"{string_value(following.text)}"'
            self.report(whole, f"write this as JSON: {plain}", swap(whole, plain))
            self.feed(Token("STRING", token.start, following.text))
            self.at += 2
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

    # --- after the message -----------------------------------------------------------------

    def _trailing(self) -> None:
        """Report what stands behind a message and is neither another nor prose."""
        while (token := self.peek()) is not None:
            if token.type in OPENERS:
                message = f"remove this '{token.text}': it closes nothing"
                self.report(token, message, cut(token), certain=False, bracket=f"-{token.text}")
            elif token.type == "COMMA":
                self.report(token, "remove this ',': the message has ended", cut(token))
            elif self.leads[self.at] or token.type in ARROWS or token.type == "ELISION":
                if self.leads[self.at] == 1 and self._is_left_over():
                    message = "this line belongs to no message: the one above it has ended"
                    self.report(self.take_junk(line=True), message)
                    continue
                return
            elif token.text in _QUOTES:
                self.report(token, f"remove this {shown(token)}: the message has ended", cut(token))
            else:
                junk = self.take_junk(line=True)
                message = f"remove {shown(junk)}, or put it on its own line: the message has ended"
                self.report(junk, message)
                continue
            self.at += 1

    def _is_left_over(self) -> bool:
        """Tell whether the next line closes brackets that it does not open."""
        if self.peek_type() not in _NO_WORDS:
            return False
        depth = 0
        for token in self.tokens[self.at : self.transcript.ends[self.at]]:
            depth += (token.type in CLOSERS) - (token.type in OPENERS)
            if depth < 0:
                return True
        return False

    def _unread(self, first: int) -> Message:
        """Give a message that was given up, and go past its rest."""
        self.at = max(self.at, first + 1)
        while self.at < self.limit and not self.is_prose():
            self.at += 1
        direction = arrow_of(self.tokens[first])
        start, end = self.tokens[first].start, self.tokens[self.at - 1].end
        return Message(start, end, direction, None, False, self._command(first))

    def _command(self, first: int) -> str | None:
        """Give what the tokens from `first` on execute, whatever else they are."""
        texts = [token.text for token in self.tokens[first : self.at]]
        for index in range(len(texts) - 2):
            if texts[index] in _EXECUTE and texts[index + 1] == ":":
                name = texts[index + 2].strip("\"'")
                return name if _NAME.fullmatch(name) else None
        return None


def _no_value(token: Token, meant: str | None) -> tuple[str, Mend | None]:
    """Say what is wrong with a word where a value should be, and how to mend it."""
    if meant is not None:
        return f"write '{meant}' instead of {shown(token)}", swap(token, meant)
    if _NUMBER_LIKE.match(token.text):
        return f"{shown(token)} is no JSON number; write it as one, or in double quotes", None
    return f"{shown(token)} is no JSON value; put it in double quotes if it is a string", None
