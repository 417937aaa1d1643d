"""Texts that were meant to say since when something is there, and do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

import msgspec

from qapidoc.edition import Usage
from qapidoc.schema.flow import Flow, flow_of
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.since import NUMBER, TAG, TAG_TEXT, hinted, is_since_tag, opening
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, LineKind, Section, SectionKind

_LIKENESS = 0.75
"""From this ratio on, a word before a number is taken for ``since``."""

_WORD = r"(?P<word>[A-Za-z]{4,6})"
_LINE = re.compile(rf"{_WORD}\s*[:;=.-]?\s*v?(?P<number>{NUMBER})\.?")
_PARENTHESIS = re.compile(
    rf"\(\s*{_WORD}(?P<colon>\s*:)?(?P<blank>\s*)(?P<rest>[^\s();:]+)\s*(?=[;,)]|\n\n|$)"
)
_NUMBER = re.compile(rf"v?{NUMBER}")
_HINT = re.compile(r"\d\.\d")
"""What a text has that says a release, however ``since`` is written in it."""
_UNCLOSED = re.compile(rf"\(\s*since\s*:?\s*v?{NUMBER}", re.IGNORECASE)
_UNOPENED = re.compile(rf"\bsince\s*:?\s*v?{NUMBER}\)", re.IGNORECASE)
_NEARLY = re.compile(
    r"v?\d{1,2}|v?\d{1,2}(?:[.,][\dxyz?]*)+|[xyz](?:\.[xyz])+|tb[ad]|todo|fixme|next|\?+",
    re.IGNORECASE,
)
_REPAIRABLE = re.compile(
    rf"(?:QEMU\s+|version\s+|release\s+)?v?(?P<number>{NUMBER}|\d{{1,2}},\d{{1,2}})\.?",
    re.IGNORECASE,
)


class Misspelt(msgspec.Struct, frozen=True):
    """A since that is none; ``right`` is what it should be, where that is certain.

    ``member`` is the name of what is described there. ``definition`` tells whether it would
    have dated the whole definition. It is none for releases with ``usage``.
    """

    span: Span
    text: str
    right: str | None
    member: str | None = None
    definition: bool = False
    usage: Usage | None = None


def misspelt_sinces(source: Source, doc: DocComment) -> Iterator[Misspelt]:
    """Give all texts of a doc comment that were meant to say a since."""
    tagged = any(is_since_tag(section) for section in doc.sections)
    for section in doc.sections:
        if is_since_tag(section):
            yield from _in_tag(source, section)
            continue
        if section.kind is SectionKind.TEXT and not tagged and doc.symbol is not None:
            yield from _paragraphs(source, section)
        if hinted(source, section) or _HINT.search(source.text, section.start, section.end):
            described = section.name if section.kind in DESCRIPTIONS else None
            member = described.value if described is not None else None
            flow = flow_of(source, section)
            for start, end, right in _in_text(flow):
                yield Misspelt(flow.span(start, end), flow.text[start:end], right, member)


def like_since(word: str) -> bool:
    """Tell whether a word may be ``since``, mistyped."""
    return SequenceMatcher(a=word.lower(), b=TAG.lower()).ratio() >= _LIKENESS


def _in_tag(source: Source, section: Section) -> Iterator[Misspelt]:
    """Look at the text of a tag, and at its colon."""
    assert section.name is not None
    flow = flow_of(source, section)
    text = flow.text.partition("\n")[0]
    if not text:
        return
    span = flow.span(0, len(text))
    if not source.text.startswith(":", section.name.end):
        whole = Span(section.start, span.end)
        usage = Usage.UNCHECKED_DOC_COMMENT
        yield Misspelt(whole, source.slice(whole), f"{TAG}: {text}", definition=True, usage=usage)
    elif TAG_TEXT.match(text) is None:
        yield Misspelt(span, text, _repaired(text), definition=True)


def _repaired(text: str) -> str | None:
    """Give the number that a text can only have meant."""
    match = _REPAIRABLE.fullmatch(text.strip())
    return match["number"].replace(",", ".") if match is not None else None


def _paragraphs(source: Source, section: Section) -> Iterator[Misspelt]:
    """Give lines that are paragraphs of a definition's own text, and were meant as its tag."""
    blank = True
    for line, after in zip_longest(section.lines, section.lines[1:]):
        alone = blank and (after is None or after.kind is LineKind.BLANK)
        blank = line.kind is LineKind.BLANK
        text = source.text[line.start : line.end]
        match = _LINE.fullmatch(text)
        if match is not None and alone and not line.indent and like_since(match["word"]):
            yield Misspelt(line.span, text, f"{TAG}: {match['number']}", definition=True)


def _in_text(flow: Flow) -> Iterator[tuple[int, int, str | None]]:
    """Give stretches of prose, and what they should be."""
    for match in _PARENTHESIS.finditer(flow.text):
        faulty, right = _parenthesis(match)
        if faulty:
            yield match.start("word"), match.end("rest"), right
    for match in _UNCLOSED.finditer(flow.text):
        if flow.text.find(")", match.end(), flow.paragraph(match.start())[1]) < 0:
            yield *match.span(), f"{match.group()})"
    for match in _UNOPENED.finditer(flow.text):
        if opening(flow, match.start()) is None:
            yield *match.span(), f"({match.group()}"


def _parenthesis(match: re.Match[str]) -> tuple[bool, str | None]:
    """Tell whether a parenthesis begins with a misspelt since, and what it should be."""
    word, rest = match["word"], match["rest"]
    if word.lower() != TAG.lower():
        meant = _NUMBER.fullmatch(rest) is not None and like_since(word)
        return meant, f"since {rest}"
    if _NUMBER.match(rest) is not None:
        apart = match["blank"] or match["colon"]
        return not apart, f"{word} {rest}"
    if not match["colon"] and _NEARLY.fullmatch(rest) is None:
        return False, None
    right = _repaired(rest)
    return True, f"{word} {right}" if right is not None else None
