"""The examples of a schema, read."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

import msgspec

from qapidoc.schema.model import Definition, Module, Schema
from qapidoc.source import Source
from qapidoc.syntax.examples import ExampleText
from qapidoc.syntax.messages import Message, Transcript, TranscriptProblem
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.transcripts import read_transcript
from qapidoc.syntax.unplaced import all_examples


class Example(msgspec.Struct, frozen=True):
    """One example: where it is, what it is about, and the messages in it.

    ``path`` is the module, ``source`` its text, and ``doc`` the comment that it stands in.
    ``definition`` is the documented one, ``None`` in a free-form comment. ``transcripts`` are
    those of its literal blocks, or one.
    """

    path: str
    source: Source
    doc: DocComment
    definition: Definition | None
    text: ExampleText
    transcripts: tuple[Transcript, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages, in order."""
        return tuple(message for t in self.transcripts for message in t.messages)

    @property
    def placed_problems(self) -> Iterator[tuple[int, TranscriptProblem]]:
        """All places that are no JSON, each with the offset of its message."""
        for transcript in self.transcripts:
            starts = [message.start for message in transcript.messages]
            for problem in transcript.problems:
                index = max(bisect.bisect_right(starts, problem.span.start) - 1, 0)
                yield starts[index], problem

    @property
    def breaks(self) -> frozenset[int]:
        """The messages that prose stands before, by their number, and the end if it does there."""
        found: set[int] = set()
        count = 0
        for transcript in self.transcripts:
            starts = [message.start for message in transcript.messages]
            found.add(count)
            found.update(count + bisect.bisect(starts, span.start) for span in transcript.passed)
            count += len(starts)
        last = self.text.transcripts[-1].end if self.text.transcripts else self.text.end
        if self.text.end > last:
            found.add(count)
        return frozenset(found)

    @property
    def prose(self) -> str:
        """What it says in words: its title, and the text around and between messages."""
        starts = (self.text.start, *(span.end for span in self.text.transcripts))
        ends = (*(span.start for span in self.text.transcripts), self.text.end)
        around = [self.source.text[start:end] for start, end in zip(starts, ends, strict=True)]
        passed = (self.source.slice(span) for t in self.transcripts for span in t.passed)
        return "\n".join([self.text.title or "", *around, *passed])


def collect(schema: Schema, modules: Iterable[Module] | None = None) -> Iterator[Example]:
    """Give the examples of `modules`, of all if there are none given, that hold a message."""
    return (example for example in blocks(schema, modules) if example.messages)


def blocks(schema: Schema, modules: Iterable[Module] | None = None) -> Iterator[Example]:
    """Give all examples, what else stands literally in doc comments, and messages in text."""
    for module in schema.modules.values() if modules is None else modules:
        for item in module.tree.items:
            if isinstance(item, DocComment):
                yield from _blocks(schema, module, item)


def _blocks(schema: Schema, module: Module, doc: DocComment) -> Iterator[Example]:
    definition = schema.definitions.get(doc.symbol.value) if doc.symbol is not None else None
    for text in all_examples(module.source, doc):
        transcripts = tuple(
            read_transcript(module.source.text, span, arrowless=text.marked)
            for span in text.transcripts
        )
        yield Example(module.path, module.source, doc, definition, text, transcripts)
