"""Which lines of a doc comment belong together, told by indentation.

`doc.lark` lists the types that parts get here, and what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from qapidoc.syntax.nodes import Line, LineKind
from qapidoc.syntax.notation import Token

LITERAL_DIRECTIVES = frozenset(
    {"qmp-example", "code-block", "code", "sourcecode", "parsed-literal", "literalinclude", "math"}
)
"""Directives whose content is not prose."""

DESCRIPTION_INDENT = 4
"""How far descriptions are indented since 8.1."""

_HEADS = frozenset({"AT", "TAG", "SINCE", "FEATURES"})
_KINDS = {"HEADING": LineKind.HEADING, "DIRECTIVE": LineKind.DIRECTIVE}


class Part(msgspec.Struct, gc=False):
    """A terminal for the parser: a head or a text, with the lines that belong to it.

    ``inline`` tells that the first of them stands beside the head.
    """

    type: str
    start: int
    text: str
    lines: list[Line]
    inline: bool = False


class Layout:
    """One pass over the tokens of a doc comment.

    ``parts`` are for the parser. ``cramped`` are the offsets of each ``#`` without the blank
    that should be behind it, ``references`` the tokens of prose that begins with ``@``.
    """

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.parts: list[Part] = []
        self.cramped: list[int] = []
        self.references: list[Token] = []
        self.symbol: bool | None = None
        self.beside = False
        self.head = False
        self.gap = False
        self.features = False
        self.example = False
        self.literal: int | None = None
        self.announced: int | None = None
        self.lay_out(tokens)

    def lay_out(self, tokens: Iterable[Token]) -> None:
        """Gather the lines of a block into parts."""
        content = 0
        first = False
        for token in tokens:
            kind = token.type
            if kind == "LEAD":
                content = token.start + token.text.index("#") + len("# ")
                first = True
            elif kind == "EMPTY":
                self.empty(token.end)
            elif first:
                self.line(token, token.start - content)
                first = False
            elif kind == "CRAMPED":
                content = token.start + token.text.index("#") + len("#")
                first = True
                self.cramped.append(content - len("#"))
            elif kind in {"OPEN", "CLOSE"}:
                self.begin(kind, token)
            elif kind != "VOID":
                self.rest(token, token.start - content)

    def begin(self, kind: str, token: Token) -> None:
        """Begin a part, which gets the lines that are added from now on."""
        self.lines: list[Line] = []
        self.parts.append(Part(kind, token.start, token.text, self.lines))

    def add(self, token: Token, kind: LineKind, indent: int) -> None:
        """Add a line to the head or the text above it."""
        if not self.head and self.parts[-1].type != "TEXT":
            self.begin("TEXT", token)
        self.beside = False
        self.lines.append(Line(token.start, _end(token), kind, indent))

    def empty(self, end: int) -> None:
        """Pass an empty line."""
        self.gap = True
        if self.announced is not None:
            self.literal, self.announced = self.announced, None
        self.lines.append(Line(end, end, LineKind.BLANK, 0))

    def line(self, token: Token, indent: int) -> None:
        """Take the first token of a line: a head, or all of the line."""
        self.announced = None
        type_ = token.type
        if type_ == "AT_TEXT":
            self.references.append(token)
        if self.symbol is None:
            self.symbol = type_ == "AT" or (type_ == "AT_TEXT" and not self.gap)
            if self.symbol:
                self.begin("SYMBOL", token)
                self.beside = True
                return
        if self.literal is not None:
            if indent > self.literal:
                self.add(token, LineKind.LITERAL, indent)
                return
            self.literal = None
        if self.symbol and type_ in _HEADS:
            self.features = type_ == "FEATURES" or (self.features and type_ == "AT")
            self.head, self.gap = type_ != "FEATURES", False
            self.example = token.text.startswith("Example")
            self.begin("FEATURE" if self.features and self.head else type_, token)
            self.beside = True
        elif self.example:
            self.add(token, LineKind.LITERAL, indent)
        else:
            self.announce(token, indent)
            if self.gap and not indent:
                self.head = False
            self.features = self.features and self.head
            self.add(token, _KINDS.get(type_, LineKind.PROSE), indent)

    def rest(self, token: Token, indent: int) -> None:
        """Take the second token of a line: what stands beside a head, or more of the line."""
        if not self.beside:
            line = self.lines[-1]
            self.lines[-1] = Line(line.start, _end(token), line.kind, line.indent)
            return
        self.beside = False
        self.parts[-1].inline = True
        kind = LineKind.LITERAL if self.example else _KINDS.get(token.type, LineKind.PROSE)
        self.lines.append(Line(token.start, _end(token), kind, indent))
        if not self.example:
            self.announce(token, min(indent, DESCRIPTION_INDENT))

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


def _end(token: Token) -> int:
    """Give the offset after the last character that is no blank."""
    return token.start + len(token.text.rstrip())
