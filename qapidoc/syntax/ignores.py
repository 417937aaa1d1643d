"""Comments that suppress findings: ``# qapidoc: ignore[rule, …] reason``."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, Item, Name, Unread
from qapidoc.syntax.notation import Token
from qapidoc.syntax.problems import SyntaxKind, SyntaxProblem

MARK = "qapidoc"
"""What a text without cannot have such a comment."""

_MEANT = re.compile(r"#+\s*qapidoc\s*(?::|ignore[\w-]*\s*\[)", re.IGNORECASE)
_IN_DOC = re.compile(r"^[ \t]*#+[ \t]*qapidoc[ \t]*:[ \t]*ignore", re.IGNORECASE | re.MULTILINE)
_RIGHT = re.compile(r"# qapidoc: (?P<verb>ignore|ignore-file)\[(?P<names>[^]]*)\](?=\s|\Z)")
_NEARLY = re.compile(
    r"#\s*qapidoc\s*:?\s*(?P<verb>ignore(?:[-_ ]?file)?)\s*[:=]?\s*\[(?P<names>[^]]*)\]",
    re.IGNORECASE,
)
_VERB = re.compile(r"#+\s*qapidoc\s*:?\s*(?P<verb>[\w-]*)\s*(?P<bracket>\[?)", re.IGNORECASE)
_NAME = re.compile(r"[^\s,]+(?:[^,]*[^\s,])?")


class Ignore(msgspec.Struct, frozen=True):
    """A comment that suppresses findings of the rules or families in ``names``.

    ``span`` is that of the comment. ``scope`` is the stretch that it holds for, ``None`` for the
    whole file; ``readable`` tells whether all of that could be read.
    """

    span: Span
    names: tuple[Name, ...]
    scope: Span | None
    readable: bool = True


class Block(msgspec.Struct, frozen=True):
    """A doc comment and the expression that it is about, or one of them alone."""

    items: tuple[Item, ...]

    @property
    def span(self) -> Span:
        """The stretch from the first item to the last."""
        return Span(self.items[0].start, self.items[-1].end)

    @property
    def readable(self) -> bool:
        """Whether all of it could be read."""
        return not any(isinstance(item, Unread) for item in self.items)


def blocks(items: Sequence[Item]) -> list[Block]:
    """Put doc comments together with the expressions that follow them."""
    found: list[Block] = []
    for item in items:
        last = found[-1].items[-1] if found else None
        if (
            isinstance(last, DocComment)
            and last.symbol is not None
            and not isinstance(item, DocComment)
        ):
            found[-1] = Block((last, item))
        else:
            found.append(Block((item,)))
    return found


def block_at(found: Sequence[Block], offset: int) -> Block | None:
    """Give the block that holds `offset`."""
    index = bisect.bisect_right(found, offset, key=lambda block: block.span.start) - 1
    return found[index] if index >= 0 and offset < found[index].span.end else None


def read_ignores(
    source: Source, tokens: Sequence[Token], items: Sequence[Item]
) -> tuple[tuple[Ignore, ...], list[SyntaxProblem]]:
    """Give the comments of a file that suppress findings, and what is wrong with such comments."""
    if MARK not in source.text.lower():
        return (), []
    reader = _Reader(source, items)
    for token in tokens:
        if token.type == "COMMENT" and _MEANT.match(token.text) is not None:
            reader.comment(token)
    for item in items:
        if isinstance(item, DocComment):
            reader.doc_comment(item)
    return tuple(reader.ignores), reader.problems


class _Reader:
    def __init__(self, source: Source, items: Sequence[Item]) -> None:
        self.source = source
        self.blocks = blocks(items)
        self.ends = [block.span.end for block in self.blocks]
        self.readable = all(block.readable for block in self.blocks)
        self.ignores: list[Ignore] = []
        self.problems: list[SyntaxProblem] = []

    def report(self, span: Span, message: str, mend: tuple[Span, str] | None = None) -> None:
        self.problems.append(SyntaxProblem(SyntaxKind.IGNORE, span, message, mend=mend))

    def comment(self, token: Token) -> None:
        index = bisect.bisect_right(self.ends, token.start)
        block = self.blocks[index] if index < len(self.blocks) else None
        span = Span(token.start, token.start + len(token.text.rstrip()))
        match = _RIGHT.match(token.text)
        inside = block is not None and any(i.start < token.start < i.end for i in block.items)
        if inside and block is not None and not block.readable:
            return
        if inside or not self.is_alone(token.start):
            message = (
                "an ignore has no effect here; write it on a line of its own,"
                " above the doc comment or expression"
            )
            self.report(span, message)
        elif match is None:
            self.misspelt(token, span)
        elif match["verb"] == "ignore-file":
            if index or (block is not None and block.span.start < token.start):
                message = (
                    "'ignore-file' has no effect here; write it above the first item of the file"
                )
                self.report(span, message)
            else:
                self.add(token, span, match, None, self.readable)
        elif block is None:
            self.report(span, "no doc comment or expression follows this ignore; remove it")
        else:
            self.add(token, span, match, block.span, block.readable)

    def is_alone(self, start: int) -> bool:
        """Tell whether nothing but blanks stands before `start` on its line."""
        line = self.source.line_starts[self.source.position(start).line - 1]
        return not self.source.text[line:start].strip(" \t\f\ufeff")

    def misspelt(self, token: Token, span: Span) -> None:
        """Report a comment that does not say what it was meant to."""
        nearly = _NEARLY.match(token.text)
        if nearly is not None:
            verb = "ignore-file" if "file" in nearly["verb"].lower() else "ignore"
            right = f"# qapidoc: {verb}[{nearly['names']}]"
            rest = token.text[nearly.end() :].rstrip()
            gap = " " if rest and not rest[0].isspace() else ""
            self.report(span, f"write '{right}'", (span, f"{right}{gap}{rest}"))
            return
        told = _VERB.match(token.text)
        assert told is not None
        verb = told["verb"]
        if not verb:
            message = "say what this comment is for; there are 'ignore' and 'ignore-file'"
        elif verb not in {"ignore", "ignore-file"}:
            message = f"qapidoc has no comment '{verb}'; there are 'ignore' and 'ignore-file'"
        elif told["bracket"]:
            message = f"the '[' of this '{verb}' is not closed; write ']' behind the names"
        else:
            message = _nameless(verb)
        self.report(span, message)

    def add(
        self,
        token: Token,
        span: Span,
        match: re.Match[str],
        scope: Span | None,
        readable: bool,
    ) -> None:
        start = token.start + match.start("names")
        names = tuple(
            Name(start + found.start(), start + found.end(), found.group())
            for found in _NAME.finditer(match["names"])
        )
        if len(names) != match["names"].count(",") + 1:
            self.report(
                span, "there is a ',' without a name" if names else _nameless(match["verb"])
            )
        if names:
            self.ignores.append(Ignore(span, names, scope, readable))

    def doc_comment(self, doc: DocComment) -> None:
        """Report what looks like such a comment in a doc comment, of which it is text."""
        for line in self.lines(doc):
            message = "an ignore in a doc comment is text of it; move it above the '##'"
            self.report(line, message)

    def lines(self, doc: DocComment) -> Iterator[Span]:
        for match in _IN_DOC.finditer(self.source.text, doc.start, doc.end):
            line = self.source.line_span(self.source.position(match.end()).line)
            text = self.source.slice(line)
            yield Span(line.start + len(text) - len(text.lstrip()), line.end)


def _nameless(verb: str) -> str:
    return f"name the rules that this '{verb}' is for, as in '# qapidoc: {verb}[since-missing]'"
