"""What stands in doc comments as an example, or might be one, and is not held against the schema.

Nothing falls silently through: what is not judged has a reason here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from qapidoc.examples.collect import Example
from qapidoc.examples.envelope import Role
from qapidoc.examples.judge import ExampleJudge, Judged
from qapidoc.examples.pairing import Turn, event_name
from qapidoc.examples.standing import wanted
from qapidoc.schema.model import Kind, Schema
from qapidoc.source import Span
from qapidoc.syntax.examples import ExampleForm
from qapidoc.syntax.messages import Elision, JsonObject

_PROMPT = re.compile(r"^(?:#[ \t]*)?(?:[\w.@:~/-]*\$|\w+@[\w.:~/-]+#)[ \t]+\S", re.MULTILINE)
"""A line of a shell listing."""

_JSON_LINE = re.compile(r"^(?:#[ \t]*)?[{}\]\"]|\{[ \t]*\"\w", re.MULTILINE)
"""A line that looks like a part of a message."""


class Unjudged(msgspec.Struct, frozen=True):
    """A stretch of an example that is not judged, and why."""

    example: Example
    span: Span
    reason: str


def unjudged(schema: Schema, examples: Iterable[Example]) -> Iterator[Unjudged]:
    """Give what is not judged in `examples`, in the order of the text.

    Messages that are left out by dots are not among it: there is nothing to judge.
    """
    judging = ExampleJudge(schema)
    for example in examples:
        found = list(_unread(example))
        if example.messages:
            found += _passed(example)
            found += _messages(schema, example, judging.judged(example))
        elif not found:
            found.append(Unjudged(example, example.text.span, _without_messages(example)))
        yield from sorted(found, key=lambda one: one.span)


def _without_messages(example: Example) -> str:
    text = example.text
    if text.form is ExampleForm.CODE and text.language:
        return f"no message in it: the language is '{text.language}'"
    if not text.transcripts and text.annotated:
        return "no message in it: no literal block is announced by '::'"
    if _PROMPT.search(example.source.slice(text.span)):
        return "no message in it: a shell listing"
    return "no message in it"


def _unread(example: Example) -> Iterator[Unjudged]:
    """Give messages that do not stand in a transcript."""
    for one in example.text.unplaced:
        if not any(span.start <= one.start < span.end for span in example.text.transcripts):
            yield Unjudged(example, one.span, f"stands in no example: {wanted(example, one)}")


def _passed(example: Example) -> Iterator[Unjudged]:
    """Give lines between messages that look like a part of one."""
    for transcript in example.transcripts:
        for span in transcript.passed:
            if _JSON_LINE.search(example.source.slice(span)):
                yield Unjudged(example, span, "belongs to no message")


def _messages(schema: Schema, example: Example, judged: Judged) -> Iterator[Unjudged]:
    for turn in judged.turns:
        reason = why_unjudged(schema, turn)
        if turn.message.start in judged.doubtful:
            reason = "brackets are missing or too many, and members seem to be in wrong objects"
        if reason:
            yield Unjudged(example, turn.message.span, reason)


def why_unjudged(schema: Schema, turn: Turn) -> str:
    """Say why a message is not judged, or not in full; empty if it is."""
    value = turn.message.value
    if isinstance(value, Elision):
        return ""
    if not isinstance(value, JsonObject):
        return "cannot be read as JSON"
    match turn.role:
        case Role.UNKNOWN:
            return "" if value.elided else "no message of QMP"
        case Role.COMMAND | Role.REPLY:
            return _about(schema, Kind.COMMAND, turn.command)
        case Role.EVENT:
            return _about(schema, Kind.EVENT, event_name(turn.message))
    return ""


def _about(schema: Schema, kind: Kind, name: str | None) -> str:
    """Say why a message about the command or event `name` is not judged."""
    if name is None:
        return f"the {kind.value} that it is about cannot be told"
    definition = schema.definitions.get(name)
    if definition is None or definition.kind is not kind:
        return f"the schema has no {kind.value} '{name}'"
    return ""
