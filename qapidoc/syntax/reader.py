"""One file's text to its syntax tree, whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.source import BYTE_ORDER_MARK, Source, Span
from qapidoc.syntax.docs import read_doc
from qapidoc.syntax.expressions import schema_notation, string_value
from qapidoc.syntax.ignores import Ignore, read_ignores
from qapidoc.syntax.nodes import DocComment, Item, Unread
from qapidoc.syntax.notation import Token, UnexpectedTokenError
from qapidoc.syntax.problems import SyntaxKind, SyntaxProblem
from qapidoc.syntax.unexpected import SHOWN, found, unexpected

MAX_NESTING = 64
"""Brackets within brackets that an expression may have."""

_OPENERS = {"LBRACE": "}", "LSQB": "]"}
_CLOSERS = frozenset({"RBRACE", "RSQB"})
_BEFORE_NO_COMMA = frozenset({"COMMA", *_OPENERS})
_NO_COMMA_AFTER = frozenset({"COLON", *_OPENERS})
_NO_COMMA_BEFORE = frozenset({"COLON", *_CLOSERS})
_ITEMS = {"LBRACE": "expression", "DOC_COMMENT": "doc comment"}
_BAD_IN_STRING = re.compile(r"[^ -~\udc80-\udcff]+")
_BAD_ESCAPE = re.compile(r"\\([^\\])|\\\\")
_SURROGATES = re.compile(r"[\udc80-\udcff]+")


class Tree(msgspec.Struct, frozen=True):
    """What one file says.

    ``items`` are its expressions and doc comments in order; ``tokens`` tile its text;
    ``lost`` are strings in stretches that could not be read, any of which may have been the
    name of a definition; ``ignores`` are the comments that suppress findings.
    """

    items: tuple[Item, ...]
    tokens: tuple[Token, ...]
    problems: tuple[SyntaxProblem, ...]
    lost: frozenset[str]
    ignores: tuple[Ignore, ...] = ()


def read(source: Source) -> Tree:
    """Read the text of a file; after an error, go on at the next line that begins an item."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.notation = schema_notation()
        self.items: list[Item] = []
        self.tokens: list[Token] = []
        self.problems: list[SyntaxProblem] = []
        self.lost: set[str] = set()

    def read(self) -> Tree:
        significant: list[Token] = []
        unclosed: Token | None = None
        for token in self.notation.tokens(self.text):
            if token.type not in self.notation.trivia:
                significant.append(token)
                if unclosed is not None:
                    self.report_unclosed(unclosed, token)
                    unclosed = None
            if token.type == "DOC_COMMENT":
                doc, tokens, problems = read_doc(token.text, token.start)
                significant[-1] = DocToken("DOC_COMMENT", token.start, token.text, doc)
                unclosed = None if doc.closed else significant[-1]
                self.tokens.extend(tokens)
                self.problems.extend(problems)
            else:
                self.tokens.append(token)
                if token.type == "STRING":
                    self.check_string(token)
        if unclosed is not None:
            self.report_unclosed(unclosed, None)
        self.check_encoding()
        index = 0
        while index < len(significant):
            index = self.item(significant, index)
        ignores, problems = read_ignores(self.source, self.tokens, self.items)
        self.problems.extend(problems)
        return Tree(
            tuple(self.items),
            tuple(self.tokens),
            tuple(sorted(self.problems, key=lambda problem: problem.span)),
            frozenset(self.lost),
            ignores,
        )

    def report(
        self,
        kind: SyntaxKind,
        span: Span,
        message: str,
        usage: Usage | None = None,
        *,
        related: tuple[Related, ...] = (),
        mend: tuple[Span, str] | None = None,
    ) -> None:
        self.problems.append(SyntaxProblem(kind, span, message, usage, related, mend))

    def report_unclosed(self, comment: Token, following: Token | None) -> None:
        """Report a doc comment without closing line, where that should be at the latest."""
        source = self.source
        last = source.line_span(source.position(comment.end - 1).line)
        if last.start > comment.start and source.slice(last).lstrip().startswith("##"):
            return  # what follows the '##' on its line is reported
        at = _span(following) if following is not None else last
        line = source.position(comment.start).line
        above = source.slice(source.line_span(line - 1)) if line > 1 else ""
        message = "the doc comment above is not closed; end it with a line of '##'"
        if comment.text.rstrip() == "##" and above.lstrip().startswith("#"):
            message = "the '##' above opens a doc comment; put one where the comment begins, too"
        opening = Related(source.path, Span(comment.start, comment.start + 2), "it begins here")
        self.report(SyntaxKind.DOC_COMMENT, at, message, Usage.FREE_DOC_COMMENT, related=(opening,))

    def item(self, tokens: Sequence[Token], first: int) -> int:
        """Read the item that begins at `first`, and give the index of the one after it."""
        head = tokens[first]
        if isinstance(head, DocToken):
            self.items.append(head.doc)
            return first + 1
        parser = self.notation.parser()
        opened: list[Token] = []
        for index in range(first, len(tokens)):
            token = tokens[index]
            if token.type in _OPENERS:
                opened.append(token)
                if len(opened) > MAX_NESTING:
                    message = f"more than {MAX_NESTING} brackets are open here"
                    self.report(SyntaxKind.NESTING, _span(token), message)
                    return self.resume(tokens, first, index, index)
            try:
                parser.feed(token)
            except UnexpectedTokenError as error:
                around = opened[:-1] if token.type in _OPENERS else opened
                self.refuse(tokens, index, around, error.expected)
                return self.resume(tokens, first, first + 1, index)
            if token.type in _CLOSERS:
                opened.pop()
                if not opened:
                    self.items.append(parser.finish())
                    self.check_commas(tokens[first : index + 1])
                    return index + 1
        message = f"this {SHOWN[opened[-1].type]} is not closed"
        self.report(SyntaxKind.SYNTAX, _span(opened[-1]), message)
        return self.resume(tokens, first, first + 1, len(tokens))

    def refuse(
        self,
        tokens: Sequence[Token],
        index: int,
        opened: Sequence[Token],
        expected: Collection[str],
    ) -> None:
        """Report the token at `index`, and the innermost bracket of those that are open."""
        token, source = tokens[index], self.source
        related: tuple[Related, ...] = ()
        if opened and self.begins_item(token):
            message = (
                f"{SHOWN[opened[-1].type]} is still open where this {_ITEMS[token.type]} begins"
            )
        else:
            end = source.line_span(source.position(token.start).line).end
            behind = (tokens[other] for other in range(index + 1, len(tokens)))
            line = takewhile(lambda other: other.start < end, behind)
            message = unexpected(token, tuple(line), opened, expected)
        if opened and (token.type in _CLOSERS or self.begins_item(token)):
            told = f"{SHOWN[opened[-1].type]} is here"
            related = (Related(source.path, _span(opened[-1]), told),)
        self.report(SyntaxKind.SYNTAX, _span(token), message, related=related)

    def resume(self, tokens: Sequence[Token], first: int, index: int, failed: int) -> int:
        """Give the first token from `index` on that begins an item in column 1.

        That may be before the one at `failed`: where a bracket is missing, the items below have
        been read as parts of the one that begins at `first`.
        """
        while index < len(tokens) and not self.begins_item(tokens[index]):
            index += 1
        self.items.append(Unread(tokens[first].start, tokens[index - 1].end))
        self.check_commas(tokens[first : min(index, failed)])
        self.lost.update(string_value(t.text) for t in tokens[first:index] if t.type == "STRING")
        return index

    def begins_item(self, token: Token) -> bool:
        return token.type in {"LBRACE", "DOC_COMMENT"} and (
            token.start == 0 or self.text[token.start - 1] in "\r\n"
        )

    def check_commas(self, tokens: Sequence[Token]) -> None:
        """Report commas that are missing, or stand where no member follows."""
        for before, token in pairwise(tokens):
            if token.type == "COMMA":
                if before.type in _BEFORE_NO_COMMA:
                    self.report(SyntaxKind.SYNTAX, _span(token), "there is nothing before this ','")
            elif before.type == "COMMA":
                if token.type in _CLOSERS:
                    message = f"remove the ',' before {SHOWN[token.type]}"
                    mend = (_span(before), "")
                    self.report(
                        SyntaxKind.COMMA, _span(before), message, Usage.TRAILING_COMMA, mend=mend
                    )
            elif before.type not in _NO_COMMA_AFTER and token.type not in _NO_COMMA_BEFORE:
                message = f"put a ',' before {found(token)}"
                mend = (Span(before.end, before.end), ",")
                self.report(SyntaxKind.COMMA, _span(token), message, Usage.MISSING_COMMA, mend=mend)

    def check_string(self, token: Token) -> None:
        inside = token.text
        if inside.isascii() and inside.isprintable() and "\\" not in inside:
            return
        for match in _BAD_IN_STRING.finditer(inside):
            at = token.start + match.start()
            message = f"a string holds printable ASCII only, not {describe(match.group()[0])}"
            self.report(SyntaxKind.STRING, Span(at, token.start + match.end()), message)
        for match in _BAD_ESCAPE.finditer(inside):
            if match.group(1):
                at = token.start + match.start()
                message = f"unknown escape '\\{match.group(1)}'; only '\\\\' is one"
                self.report(SyntaxKind.STRING, Span(at, at + 2), message)
                break

    def check_encoding(self) -> None:
        if self.text.isascii():
            return
        for match in _SURROGATES.finditer(self.text):
            codes = " ".join(f"0x{ord(c) - 0xDC00:02x}" for c in match.group()[:4])
            message = f"these bytes are not UTF-8: {codes}; save the file as UTF-8"
            self.report(SyntaxKind.ENCODING, Span(*match.span()), message)
        if self.text.startswith(BYTE_ORDER_MARK):
            message = "the file begins with a byte order mark; save it without one"
            self.report(SyntaxKind.ENCODING, Span(0, 1), message)


class DocToken(Token, frozen=True):
    """The token of a doc comment, with what was read of it."""

    doc: DocComment


def describe(character: str) -> str:
    """Name a character that may not show."""
    return f"U+{ord(character):04X}"


def _span(token: Token) -> Span:
    return Span(token.start, max(token.end, token.start + 1))
