"""Examples in doc comments: which lines are one, and which of them hold a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from qapidoc.source import Source, Span
from qapidoc.syntax.layout import LITERAL_DIRECTIVES, directive_name
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Node, Section, SectionKind

TAGS = frozenset({"Example", "Examples"})
DIRECTIVE = "qmp-example"

_NO_EXAMPLES = frozenset({"literalinclude", "math"})
"""Directives with literal content that cannot be an example."""

_TAG = "Example"
"""How all `TAGS` begin."""

_ANNOUNCEMENT = "::"
"""What directives and literal blocks begin with."""

_OPTION = re.compile(r":(?P<name>[A-Za-z][A-Za-z0-9-]*):(?P<value>.*)")
_ARROW = re.compile(r"(?:->|<-)\s*(?:[{[.…]|$)")
_LANGUAGES = frozenset({"", "qmp"})
"""Languages, in lower case, of code blocks that hold messages."""


class ExampleForm(StrEnum):
    """How a doc comment says that lines are an example, or may be one."""

    SECTION = "section"
    """``Example:`` or ``Examples:``, as in the releases up to 9.2."""
    DIRECTIVE = "directive"
    """``.. qmp-example::``"""
    CODE = "code"
    """``.. code-block::`` and the like."""
    LITERAL = "literal"
    """A literal block, which ``::`` announces."""


class ExampleText(Node, frozen=True):
    """The lines of one example.

    ``language`` is what a ``.. code-block::`` names. ``transcripts`` are the stretches that may
    hold messages, the rest is prose; a block that is not ``marked`` as an example has one only
    if there are arrows in it.
    """

    form: ExampleForm
    transcripts: tuple[Span, ...]
    language: str = ""
    title: str | None = None
    annotated: bool = False

    @property
    def marked(self) -> bool:
        """Whether its author says that it is an example."""
        return self.form in {ExampleForm.SECTION, ExampleForm.DIRECTIVE}


def find_examples(source: Source, doc: DocComment) -> Iterator[ExampleText]:
    """Give the examples of a doc comment, and what else stands there literally, in order."""
    find = source.text.find
    if find(_ANNOUNCEMENT, doc.start, doc.end) < 0 and find(_TAG, doc.start, doc.end) < 0:
        return
    for section in doc.sections:
        if is_example(section):
            if lines := _trimmed(section.lines):
                yield _example(ExampleForm.SECTION, lines, (lines,))
        elif source.text.find(_ANNOUNCEMENT, section.start, section.end) >= 0:
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
        head = lines[index]
        index += 1
        name = _literal_directive(source, head)
        if name is None and head.kind is not LineKind.LITERAL:
            continue
        first = index if name is not None else index - 1
        while index < len(lines) and lines[index].kind in {LineKind.LITERAL, LineKind.BLANK}:
            index += 1
        content = _trimmed(lines[first:index])
        if name == DIRECTIVE:
            yield _from_directive(source, head, content)
        elif content and name not in _NO_EXAMPLES:
            form = ExampleForm.LITERAL if name is None else ExampleForm.CODE
            shown = any(_ARROW.match(source.text, line.start, line.end) for line in content)
            text = source.text[head.start : head.end] if name is not None else ""
            language = text.partition("::")[2].strip()
            yield _example(form, content, (content,) if shown else (), language=language)


def _from_directive(source: Source, head: Line, content: Sequence[Line]) -> ExampleText:
    options = {}
    rest = content
    while rest and (match := _OPTION.fullmatch(source.text, rest[0].start, rest[0].end)):
        options[match["name"]] = match["value"].strip()
        rest = rest[1:]
    annotated = "annotated" in options
    body = _trimmed(rest)
    blocks = tuple(_literal_blocks(source, body)) if annotated else (body,) if body else ()
    return _example(
        ExampleForm.DIRECTIVE,
        content or (head,),
        blocks,
        title=options.get("title"),
        annotated=annotated,
    )


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
            announced = line.indent if _announces(source.text[line.start : line.end]) else None
    if block:
        yield block


def _announces(line: str) -> bool:
    """Tell whether a line of an annotated example announces a block that may hold messages."""
    if not line.startswith("."):
        return line.endswith("::")
    language = line.partition("::")[2].strip().casefold()
    return directive_name(line) in LITERAL_DIRECTIVES and language in _LANGUAGES


def _example(
    form: ExampleForm,
    lines: Sequence[Line],
    blocks: Sequence[Sequence[Line]],
    *,
    language: str = "",
    title: str | None = None,
    annotated: bool = False,
) -> ExampleText:
    spans = tuple(Span(block[0].start, block[-1].end) for block in blocks)
    return ExampleText(lines[0].start, lines[-1].end, form, spans, language, title, annotated)


def _literal_directive(source: Source, line: Line) -> str | None:
    """Give the name of the directive that begins on a line, if its content is literal."""
    if line.kind is not LineKind.DIRECTIVE:
        return None
    name = directive_name(source.text[line.start : line.end])
    return name if name in LITERAL_DIRECTIVES else None


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the empty lines at both ends."""
    filled = [index for index, line in enumerate(lines) if line.kind is not LineKind.BLANK]
    return lines[filled[0] : filled[-1] + 1] if filled else ()
