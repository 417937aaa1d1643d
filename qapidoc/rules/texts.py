"""The paragraphs of doc comments, for rules on how they are laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qapidoc.findings import BLANKS, Edit, Fix
from qapidoc.prose.paragraphs import Paragraph, paragraphs
from qapidoc.rules.mend import has_room, rewrapped
from qapidoc.rules.rule import Context
from qapidoc.source import Span
from qapidoc.syntax.nodes import DocComment


def paragraph_at(context: Context, path: str, doc: DocComment, offset: int) -> Paragraph | None:
    """Give the paragraph of a doc comment that has the character at `offset`."""
    for passage in context.passages_of(path, doc):
        if passage.section.start <= offset < passage.section.end:
            for paragraph in paragraphs(passage):
                start, end = paragraph.block.start, paragraph.end - 1
                if passage.offset(start) <= offset <= passage.offset(end):
                    return paragraph
    return None


def second_blank(
    context: Context, path: str, doc: DocComment, spans: Sequence[Span]
) -> Mapping[Span, Fix]:
    """Give the fixes that write two blanks in place of each of `spans`, which are single ones.

    If its line becomes too long, the paragraph is wrapped anew, with two blanks in all of them.
    """
    source = context.schema.source(path)
    lines = [source.position(span.start).line for span in spans]
    added = Counter(lines)
    fixes: dict[Span, Fix] = {}
    for span, line in zip(spans, lines, strict=True):
        if has_room(source, span.start, added[line], context.target):
            fixes[span] = Fix("write two blanks", "safe", (Edit(path, span, "  "),), BLANKS)
            continue
        paragraph = paragraph_at(context, path, doc, span.start)
        if paragraph is not None:
            gaps = {paragraph.passage.index(other.start) for other in spans}
            fix = rewrapped(paragraph, gaps)
            if fix is not None:
                fixes[span] = fix
    return fixes
