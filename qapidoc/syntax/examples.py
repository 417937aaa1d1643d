"""Examples in doc comments: which lines are one, and which of them hold a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qapidoc.source import Source, Span
from qapidoc.syntax.layout import directive_name
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Node, Section, SectionKind

TAGS = frozenset({"Example", "Examples"})
DIRECTIVE = "qmp-example"

_OPTION = re.compile(r":(?P<name>[A-Za-z][A-Za-z0-9-]*):(?P<value>.*)")
_ARROW = re.compile(r"(?:->|<-)\s*(?:[{[.]|$)")


class ExampleText(Node, frozen=True):
    """The lines of one example.

    ``transcripts`` are the stretches that may hold messages; the rest is prose. ``marked``
    is false for a plain literal block, which may be anything but for its arrows.
    """

    marked: bool
    title: str | None
    annotated: bool
    transcripts: tuple[Span, ...]


def find_examples(source: Source, doc: DocComment) -> Iterator[ExampleText]:
    """Give the examples of a doc comment, in order."""
    for section in doc.sections:
        if is_example(section):
            if lines := _trimmed(section.lines):
                yield _example(lines, (lines,))
        else:
            yield from _embedded(source, section.lines)


def is_example(section: Section) -> bool:
    """Tell whether a section is an ``Example:`` of the releases up to 9.2."""
    return section.kind is SectionKind.TAG and section.name is not None and (
        section.name.value in TAGS
    )  # fmt: skip


def _embedded(source: Source, lines: Sequence[Line]) -> Iterator[ExampleText]:
    """Find directives and literal blocks among the lines of a section."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        directive = line.kind is LineKind.DIRECTIVE and _is_directive(source, line)
        if not directive and line.kind is not LineKind.LITERAL:
            continue
        first = index if directive else index - 1
        while index < len(lines) and lines[index].kind in {LineKind.LITERAL, LineKind.BLANK}:
            index += 1
        content = _trimmed(lines[first:index])
        if not content:
            continue
        if directive:
            yield _from_directive(source, content)
        elif any(_ARROW.match(source.text, line.start, line.end) for line in content):
            yield _example(content, (content,), marked=False)


def _from_directive(source: Source, content: Sequence[Line]) -> ExampleText:
    options = {}
    rest = content
    while rest and (match := _OPTION.fullmatch(source.text, rest[0].start, rest[0].end)):
        options[match["name"]] = match["value"].strip()
        rest = rest[1:]
    annotated = "annotated" in options
    body = _trimmed(rest)
    blocks = tuple(_literal_blocks(source, body)) if annotated else (body,) if body else ()
    return _example(content, blocks, title=options.get("title"), annotated=annotated)


def _literal_blocks(source: Source, lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Give the literal blocks in the prose of an annotated example."""
    announced: int | None = None
    block: list[Line] = []
    ended = True
    for line in lines:
        if line.kind is LineKind.BLANK:
            ended = True
        elif announced is not None and line.indent > announced and (block or ended):
            block.append(line)
        else:
            if block:
                yield block
                block = []
            ended = False
            announces = source.text.endswith("::", line.start, line.end)
            announced = line.indent if announces else None
    if block:
        yield block


def _example(
    lines: Sequence[Line],
    blocks: Sequence[Sequence[Line]],
    *,
    marked: bool = True,
    title: str | None = None,
    annotated: bool = False,
) -> ExampleText:
    spans = tuple(Span(block[0].start, block[-1].end) for block in blocks)
    return ExampleText(lines[0].start, lines[-1].end, marked, title, annotated, spans)


def _is_directive(source: Source, line: Line) -> bool:
    return directive_name(source.text[line.start : line.end]) == DIRECTIVE


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the empty lines at both ends."""
    filled = [index for index, line in enumerate(lines) if line.kind is not LineKind.BLANK]
    return lines[filled[0] : filled[-1] + 1] if filled else ()
