"""One message of a transcript: from tokens to a node, whatever is wrong with it."""

from __future__ import annotations

import re

import msgspec

from qapidoc.syntax.junk import NO_JSON, JunkReader
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
    after,
    arrow_of,
    cut,
    shown,
    swap,
)

_NO_WORDS = frozenset({*CLOSERS, *STRINGS})
_LONE_QUOTES = frozenset("'\"`")

_EXECUTE = frozenset({'"execute"', '"exec-oob"'})
_NAME = re.compile(r"[\w.-]+")
_SENTINEL = re.compile(r"(?i:(?:\\x|0x|<0x)ff>?)|\u00ff")
"""The byte 0xFF, which a guest agent and its client send to begin anew."""


class MessageReader(JunkReader):
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
            if token.type in NO_JSON:
                self.take_no_json(token)
            else:
                self.feed(token if token.type not in STRINGS else self.json_string(token))
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
            elif token.text in _LONE_QUOTES:
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
