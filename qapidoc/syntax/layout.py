"""Which lines of a doc comment belong together, told by indentation.

`doc.lark` lists the types that parts get here, and what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from qapidoc.syntax.nodes import LineKind
from qapidoc.syntax.notation import Token

LITERAL_DIRECTIVES = frozenset(
    {"qmp-example", "code-block", "code", "sourcecode", "parsed-literal", "literalinclude", "math"}
)
"""Directives whose content is not prose."""

DESCRIPTION_INDENT = 4
"""How far descriptions are indented since 8.1."""

_HEADS = frozenset({"AT", "TAG", "SINCE"})
_KINDS = {"HEADING": LineKind.HEADING, "DIRECTIVE": LineKind.DIRECTIVE}


class Part(msgspec.Struct, gc=False):
    """A part of a line, ready for the parser: a terminal, its place, and its kind of line."""

    type: str
    start: int
    text: str
    kind: LineKind = LineKind.BLANK
    indent: int = 0


class Layout:
    """The state of one pass over the tokens of a doc comment."""

    def __init__(self) -> None:
        self.symbol: bool | None = None
        self.head = False
        self.gap = False
        self.features = False
        self.example = False
        self.literal: int | None = None
        self.announced: int | None = None

    def parts(self, tokens: Iterable[Token]) -> Iterator[Part]:
        """Give the parts of a block; tokens of lead and gap go."""
        content = 0
        part: Part | None = None
        for token in tokens:
            kind = token.type
            if kind in {"GAP", "VOID"}:
                continue
            if kind == "LEAD":
                if part is not None:
                    yield part
                    part = None
                content = token.end
            elif kind in {"OPEN", "CLOSE", "EMPTY"}:
                if part is not None:
                    yield part
                    part = None
                if kind == "EMPTY":
                    self.empty()
                yield Part(kind, token.start, token.text)
            elif part is None:
                part = self.line(token, token.start - content)
            elif part.kind is LineKind.BLANK:
                yield part
                part = self.rest(token, token.start - content)
            else:
                part.text += " " * (token.start - part.start - len(part.text)) + token.text
        if part is not None:
            yield part

    def empty(self) -> None:
        """Pass an empty line."""
        self.gap = True
        if self.announced is not None:
            self.literal, self.announced = self.announced, None

    def line(self, token: Token, indent: int) -> Part:
        """Give the first part of a line."""
        self.announced = None
        kind = _KINDS.get(token.type, LineKind.PROSE)
        if self.symbol is None:
            self.symbol = token.type == "AT" or (token.type == "AT_TEXT" and not self.gap)
            if self.symbol:
                return Part("SYMBOL", token.start, token.text)
        if self.literal is not None:
            if indent > self.literal:
                return Part("LITERAL", token.start, token.text, LineKind.LITERAL, indent)
            self.literal = None
        if self.symbol:
            if token.type in _HEADS:
                self.head, self.gap = True, False
                self.example = token.text.startswith("Example")
                self.features = self.features and token.type == "AT"
                return Part("FEATURE" if self.features else token.type, token.start, token.text)
            if token.type == "FEATURES":
                self.head, self.example, self.features = False, False, True
                return Part("FEATURES", token.start, token.text)
        if self.example:
            return Part("LITERAL", token.start, token.text, LineKind.LITERAL, indent)
        self.announce(token, indent)
        if self.head and (indent or not self.gap):
            return Part("UNDER", token.start, token.text, kind, indent)
        self.head = self.features = False
        type_ = token.type if token.type in _KINDS else "TEXT"
        return Part(type_, token.start, token.text, kind, indent)

    def rest(self, token: Token, indent: int) -> Part:
        """Give the part that follows a head on its line."""
        kind = LineKind.LITERAL if self.example else _KINDS.get(token.type, LineKind.PROSE)
        if not self.example:
            self.announce(token, min(indent, DESCRIPTION_INDENT))
        return Part("REST", token.start, token.text, kind, indent)

    def announce(self, token: Token, indent: int) -> None:
        """See whether `token` begins a literal block, which is indented deeper than `indent`."""
        if token.type == "DIRECTIVE":
            if directive_name(token.text) in LITERAL_DIRECTIVES:
                self.literal = indent
        elif token.text.rstrip().endswith("::"):
            self.announced = indent


def directive_name(text: str) -> str:
    """Give the name in ``.. name:: arguments``."""
    return text[2:].partition("::")[0].strip()
