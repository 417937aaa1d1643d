"""Doc comments: text to nodes, by `doc.lark`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from lark import Transformer

from qapidoc.edition import Usage
from qapidoc.source import Span
from qapidoc.syntax.layout import Layout, Part
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Name, Section, SectionKind
from qapidoc.syntax.notation import Notation, Token
from qapidoc.syntax.problems import SyntaxKind, SyntaxProblem

_LINE_ENDS = frozenset({"LEAD", "VOID", "EMPTY", "CLOSE"})
"""The tokens that begin with the end of the line before."""


class DocBuilder(Transformer[Any, Any]):
    """Callbacks of the parser, one for each rule of `doc.lark`."""

    def comment(self, children: Sequence[Any]) -> DocComment:
        symbol: Name | None = None
        sections: tuple[Section, ...] = ()
        for child in children:
            if isinstance(child, tuple):
                symbol, sections = child
            elif isinstance(child, Section):
                sections = (child,)
        last = children[-1]
        closed = isinstance(last, Part) and last.type == "CLOSE"
        ends = [child for child in children if isinstance(child, Part) and child.type != "EMPTY"]
        end = max(
            [part.start + len(part.text) for part in ends]
            + [section.end for section in sections]
            + [symbol.end if symbol else 0]
        )
        return DocComment(children[0].start, end, symbol, sections, closed)

    def definition(self, children: Sequence[Any]) -> tuple[Name, tuple[Section, ...]]:
        return children[0], tuple(children[1:])

    def symbol(self, parts: Sequence[Part]) -> Name:
        return _name(parts[0], 1)

    def text(self, parts: Sequence[Part]) -> Section:
        return _section(SectionKind.TEXT, None, parts)

    def member(self, parts: Sequence[Part]) -> Section:
        return _section(SectionKind.MEMBER, _name(parts[0], 1), parts)

    def feature(self, parts: Sequence[Part]) -> Section:
        return _section(SectionKind.FEATURE, _name(parts[0], 1), parts)

    def tag(self, parts: Sequence[Part]) -> Section:
        return _section(SectionKind.TAG, _name(parts[0], 0), parts)

    def features(self, parts: Sequence[Part]) -> Section:
        return _section(SectionKind.FEATURES, _name(parts[0], 0), parts)


def _name(head: Part, skip: int) -> Name:
    """Give the name in a head like ``@name:`` or ``Tag:``, whose first `skip` characters go."""
    raw = head.text[skip:].rstrip()
    value = raw.removesuffix(":")
    start = head.start + skip
    return Name(start, start + len(value), value)


def _section(kind: SectionKind, name: Name | None, parts: Sequence[Part]) -> Section:
    body = parts[1:] if name else parts
    lines = [_line(part) for part in body]
    while lines and lines[-1].kind is LineKind.BLANK:
        del lines[-1]
    inline = bool(body) and body[0].type == "REST"
    head_end = parts[0].start + len(parts[0].text.rstrip())
    return Section(
        parts[0].start, lines[-1].end if lines else head_end, kind, name, tuple(lines), inline
    )


def _line(part: Part) -> Line:
    if part.type == "EMPTY":
        end = part.start + len(part.text)
        return Line(end, end, LineKind.BLANK, 0)
    return Line(part.start, part.start + len(part.text.rstrip()), part.kind, part.indent)


@cache
def doc_notation() -> Notation:
    """Give the notation of doc comments, loaded once a process."""
    return Notation("doc", DocBuilder())


def read_doc(text: str, offset: int) -> tuple[DocComment, list[Token], list[SyntaxProblem]]:
    """Read the block `text`, which begins at `offset` of its file."""
    notation = doc_notation()
    tokens = list(notation.tokens(text, offset))
    parser = notation.parser()
    for part in Layout().parts(tokens):
        parser.feed(part)
    doc: DocComment = parser.finish()
    return doc, tokens, list(_problems(doc, tokens))


def _problems(doc: DocComment, tokens: Sequence[Token]) -> Sequence[SyntaxProblem]:
    found = []

    def report(start: int, end: int, message: str) -> None:
        found.append(
            SyntaxProblem(SyntaxKind.DOC_COMMENT, Span(start, end), message, Usage.FREE_DOC_COMMENT)
        )

    for token in (tokens[0], tokens[-1]):
        marks = token.text.lstrip("\r\n")
        if token.type in {"OPEN", "CLOSE"} and marks.endswith((" ", "\t")):
            at = token.end - len(marks) + len(marks.rstrip())
            if marks.strip() == "##":
                report(at, token.end, "remove the blanks behind '##'")
    opening = tokens[0]
    if opening.text.rstrip() != "##":
        report(
            opening.start + 2,
            opening.end,
            "a doc comment opens with a line of '##' alone; move the rest to a line of its own,"
            " or start the comment with a single '#'",
        )
    for index, token in enumerate(tokens):
        if token.type == "LEAD" and not token.text.endswith(" "):
            if tokens[index + 1].text.startswith("#"):
                message = "this line of a doc comment starts with '##' but does not close it"
            else:
                message = "put a blank between '#' and the text of a doc comment"
            report(token.end - 1, token.end, message)
    if doc.symbol is not None:
        found.extend(_symbol_problems(doc.symbol, tokens))
        found.extend(_at_problems(doc, tokens))
    for section in doc.sections:
        if section.name is not None and not section.name.value.strip():
            report(section.start, section.name.end + 1, "there is no name between '@' and ':'")
    return found


def _symbol_problems(symbol: Name, tokens: Sequence[Token]) -> Sequence[SyntaxProblem]:
    index = next(i for i, t in enumerate(tokens) if t.start == symbol.start - 1)
    after = next((t for t in tokens[index + 1 :] if t.type != "GAP"), None)
    span = Span(symbol.start - 1, max(symbol.end, symbol.start))
    if not symbol.value.strip():
        message = "there is no name after '@'; write '@Name:', the definition's own name"
    elif any(character.isspace() for character in symbol.value):
        message = f"'@{symbol.value}' is no name; write '@Name:', the definition's own name"
    elif tokens[index].type == "AT_TEXT":
        message = f"put a colon after '@{symbol.value}'"
    elif any(token.type == "EMPTY" for token in tokens[:index]):
        message = f"remove the blank lines above '@{symbol.value}:', which must come first"
    elif after is not None and after.type not in _LINE_ENDS:
        message = f"begin the text on the line below '@{symbol.value}:'"
        span = Span(after.start, after.end)
    else:
        return []
    return [SyntaxProblem(SyntaxKind.DOC_SYMBOL, span, message, Usage.FREE_DOC_COMMENT)]


def _at_problems(doc: DocComment, tokens: Sequence[Token]) -> Iterator[SyntaxProblem]:
    """Report paragraphs that the front end takes for descriptions, for the colon in them."""
    texts = {token.start: token.text for token in tokens if token.type == "AT_TEXT"}
    if not texts:
        return
    for section in doc.sections:
        for before, line in pairwise((None, *section.lines)):
            goes_on = before is not None and before.kind is not LineKind.BLANK and not before.indent
            if line is None or line.indent or goes_on:
                continue
            name, colon, _rest = texts.get(line.start, "").partition(":")
            if colon:
                message = (
                    f"a paragraph that begins with '{name}:' describes a member of that name;"
                    " put the colon right after the name, or begin with another word"
                )
                span = Span(line.start, line.start + len(name) + 1)
                yield SyntaxProblem(
                    SyntaxKind.DOC_COMMENT, span, message, Usage.PROSE_LIKE_DESCRIPTION
                )
