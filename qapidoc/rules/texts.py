"""The paragraphs of doc comments, and fixes of how they are laid out."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence

from qapidoc.findings import BLANKS, Edit, Fix
from qapidoc.prose.paragraphs import Paragraph, paragraphs
from qapidoc.rules.mend import has_room, rewrapped
from qapidoc.rules.rule import Context
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment


class Paragraphs:
    """The paragraphs of a doc comment, by their places in the file."""

    def __init__(self, context: Context, path: str, doc: DocComment) -> None:
        found = context.passages_of(path, doc)
        self._paragraphs = [part for passage in found for part in paragraphs(passage)]
        self._starts = [part.passage.offset(part.block.start) for part in self._paragraphs]

    def at(self, offset: int) -> Paragraph | None:
        """Give the paragraph that has the character at `offset`."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        paragraph = self._paragraphs[index]
        last = paragraph.passage.offset(paragraph.end - 1)
        return paragraph if offset <= last else None

    def rewrapping(
        self, spans: Sequence[Span], gaps: Sequence[int] = ()
    ) -> Mapping[Span, Fix | None]:
        """Give the fixes that wrap the paragraphs of `spans` anew, one for each paragraph.

        Two blanks take the place of the gaps that begin at the offsets `gaps`, in order.
        """
        fixes: dict[int, Fix | None] = {}
        found: dict[Span, Fix | None] = {}
        for span in spans:
            paragraph = self.at(span.start)
            if paragraph is None:
                continue
            passage = paragraph.passage
            start = passage.offset(paragraph.block.start)
            if start not in fixes:
                first = bisect.bisect_left(gaps, start)
                last = bisect.bisect_right(gaps, passage.offset(paragraph.end - 1))
                widened = {passage.index(gap) for gap in gaps[first:last]}
                fixes[start] = rewrapped(paragraph, widened)
            found[span] = fixes[start]
        return found


def second_blank(
    context: Context, source: Source, path: str, doc: DocComment, spans: Sequence[Span]
) -> Mapping[Span, Fix | None]:
    """Give the fixes that write two blanks in place of each of `spans`, which are single ones.

    If a line becomes too long, its paragraph is wrapped anew, with two blanks in all of them.
    """
    lines = [source.position(span.start).line for span in spans]
    added = Counter(lines)
    fixes: dict[Span, Fix | None] = {}
    full: list[Span] = []
    for span, line in zip(spans, lines, strict=True):
        if has_room(source, span.start, added[line], context.target):
            fixes[span] = Fix("write two blanks", "safe", (Edit(path, span, "  "),), BLANKS)
        else:
            full.append(span)
    if full:
        gaps = [span.start for span in spans]
        fixes |= Paragraphs(context, path, doc).rewrapping(full, gaps)
    return fixes
