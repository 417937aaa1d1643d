"""Examples in doc comments: which lines are one, and which of them hold a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.layout import LITERAL_DIRECTIVES, directive_name
from qapidoc.syntax.messages import Replacement
from qapidoc.syntax.nodes import DocComment, Line, LineKind, Node, Section, SectionKind
from qapidoc.syntax.spilt import spilt

TAGS = frozenset({"Example", "Examples"})
DIRECTIVE = "qmp-example"

_NO_EXAMPLES = frozenset({"literalinclude", "math"})
"""Directives with literal content that cannot be an example."""

_TAG = "Example"
"""How all `TAGS` begin."""

_ANNOUNCEMENT = "::"
"""What directives and literal blocks begin with."""

OPTION = re.compile(r":(?P<name>[A-Za-z](?:[^`]*?[^`\s])?):(?P<value>|[ \t].*)")
"""An option of a directive: a field, as docutils has it."""

_BLOCKS = frozenset({LineKind.DIRECTIVE, LineKind.LITERAL})
"""The lines that may begin an example."""

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
    NONE = "none"
    """Not at all: there are messages in text."""


class Misplacement(StrEnum):
    """Why nothing reads messages where they stand."""

    MISSPELT = "misspelt"
    """The directive above them is misspelt."""
    BESIDE = "beside"
    """They begin beside the directive, not below it."""
    FLUSH = "flush"
    """They are indented no deeper than the directive above them."""
    NO_TEXT = "no text"
    """Their example is annotated, but there is no text in it."""
    NO_COLONS = "no colons"
    """The paragraph above them in an annotated example does not end with ``::``."""
    FLUSH_NO_COLONS = "flush, no colons"
    """The same, and they are indented no deeper than it."""
    FLUSH_COLONS = "flush, colons"
    """They are indented no deeper than the paragraph above them, which ends with ``::``."""
    NO_BLANK_LINE = "no blank line"
    """A blank line is missing below the paragraph that ends with ``::``."""
    NO_PARAGRAPH = "no paragraph"
    """Nothing in their annotated example could announce them."""
    TEXT = "text"
    """They stand in the text of the doc comment."""


class Unplaced(Node, frozen=True):
    """Messages that nothing reads, or only by chance, and what would mend that.

    ``place`` is what is wrong: the directive, an option, or the first line of the messages.
    """

    why: Misplacement
    place: Span
    mends: tuple[Replacement, ...] = ()


class Option(Node, frozen=True):
    """A line ``:name: value`` directly below a directive; ``name`` in lower case."""

    name: str
    value: str


class ExampleText(Node, frozen=True):
    """The lines of one example.

    ``language`` is what a ``.. code-block::`` names. ``transcripts`` are the stretches that may
    hold messages, the rest is prose; a block that is not ``marked`` as an example has one only
    if there are arrows in it. ``spilt`` are the first lines of what belongs to transcripts, but
    stands below their blocks. ``crowded`` is the line that follows the options without an empty
    line between.
    """

    form: ExampleForm
    transcripts: tuple[Span, ...]
    language: str = ""
    title: str | None = None
    annotated: bool = False
    spilt: tuple[Span, ...] = ()
    options: tuple[Option, ...] = ()
    crowded: Span | None = None
    unplaced: tuple[Unplaced, ...] = ()

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
                yield _example(source, ExampleForm.SECTION, lines, (lines,))
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
        if head.kind not in _BLOCKS:
            continue
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
            yield _example(source, form, content, (content,) if shown else (), language=language)


def _from_directive(source: Source, head: Line, content: Sequence[Line]) -> ExampleText:
    options = tuple(_options(source, content))
    values = {option.name: option.value for option in options}
    rest = content[len(options) :]
    annotated = "annotated" in values
    body = _trimmed(rest)
    blocks = tuple(_literal_blocks(source, body)) if annotated else (body,) if body else ()
    text = _example(
        source,
        ExampleForm.DIRECTIVE,
        content or (head,),
        blocks,
        title=values.get("title"),
        annotated=annotated,
    )
    if not options or not _adjoins(source, head, options[0]):
        return text
    crowded = rest[0].span if rest and _is_crowded(rest[0], content[0]) else None
    return msgspec.structs.replace(text, options=options, crowded=crowded)


def _options(source: Source, lines: Iterable[Line]) -> Iterator[Option]:
    """Give the options that lines begin with."""
    for line in lines:
        match = OPTION.fullmatch(source.text, line.start, line.end)
        if match is None:
            return
        yield Option(line.start, line.end, match["name"].lower(), match["value"].strip())


def _is_crowded(line: Line, option: Line) -> bool:
    """Tell whether a line behind the options is neither empty nor goes on with their last."""
    return line.kind is not LineKind.BLANK and line.indent <= option.indent


def _adjoins(source: Source, line: Node, following: Node) -> bool:
    """Tell whether no empty line is between two lines."""
    return source.text.count("#", line.end, following.start) == 1


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
    source: Source,
    form: ExampleForm,
    lines: Sequence[Line],
    blocks: Sequence[Sequence[Line]],
    *,
    language: str = "",
    title: str | None = None,
    annotated: bool = False,
) -> ExampleText:
    below = [spilt(source.text, block[-1].end) for block in blocks]
    spans = tuple(
        Span(block[0].start, run[-1].end if run else block[-1].end)
        for block, run in zip(blocks, below, strict=True)
    )
    end = max(lines[-1].end, spans[-1].end if spans else 0)
    firsts = tuple(run[0] for run in below if run)
    return ExampleText(lines[0].start, end, form, spans, language, title, annotated, firsts)


def _literal_directive(source: Source, line: Line) -> str | None:
    """Give the name of the directive that begins on a line, if its content is literal."""
    if line.kind is not LineKind.DIRECTIVE:
        return None
    text = source.text[line.start : line.end]
    name = directive_name(text)
    return name if name in LITERAL_DIRECTIVES and ":::" not in text else None


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the empty lines at both ends."""
    filled = [index for index, line in enumerate(lines) if line.kind is not LineKind.BLANK]
    return lines[filled[0] : filled[-1] + 1] if filled else ()
