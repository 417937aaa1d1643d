"""Texts that were meant to say since when something is there, and do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec

from qapidoc.edition import Usage
from qapidoc.schema.flow import Flow, flow_of
from qapidoc.schema.since import NUMBER, TAG, is_since_tag, opening
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, LineKind, Section, SectionKind

_LIKENESS = 0.75
"""From this ratio on, a word before a number is taken for ``since``."""

_WORD = r"(?P<word>[A-Za-z]{4,6})"
_HINT = re.compile(r"\([A-Za-z]{4,6}\b|since[^()]*\)", re.IGNORECASE)
"""Any parenthesis that could be meant."""

_LINE = re.compile(rf"{_WORD}\s*[:;=.-]?\s*v?(?P<number>{NUMBER})\.?")
_PARENTHESIS = re.compile(
    rf"\(\s*{_WORD}(?P<colon>\s*:)?(?P<blank>\s*)(?P<rest>[^\s();:]+)\s*(?=[;,)]|\n\n|$)"
)
_NUMBER = re.compile(rf"v?{NUMBER}")
_UNCLOSED = re.compile(rf"\(\s*since\s*:?\s*v?{NUMBER}", re.IGNORECASE)
_UNOPENED = re.compile(rf"\bsince\s*:?\s*v?{NUMBER}\)", re.IGNORECASE)
_NEARLY = re.compile(
    r"v?\d{1,2}|v?\d{1,2}(?:[.,][\dxyz?]*)+|[xyz](?:\.[xyz])+|tb[ad]|todo|fixme|next|\?+",
    re.IGNORECASE,
)
_REPAIRABLE = re.compile(
    r"(?:QEMU\s+|version\s+|release\s+)?v?(\d{1,4})[.,](\d{1,4})\.?", re.IGNORECASE
)


class Misspelt(msgspec.Struct, frozen=True):
    """A since that is none; ``right`` is what it should be, where that is certain.

    ``definition`` tells whether it would have dated the whole definition. It is none for
    releases with ``usage``.
    """

    span: Span
    text: str
    right: str | None
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
        if _HINT.search(source.text, section.start, section.end) is not None:
            yield from _in_text(flow_of(source, section))


def like_since(word: str) -> bool:
    """Tell whether a word may be ``since``, mistyped."""
    return SequenceMatcher(a=word.lower(), b=TAG.lower()).ratio() >= _LIKENESS


def _in_tag(source: Source, section: Section) -> Iterator[Misspelt]:
    assert section.name is not None
    flow = flow_of(source, section)
    if not flow.text.strip():
        return
    text = flow.text.partition("\n")[0]
    span = flow.span(0, len(text))
    if not source.text.startswith(":", section.name.end):
        whole = Span(section.start, span.end)
        usage = Usage.UNCHECKED_DOC_COMMENT
        yield Misspelt(whole, source.slice(whole), f"{TAG}: {text}", definition=True, usage=usage)
    elif not re.compile(rf"{NUMBER}(?=$|[\s,;(])").match(text):
        yield Misspelt(span, text, _repaired(text), definition=True)


def _repaired(text: str) -> str | None:
    match = _REPAIRABLE.fullmatch(text.strip())
    if match is not None:
        return f"{match[1]}.{match[2]}"
    match = re.fullmatch(rf"(?:QEMU\s+|v)?({NUMBER})\.?", text.strip(), re.IGNORECASE)
    return match[1] if match is not None else None


def _paragraphs(source: Source, section: Section) -> Iterator[Misspelt]:
    """Give lines that are paragraphs of a definition's own text, and were meant as its tag."""
    before = LineKind.BLANK
    for line, after in zip(section.lines, [*section.lines[1:], None], strict=True):
        alone = before is LineKind.BLANK and (after is None or after.kind is LineKind.BLANK)
        before = line.kind
        text = source.text[line.start : line.end]
        match = _LINE.fullmatch(text)
        if match is not None and alone and not line.indent and like_since(match["word"]):
            yield Misspelt(line.span, text, f"{TAG}: {match['number']}", definition=True)


def _in_text(flow: Flow) -> Iterator[Misspelt]:
    for match in _PARENTHESIS.finditer(flow.text):
        fault = _parenthesis(match)
        if fault is not None:
            yield Misspelt(
                flow.span(match.start(), match.end("rest")), match.group(), fault or None
            )
    for match in _UNCLOSED.finditer(flow.text):
        if flow.text.find(")", match.end(), flow.paragraph(match.start())[1]) < 0:
            yield Misspelt(flow.span(*match.span()), match.group(), f"{match.group()})")
    for match in _UNOPENED.finditer(flow.text):
        if opening(flow, match.start()) is None:
            yield Misspelt(flow.span(*match.span()), match.group(), f"({match.group()}")


def _parenthesis(match: re.Match[str]) -> str | None:
    """Give what a parenthesis should begin with, "" if that is unknown, `None` if it is right."""
    word, rest = match["word"], match["rest"]
    numbered = _NUMBER.match(rest) is not None
    if word.lower() == TAG.lower():
        if numbered:
            return None if match["blank"] or match["colon"] else f"({word} {rest}"
        if _NEARLY.fullmatch(rest) or match["colon"]:
            right = _repaired(rest)
            return f"({word} {right}" if right else ""
        return None
    return f"(since {rest}" if _NUMBER.fullmatch(rest) and like_since(word) else None
