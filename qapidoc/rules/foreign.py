"""Markup of other languages than rST."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import msgspec

from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block, InlineKind
from qapidoc.syntax.nodes import LineKind

_FENCE = re.compile(r"^ *`{3,}[\w-]* *$", re.MULTILINE)
_TEXINFO = re.compile(
    r"@(?:acronym|b|cite|code|command|dfn|email|emph|env|file|i|kbd|key|math|option|pxref|ref|samp"
    r"|strong|t|uref|url|var|verb|w|xref)\{[^{}\n]*\}|@(?:bullet|copyright|dots|result|tie)\{\}"
)
_TEXINFO_END = re.compile(
    r"^ *@end (?:enumerate|example|itemize|quotation|table|verbatim)\b", re.MULTILINE
)
_TAG = re.compile(
    r"<(?P<name>a|b|blockquote|code|em|i|kbd|li|ol|p|pre|samp|strong|sub|sup|tt|u|ul|var)"
    r"(?:\s[^<>]*)?>(?=.{0,500}?</(?P=name)>)|<(?:br|hr|p)\s*/>|<br>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|gt|lt|nbsp|quot|mdash|ndash|#\d{2,5});")
_LINK = re.compile(r"\[[^\[\]\n]+\]\((?:https?://|mailto:)[^()\s]+\)")
_HASHES = re.compile(r"^#{1,6} +(?=\S)", re.MULTILINE)
_PIPE = re.compile(r"^\|(?: |$)", re.MULTILINE)


class Foreign(msgspec.Struct, frozen=True):
    """Markup from index ``start`` to ``end`` of a passage, and what to do about it."""

    start: int
    end: int
    advice: str


class _Row(NamedTuple):
    """Markup that is shown as it is, what it has in it, and what to do about it."""

    sign: str
    pattern: re.Pattern[str]
    advice: str


_IN_TEXT = (
    _Row("{", _TEXINFO, "this is Texinfo, and shown as it is; write ``...`` for what is literal"),
    _Row("@end ", _TEXINFO_END, "this is Texinfo, and shown as it is; write it as rST"),
    _Row("<", _TAG, "this is HTML, and shown as it is; write ``...`` for what is literal"),
    _Row("&", _ENTITY, "this is HTML, and shown as it is; write the character itself"),
    _Row("](", _LINK, "this is Markdown, and shown as it is; write `text <address>`__"),
    _Row("# ", _HASHES, "this is Markdown, and shown as it is; underline the title, if it is one"),
)
_FENCED = "this is Markdown; put '::' in place of it, and indent the literal text"
_PIPED = "a '|' at the beginning of a line does not make it literal; put '::' above, and indent it"


def is_texinfo(passage: Passage, index: int) -> bool:
    """Tell whether a command of Texinfo begins at `index` of the text."""
    return any(pattern.match(passage.text, index) for pattern in (_TEXINFO, _TEXINFO_END))


def fences(passage: Passage) -> list[tuple[int, int]]:
    """Give what stands between lines of three backquotes, with these, as indices."""
    text = passage.text
    if "```" not in text:
        return []
    marks = [mark for mark in _FENCE.finditer(text) if not _is_literal(passage, mark.start())]
    pairs = zip_longest(marks[::2], marks[1::2])
    return [(first.end() - len(first[0].lstrip()), (last or first).end()) for first, last in pairs]


def _is_literal(passage: Passage, index: int) -> bool:
    line = passage.section.lines[passage.text.count("\n", 0, index)]
    return line.kind is LineKind.LITERAL


def foreign(passage: Passage) -> Iterator[Foreign]:
    """Give the markup in a passage that is not of rST."""
    text = passage.text
    fenced = fences(passage)
    for start, _ in fenced:
        yield Foreign(start, start + len("```"), _FENCED)
    signs = [row for row in _IN_TEXT if row.sign in text]
    matches = [(match, row.advice) for row in signs for match in row.pattern.finditer(text)]
    if matches:
        shown = [i for i in passage.prose.inlines() if i.kind is InlineKind.TEXT]
        for match, advice in matches:
            at = match.start()
            is_shown = any(inline.start <= at < inline.end for inline in shown)
            if is_shown and not any(start <= at < end for start, end in fenced):
                yield Foreign(at, match.end(), advice)
    if "|" in text:
        yield from _pipes(passage, passage.prose.blocks)


def _pipes(passage: Passage, blocks: Sequence[Block]) -> Iterator[Foreign]:
    for block in blocks:
        if block.kind == "line_block":
            yield Foreign(block.start, block.start + 1, _PIPED)
            continue
        if block.kind == "paragraph":
            lines = list(_PIPE.finditer(passage.text, block.start, block.end))
            if len(lines) > 1:
                yield Foreign(lines[0].start(), lines[0].start() + 1, _PIPED)
        yield from _pipes(passage, block.blocks)
