"""Examples for people: a list of them, what they say, and what is not judged in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from qapidoc.examples.collect import Example
from qapidoc.examples.completing import Dropped, WholeMessage
from qapidoc.examples.envelope import ENVELOPES
from qapidoc.examples.unjudged import Unjudged
from qapidoc.findings import counted
from qapidoc.report.places import json_shown, shown
from qapidoc.source import Span

_MARK = "#"
_OPTION = re.compile(r"\s*:[\w-]+:")


def listed(example: Example) -> str:
    """Give one line about an example: where it is, what it is about, how long it is."""
    title = f": {example.text.title}" if example.text.title else ""
    messages = counted(len(example.messages), "message")
    return shown(f"{_place(example, example.text.span)}: {_subject(example)}{title} ({messages})")


def printed(example: Example) -> Iterator[str]:
    """Give the lines of an example as it is written, without the marks of the comment."""
    yield _heading(example)
    text = example.text
    whole = text.annotated or not text.transcripts
    for span in (text.span,) if whole else text.transcripts:
        yield from _lines(example, span)


def completed(example: Example, messages: Iterable[WholeMessage | Dropped]) -> Iterator[str]:
    """Give the messages that an example is made of once it is complete, a line each."""
    yield _heading(example)
    for made in messages:
        if isinstance(made, WholeMessage):
            arrow = ENVELOPES[made.role].direction.value
            yield f"{arrow} {json_shown(json.dumps(made.value, ensure_ascii=False))}"
        else:
            yield shown(f"# line {_line(example, made.span)} is dropped: {made.reason}")


def excused(one: Unjudged) -> str:
    """Give one line about what is not judged."""
    return shown(f"{_place(one.example, one.span)}: {_subject(one.example)}: {one.reason}")


def _heading(example: Example) -> str:
    title = f": {example.text.title}" if example.text.title else ""
    return shown(f"{_MARK} {_place(example, example.text.span)}: {_subject(example)}{title}")


def _subject(example: Example) -> str:
    definition = example.definition
    if definition is None:
        return "no definition"
    return f"{definition.kind.value} '{definition.name}'"


def _lines(example: Example, span: Span) -> Iterator[str]:
    """Give the lines of a stretch, less the marks and the indentation that all of them have."""
    source = example.source
    first, last = _line(example, span), source.position(span.end).line
    rows = [source.slice(source.line_span(number)) for number in range(first, last + 1)]
    contents = [row.lstrip().removeprefix(_MARK) for row in rows]
    while contents and (not contents[0].strip() or _OPTION.match(contents[0])):
        del contents[0]
    indent = min((len(c) - len(c.lstrip()) for c in contents if c.strip()), default=0)
    yield from (shown(content[indent:].rstrip().expandtabs()) for content in contents)


def _line(example: Example, span: Span) -> int:
    return example.source.position(span.start).line


def _place(example: Example, span: Span) -> str:
    position = example.source.position(span.start)
    return f"{example.path}:{position.line}"
