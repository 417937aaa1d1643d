"""Messages in doc comments that stand where nothing reads them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

import msgspec

from qapidoc.source import Source, Span
from qapidoc.syntax.beginnings import NAMES
from qapidoc.syntax.examples import (
    DIRECTIVE,
    OPTION,
    ExampleForm,
    ExampleText,
    Misplacement,
    Unplaced,
    find_examples,
)
from qapidoc.syntax.layout import LITERAL_DIRECTIVES, directive_name
from qapidoc.syntax.messages import Direction, Replacement
from qapidoc.syntax.nodes import DocComment, Line, LineKind
from qapidoc.syntax.tokens import misspelt_arrow
from qapidoc.syntax.transcripts import read_transcript

HEAD = f".. {DIRECTIVE}::"
"""How an example begins."""

_NAMED = re.compile(rf"\{{[\s#]*[\"'](?:{'|'.join(sorted(NAMES))})[\"']\s*:")
"""An object that begins like a message."""

_LEAD = re.compile(
    rf"(?P<margin>[ \t]*#[ \t]*)(?:\.\.[ \t]+{DIRECTIVE}::[ \t]*)?(?P<arrow>[^\s\"']{{1,8}})[ \t]*"
)
"""What is before it on its line."""

_RIGHT_HEAD = re.compile(rf"\.\.[ \t]+{DIRECTIVE}::[ \t]*")
_HEAD = re.compile(
    r"(?P<dots>\.{0,3})[ \t]*(?P<name>[A-Za-z_-]{1,20}(?:[ ]example)?)[ \t]*(?P<colons>:{0,3})"
)
_MEANT = (DIRECTIVE, "example")
"""What a directive is called that is meant to be one for examples."""
_LIKENESS = 0.8
"""From this on, the name of a directive is taken for a misspelt one of these."""

_REACH = 500
"""How many lines above a message are looked at."""


def all_examples(source: Source, doc: DocComment) -> Iterator[ExampleText]:
    """Give what `find_examples` gives, and what messages nothing reads, in order."""
    if source.text.find("{", doc.start, doc.end) < 0:
        yield from find_examples(source, doc)
        return
    found = list(find_examples(source, doc))
    others: list[ExampleText] = []
    told = 0
    for start in _starts(source, doc, tuple(found)):
        one = _unplaced(source, doc, found, start) if start >= told else None
        if one is None:
            continue
        told = one.end
        owner = _owner(found, one.start)
        if owner is None:
            others.append(ExampleText(one.start, one.end, ExampleForm.NONE, (), unplaced=(one,)))
        else:
            every = (*found[owner].unplaced, one)
            found[owner] = msgspec.structs.replace(found[owner], unplaced=every)
    yield from sorted((*found, *others), key=lambda text: text.start) if others else found


def _starts(source: Source, doc: DocComment, found: Sequence[ExampleText]) -> Iterator[int]:
    """Give where the lines begin that have a message outside of what is marked as an example."""
    text, at = source.text, doc.start
    read = [span for one in found if one.marked for span in one.transcripts]
    for span in (*read, Span(doc.end, doc.end)):
        for match in _NAMED.finditer(text, at, span.start):
            begin = text.rfind("\n", 0, match.start()) + 1
            begin = max(begin, text.rfind("\r", begin, match.start()) + 1)
            lead = _LEAD.fullmatch(text, begin, match.start())
            if lead and misspelt_arrow(lead["arrow"]) is not Direction.UNMARKED:
                yield lead.end("margin")
        at = span.end


def _unplaced(
    source: Source, doc: DocComment, found: Sequence[ExampleText], start: int
) -> Unplaced | None:
    """Tell why nothing reads the message whose line begins at `start`, if so."""
    lines, index = _line_at(doc, start)
    if index == len(lines):
        return None
    line = lines[index]
    if line.kind is LineKind.DIRECTIVE:
        return _beside(source, line)
    for head in _around(lines, index):
        if _is_misspelt(source, lines[head]):
            return _misspelt(lines, head)
        if _is_comment(source, lines[head]):
            return None
    owner = _owner(found, start)
    if owner is not None:
        if any(_is_in(start, span) for span in found[owner].transcripts):
            return None
        if found[owner].annotated:
            return _in_annotated(source, found[owner], lines, index)
    above = _above(source, lines, index)
    is_flush = above is not None and _RIGHT_HEAD.fullmatch(source.text, above.start, above.end)
    why = Misplacement.FLUSH if is_flush else Misplacement.TEXT
    end = _last(lines, index, line.indent, [text.start for text in found]).end
    return Unplaced(line.start, end, why, line.span)


def _beside(source: Source, line: Line) -> Unplaced:
    """Say that a message begins on the line of the directive."""
    head = source.text.index("::", line.start) + len("::")
    message = source.text[head : line.end].lstrip()
    place = Span(line.end - len(message), line.end)
    return Unplaced(line.start, line.end, Misplacement.BESIDE, place)


def _misspelt(lines: Sequence[Line], head: int) -> Unplaced:
    """Say that what is deeper than the line `head` belongs to a misspelt directive."""
    line = lines[head]
    first = next(one for one in lines[head + 1 :] if one.kind is not LineKind.BLANK)
    end = _last(lines, head + 1, line.indent + 1).end
    mend = Replacement(line.span, HEAD)
    return Unplaced(first.start, end, Misplacement.MISSPELT, line.span, (mend,))


def _in_annotated(
    source: Source, text: ExampleText, lines: Sequence[Line], index: int
) -> Unplaced | None:
    """Tell why no literal block of an annotated example has the message at a line."""
    line = lines[index]
    option = next((option for option in text.options if option.name == "annotated"), None)
    if option is not None and not text.transcripts:
        content = Span(text.options[-1].end, text.end)
        if not read_transcript(source.text, content).passed:
            mend = Replacement(option.span, "")
            return Unplaced(line.start, text.end, Misplacement.NO_TEXT, option.span, (mend,))
    around = [source.text[lines[i].start : lines[i].end] for i in _around(lines, index)]
    if any(_is_code(one) for one in around if not _RIGHT_HEAD.fullmatch(one)):
        return None
    stops = [span.start for span in text.transcripts]
    end = min(text.end, _last(lines, index, line.indent, stops).end)
    why, mends = _unannounced(source, text, lines, index)
    return Unplaced(line.start, end, why, line.span, mends)


def _unannounced(
    source: Source, text: ExampleText, lines: Sequence[Line], index: int
) -> tuple[Misplacement, tuple[Replacement, ...]]:
    """Tell what the lines above a message lack that would announce it, and what mends that."""
    line, above = lines[index], _above(source, lines, index)
    if above is None or above.start < text.start:
        return Misplacement.NO_PARAGRAPH, ()
    last = source.text[above.start : above.end]
    if last.startswith("..") or any(_is_in(above.start, span) for span in text.transcripts):
        return Misplacement.NO_PARAGRAPH, ()
    is_deeper, is_apart = line.indent > above.indent, lines[index - 1] is not above
    if not last.endswith("::"):
        if not is_deeper:
            return Misplacement.FLUSH_NO_COLONS, ()
        colon = Replacement(Span(above.end, above.end), ":")
        return Misplacement.NO_COLONS, (colon,) if last.endswith(":") and is_apart else ()
    if not is_deeper:
        return Misplacement.FLUSH_COLONS, ()
    if is_apart:
        return Misplacement.NO_PARAGRAPH, ()
    return Misplacement.NO_BLANK_LINE, (empty_line_above(source, line.start),)


def empty_line_above(source: Source, start: int) -> Replacement:
    """Give what puts an empty line above the line of a doc comment whose text is at `start`."""
    begin = source.line_starts[source.position(start).line - 1]
    return Replacement(Span(begin, begin), f"{source.text[begin:start].rstrip()}\n")


def _is_misspelt(source: Source, line: Line) -> bool:
    """Tell whether a line was meant to begin an example."""
    match = _HEAD.fullmatch(source.text, line.start, line.end)
    if match is None or line.kind is LineKind.LITERAL:
        return False
    if _RIGHT_HEAD.fullmatch(source.text, line.start, line.end):
        return False
    dots, written, colons = match.group("dots", "name", "colons")
    name = re.sub("[_ ]", "-", written).lower()
    if not dots and (len(colons) < len("::") or written != name):
        return False
    meant = _MEANT if dots == ".." else (DIRECTIVE,)
    return any(SequenceMatcher(None, name, one).ratio() >= _LIKENESS for one in meant)


def _is_comment(source: Source, line: Line) -> bool:
    """Tell whether a line begins a comment of rST, in which messages are not to be seen."""
    return (
        line.kind is LineKind.PROSE and source.text[line.start : line.end].split(None, 1)[0] == ".."
    )


def _is_code(text: str) -> bool:
    return text.startswith("..") and directive_name(text) in LITERAL_DIRECTIVES


def _owner(found: Sequence[ExampleText], start: int) -> int | None:
    """Give the index of the example that has `start` in it."""
    return next((index for index, text in enumerate(found) if _is_in(start, text)), None)


def _line_at(doc: DocComment, start: int) -> tuple[Sequence[Line], int]:
    """Give the lines of a section, and the index of the one at `start`: their number if none."""
    section = bisect.bisect_right(doc.sections, start, key=lambda one: one.start) - 1
    lines = doc.sections[section].lines if section >= 0 else ()
    index = bisect.bisect_right(lines, start, key=lambda one: one.start) - 1
    return lines, index if index >= 0 and start < lines[index].end else len(lines)


def _around(lines: Sequence[Line], index: int) -> Iterator[int]:
    """Give the lines above that a line is deeper than, each deeper than the next given."""
    indent = lines[index].indent
    for above in range(index - 1, max(index - _REACH, 0) - 1, -1):
        if not indent:
            return
        if lines[above].kind is not LineKind.BLANK and lines[above].indent < indent:
            indent = lines[above].indent
            yield above


def _above(source: Source, lines: Sequence[Line], index: int) -> Line | None:
    """Give the line above, neither empty lines nor options counted."""
    for above in range(index - 1, -1, -1):
        line = lines[above]
        is_option = OPTION.fullmatch(source.text, line.start, line.end) is not None
        if line.kind is not LineKind.BLANK and not is_option:
            return line
    return None


def _last(lines: Sequence[Line], index: int, indent: int, stops: Iterable[int] = ()) -> Line:
    """Give the last line that is indented so far from `index` on, before any of `stops`."""
    last = lines[index]
    stop = min((one for one in stops if one > last.start), default=lines[-1].end)
    for line in islice(lines, index, None):
        if line.kind is LineKind.BLANK:
            continue
        if line.indent < indent or line.start >= stop:
            break
        last = line
    return last


def _is_in(offset: int, stretch: ExampleText | Span) -> bool:
    return stretch.start <= offset < stretch.end
