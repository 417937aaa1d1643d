"""Doc comments: text to nodes, by `doc.lark`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from qapidoc.edition import Usage
from qapidoc.source import Span
from qapidoc.syntax.layout import Layout, Part
from qapidoc.syntax.nodes import DocComment, LineKind, Name, Section, SectionKind
from qapidoc.syntax.notation import Notation, Token
from qapidoc.syntax.problems import SyntaxKind, SyntaxProblem

_LINE_ENDS = frozenset({"LEAD", "CRAMPED", "VOID", "EMPTY", "CLOSE"})
"""The tokens that begin with the end of the line before."""


_SIGILS: Mapping[SectionKind, int] = {SectionKind.MEMBER: 1, SectionKind.FEATURE: 1}
"""How many characters stand before the name in a head."""

Content = tuple[Name | None, list[Section]]


class DocBuilder:
    """Callbacks of the parser, one for each rule of `doc.lark`."""

    def comment(self, children: Sequence[Any]) -> DocComment:
        opening, (symbol, sections), *closing = children
        end = opening.start + len(opening.text)
        for part in (symbol, *sections[-1:]):
            end = part.end if part is not None else end
        for part in closing:
            end = part.start + len(part.text)
        return DocComment(opening.start, end, symbol, tuple(sections), bool(closing))

    def nothing(self, _children: Sequence[Any]) -> Content:
        return None, []

    def free(self, children: Sequence[Part]) -> Content:
        return None, [_section(SectionKind.TEXT, children[0])]

    def definition(self, children: Sequence[Any]) -> Content:
        symbol, sections = children
        if symbol.inline:
            line = symbol.lines[0]
            text = Section(line.start, line.end, SectionKind.TEXT, None, (line,), inline=True)
            sections.insert(0, text)
        return _name(symbol, 1), sections

    def none(self, _children: Sequence[Any]) -> list[Section]:
        return []

    def text(self, children: Sequence[Any]) -> list[Section]:
        return _add(SectionKind.TEXT, *children)

    def member(self, children: Sequence[Any]) -> list[Section]:
        return _add(SectionKind.MEMBER, *children)

    def feature(self, children: Sequence[Any]) -> list[Section]:
        return _add(SectionKind.FEATURE, *children)

    def features(self, children: Sequence[Any]) -> list[Section]:
        return _add(SectionKind.FEATURES, *children)

    def tag(self, children: Sequence[Any]) -> list[Section]:
        return _add(SectionKind.TAG, *children)


def _add(kind: SectionKind, sections: list[Section], part: Part) -> list[Section]:
    sections.append(_section(kind, part))
    return sections


def _section(kind: SectionKind, part: Part) -> Section:
    lines = part.lines
    while lines and lines[-1].kind is LineKind.BLANK:
        del lines[-1]
    end = lines[-1].end if lines else part.start + len(part.text.rstrip())
    name = _name(part, _SIGILS.get(kind, 0)) if kind is not SectionKind.TEXT else None
    return Section(part.start, end, kind, name, tuple(lines), part.inline)


def _name(head: Part, skip: int) -> Name:
    """Give the name in a head like ``@name:`` or ``Tag:``, whose first `skip` characters go."""
    raw = head.text[skip:].rstrip()
    value = raw.removesuffix(":")
    start = head.start + skip
    return Name(start, start + len(value), value)


@cache
def doc_notation() -> Notation:
    """Give the notation of doc comments, loaded once a process."""
    return Notation("doc", DocBuilder())


def read_doc(text: str, offset: int) -> tuple[DocComment, list[Token], list[SyntaxProblem]]:
    """Read the block `text`, which begins at `offset` of its file."""
    notation = doc_notation()
    tokens = list(notation.tokens(text, offset))
    layout = Layout(tokens)
    parser = notation.parser()
    for part in layout.parts:
        parser.feed(part)
    doc: DocComment = parser.finish()
    return doc, tokens, list(_problems(doc, tokens, layout, text))


def _problems(
    doc: DocComment, tokens: Sequence[Token], layout: Layout, text: str
) -> Sequence[SyntaxProblem]:
    found = []

    def report(start: int, end: int, message: str, mend: tuple[Span, str] | None = None) -> None:
        span = Span(start, end)
        usage = Usage.FREE_DOC_COMMENT
        found.append(SyntaxProblem(SyntaxKind.DOC_COMMENT, span, message, usage, mend=mend))

    for token in (tokens[0], tokens[-1]):
        marks = token.text.lstrip("\r\n")
        if token.type in {"OPEN", "CLOSE"} and marks.endswith((" ", "\t")):
            at = token.end - len(marks) + len(marks.rstrip())
            if marks.strip() == "##":
                blanks = Span(at, token.end)
                report(at, token.end, "remove the blanks behind '##'", (blanks, ""))
    opening = tokens[0]
    if opening.text.rstrip() != "##":
        report(
            opening.start + 2,
            opening.end,
            "a doc comment opens with a line of '##' alone; move the rest to a line of its own,"
            " or start the comment with a single '#'",
        )
    for start in layout.cramped:
        if text.startswith("##", start - opening.start):
            message = "this line of a doc comment starts with '##' but does not close it"
            report(start, start + 1, message)
        else:
            message = "put a blank between '#' and the text of a doc comment"
            report(start, start + 1, message, (Span(start + 1, start + 1), " "))
    if doc.symbol is not None:
        found.extend(_symbol_problems(doc.symbol, tokens))
        found.extend(_at_problems(doc, layout.references))
    for section in doc.sections:
        if section.name is not None and not section.name.value.strip():
            report(section.start, section.name.end + 1, "there is no name between '@' and ':'")
    return found


def _symbol_problems(symbol: Name, tokens: Sequence[Token]) -> Sequence[SyntaxProblem]:
    index = next(i for i, t in enumerate(tokens) if t.start == symbol.start - 1)
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    span = Span(symbol.start - 1, max(symbol.end, symbol.start))
    if not symbol.value.strip():
        message = "there is no name after '@'; write '@Name:', the definition's own name"
    elif symbol.value.split() != [symbol.value]:
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


def _at_problems(doc: DocComment, references: Sequence[Token]) -> Iterator[SyntaxProblem]:
    """Report paragraphs that the front end takes for descriptions, for the colon in them."""
    texts = {token.start: token.text for token in references}
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
