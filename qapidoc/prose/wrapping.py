"""Paragraphs wrapped anew, so that docutils reads the same in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

from qapidoc.prose.paragraphs import Paragraph
from qapidoc.prose.sentences import ends_at
from qapidoc.source import Span
from qapidoc.syntax.layout import DESCRIPTION_INDENT

_MARK = "# "
_LINE_END = re.compile(r" *\n *")
_MARGIN = re.compile(r"# +")
_RULE = re.compile(r"\W+")
_BULLET = re.compile(r" *(?:[-*+\u2022]|\(?\w{1,5}[.)]) +")
_DIRECTIVE = re.compile(r" *(\.\. )[\w:-]+:: +")
_DIRECTIVE_INDENT = 3
_NO_BEGINNING = re.compile(
    r"[-*+\u2022]$|\(?(?:\d+|\w|#|[ivxlcdmIVXLCDM]+)[.)]$|\.\.|__|\||>>>|:|--?\w|/\w|=|\W+$|@[^:\s]*:|[A-Z]\w*:$"
)
"""Words that would be, at the beginning of a line, more than words: to docutils, or to QEMU."""


class Wrapped(msgspec.Struct, frozen=True):
    """The lines that take the place of ``span`` in the file, each but the first with its mark."""

    span: Span
    text: str


class _Word(msgspec.Struct, frozen=True):
    text: str
    gap: str
    """What stands between it and the word before, if they are on one line."""

    @property
    def may_begin(self) -> bool:
        return _NO_BEGINNING.match(self.text) is None


def wrapped(
    paragraph: Paragraph,
    index: int,
    columns: int,
    widened: Collection[int] = (),
    *,
    shift: int = 0,
) -> Wrapped | None:
    """Wrap a paragraph anew, from the line of `index` in its passage to its end.

    No line gets longer than `columns`. Two blanks take the place of the gaps that begin at
    `widened`. With `shift`, the lines are indented by so much more; of the first, that is left to
    the caller. ``None`` if it is impossible, if docutils complains of the paragraph, if ``::``
    stands on a line of its own below it, or if it is laid out in some other way.
    """
    passage = paragraph.passage
    place = range(paragraph.block.start, paragraph.end)
    begins_literal = passage.text[paragraph.end :].lstrip().startswith("::")
    if begins_literal or any(message.start in place for message in passage.prose.messages):
        return None
    margin = _margin(paragraph)
    if margin is None:
        return None
    margin += shift
    line_start = passage.text.rfind("\n", 0, index) + 1
    start = max(line_start, paragraph.block.start)
    while passage.text[start] == " ":
        start += 1
    offset = passage.offset(start)
    column = offset - passage.source.line_span(passage.source.position(offset).line).start
    words = list(_words(paragraph, start, widened))
    lines = _lines(words, columns - column - shift, columns - margin)
    if lines is None:
        return None
    span = Span(offset, passage.offset(paragraph.end - 1) + 1)
    text = ("\n" + "#".ljust(margin)).join(lines)
    return Wrapped(span, text) if text != passage.source.slice(span) else None


def _margin(paragraph: Paragraph) -> int | None:
    """Give how many characters stand before the text of the second and further lines."""
    passage, first = paragraph.passage, paragraph.first
    source = passage.source
    margins = set()
    for line in range(first + 1, paragraph.last + 1):
        start = passage.lines.offsets[line]
        before = source.text[paragraph.line_span(line).start : start]
        if _MARGIN.fullmatch(before) is None:
            return None
        margins.add(len(before))
    if margins:
        return margins.pop() if len(margins) == 1 else None
    start = passage.offset(paragraph.block.start)
    column = start - paragraph.line_span(first).start
    before = paragraph.before
    directive = _DIRECTIVE.fullmatch(before)
    if passage.section.inline and not first:
        is_alone = not before and _is_empty(paragraph, first + 1)
        return len(_MARK) + DESCRIPTION_INDENT if is_alone else None
    if directive is not None:
        return column - len(before) + directive.start(1) + _DIRECTIVE_INDENT
    return column if not before.strip() or _BULLET.fullmatch(before) else None


def _is_empty(paragraph: Paragraph, line: int) -> bool:
    """Tell whether a line of the passage, or the first behind it, has no text."""
    source = paragraph.passage.source
    below = source.position(paragraph.line_span(line - 1).end).line + 1
    if below > len(source.line_starts):
        return False
    return not source.slice(source.line_span(below)).strip("# \t")


def _words(paragraph: Paragraph, start: int, widened: Collection[int]) -> Iterator[_Word]:
    text = paragraph.passage.text
    before = ""
    at = start
    for gap in paragraph.gaps:
        if gap.start < start:
            continue
        yield _Word(_LINE_END.sub(" ", text[at : gap.start]), before)
        is_wide = gap.start in widened or (gap.is_line_end and ends_at(paragraph, gap))
        before = "  " if is_wide else " " if gap.is_line_end else text[gap.start : gap.end]
        at = gap.end
    yield _Word(_LINE_END.sub(" ", text[at : paragraph.end]), before)


def _lines(words: list[_Word], first: int, others: int) -> list[str] | None:
    """Put as many words on each line as fit, but none at a beginning that may not stand there."""
    lines: list[list[_Word]] = [[]]
    for word in words:
        room = first if len(lines) == 1 else others
        if not lines[-1] or len(_joined([*lines[-1], word])) <= room:
            lines[-1].append(word)
            continue
        carried = [word]
        while not carried[0].may_begin and len(lines[-1]) > 1:
            carried.insert(0, lines[-1].pop())
        if not carried[0].may_begin:
            return None
        lines.append(carried)
    texts = [_joined(line) for line in lines]
    fits = len(texts[0]) <= first and all(len(text) <= others for text in texts[1:])
    is_ruled = any(_RULE.fullmatch(text) for text in texts)  # as the lines of a title are
    return texts if fits and not is_ruled else None


def _joined(words: list[_Word]) -> str:
    return words[0].text + "".join(word.gap + word.text for word in words[1:])
