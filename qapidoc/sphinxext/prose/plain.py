"""Text of before rST (until 5.1): paragraphs, lists, and literal lines behind a pipe.

Nothing in it is wrong: what is no markup is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from docutils import nodes

from qapidoc.sphinxext.prose.literal import literal
from qapidoc.sphinxext.prose.mentions import with_mentions
from qapidoc.sphinxext.prose.passage import Passage, Scope
from qapidoc.syntax.nodes import LineKind

OPTIONAL = "#optional"
"""How the text of a member began, if it was optional (until 2.8)."""

_BULLET = re.compile(r"[*-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_DRAWING = re.compile(r"[-+=]{6,}|\S {3,}\S")
"""What drawings and tables have in more than one line."""
_INLINE = re.compile(
    r"(?P<literal>``[^`\n]+``)"
    r"|(?P<strong>(?<![\w*/-])\*(?=\w)[^*\n]*\w\*(?![\w*]))"
    r"|(?P<link>https?://[^\s<>\"']*[\w/])"
)


@dataclass(frozen=True)
class Row:
    """A line: its number in the passage, how far it is indented, what it says."""

    number: int
    indent: int
    text: str
    literal: bool = False

    @property
    def piped(self) -> bool:
        """Whether a pipe starts it."""
        return self.text == "|" or self.text.startswith("| ")

    @property
    def marker(self) -> re.Match[str] | None:
        """What makes it the first line of a list item."""
        return _BULLET.match(self.text) or _NUMBER.match(self.text)


class PlainProse:
    """Reads passages by itself."""

    def blocks(self, passage: Passage, scope: Scope) -> list[nodes.Node]:
        """Give the blocks of a passage."""
        text = passage.text
        rows = [
            Row(
                number,
                text.indents[number],
                line[text.indents[number] :],
                passage.lines[number].kind is LineKind.LITERAL,
            )
            for number, line in enumerate(text.lines)
        ]
        if rows and passage.inline:
            rows[0] = replace(rows[0], text=rows[0].text.removeprefix(OPTIONAL).lstrip())
        return list(_Reader(passage, scope).blocks(rows))

    def title(self, passage: Passage, text: str, scope: Scope) -> list[nodes.Node]:
        """Give the inline nodes of a title."""
        return _inline(text, scope)


class _Reader:
    def __init__(self, passage: Passage, scope: Scope) -> None:
        self.passage = passage
        self.scope = scope

    def blocks(self, rows: Sequence[Row]) -> Iterator[nodes.Node]:
        index = 0
        while index < len(rows):
            row = rows[index]
            if not row.text:
                index += 1
                continue
            if row.literal:
                end = _run(rows, index, lambda r: r.literal or not r.text)
                yield self.literal(rows[index:end])
            elif row.piped:
                end = _run(rows, index, lambda r: r.piped)
                lines = [Row(r.number, 0, r.text[2:]) for r in rows[index:end]]
                yield self.literal(lines)
            elif row.marker:
                end = self.list_end(rows, index)
                yield self.list(rows[index:end])
            else:
                end = _run(rows, index, lambda r: bool(r.text) and not r.piped and not r.marker)
                yield self.paragraph(rows[index:end])
            index = end

    def place(self, node: nodes.Element, row: Row) -> None:
        self.passage.place(node, row.number)

    def literal(self, rows: Sequence[Row]) -> nodes.literal_block:
        indent = min((row.indent for row in rows if row.text), default=0)
        text = "\n".join(" " * (row.indent - indent) * bool(row.text) + row.text for row in rows)
        block = literal(text.rstrip())
        self.place(block, rows[0])
        return block

    def paragraph(self, rows: Sequence[Row]) -> nodes.Element:
        if sum(_DRAWING.search(row.text) is not None for row in rows) > 1:
            return self.literal(rows)
        text = "\n".join(row.text for row in rows)
        text = re.sub(r"::\Z", ":", text)
        paragraph = nodes.paragraph(text, "", *_inline(text, self.scope))
        self.place(paragraph, rows[0])
        return paragraph

    def list_end(self, rows: Sequence[Row], first: int) -> int:
        """Find the end of a list: the next text behind an empty line that is no part of it."""
        indent = rows[first].indent
        numbered = _NUMBER.match(rows[first].text) is not None
        index = first + 1
        while index < len(rows):
            row = rows[index]
            if row.indent <= indent and row.text:
                if row.marker:
                    same_kind = (_NUMBER.match(row.text) is not None) == numbered
                    if row.indent < indent or not same_kind:
                        break
                elif not rows[index - 1].text or row.piped:
                    break
            index += 1
        return index

    def list(self, rows: Sequence[Row]) -> nodes.Element:
        indent = rows[0].indent
        number = _NUMBER.match(rows[0].text)
        result: nodes.Element
        if number is None:
            result = nodes.bullet_list(bullet="*")
        else:
            result = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
            if number[1] != "1":
                result["start"] = int(number[1])
        starts = [n for n, row in enumerate(rows) if row.marker and row.indent == indent]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            result.append(self.item(rows[start:end]))
        self.place(result, rows[0])
        return result

    def item(self, rows: Sequence[Row]) -> nodes.list_item:
        marker = rows[0].marker
        width = marker.end() if marker is not None else 0
        head = Row(rows[0].number, rows[0].indent + width, rows[0].text[width:])
        item = nodes.list_item("", *self.blocks([head, *rows[1:]]))
        self.place(item, rows[0])
        return item


def _run(rows: Sequence[Row], first: int, belongs: Callable[[Row], bool]) -> int:
    """Give the end of the rows from `first` on that belong to it."""
    return next((n for n in range(first + 1, len(rows)) if not belongs(rows[n])), len(rows))


def _inline(text: str, scope: Scope) -> list[nodes.Node]:
    result: list[nodes.Node] = []
    end = 0
    for match in _INLINE.finditer(text):
        result.extend(with_mentions(text[end : match.start()], scope))
        found = match.group()
        if match["literal"]:
            result.append(nodes.literal(found, found[2:-2]))
        elif match["strong"]:
            result.append(nodes.strong(found, "", *with_mentions(found[1:-1], scope)))
        else:
            result.append(nodes.reference(found, found, refuri=found))
        end = match.end()
    result.extend(with_mentions(text[end:], scope))
    return result
