"""Examples as JSON, for programs that try clients with them.

``docs/examples.schema.json`` describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from qapidoc.examples.collect import Example
from qapidoc.examples.completing import MessageCompleter, WholeMessage
from qapidoc.examples.envelope import ENVELOPES, Role
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import Turn, event_name
from qapidoc.examples.reporter import Reporter
from qapidoc.examples.unjudged import Unjudged, why_unjudged
from qapidoc.schema.model import Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import Elision, JsonArray, JsonObject, JsonString, JsonValue
from qapidoc.values.faults import member_path
from qapidoc.values.judge import Judge
from qapidoc.values.untyped import scalar

VERSION = 1
"""The version of the form; it grows when something in it changes its meaning, or goes."""


class Elided(StrEnum):
    """What dots stand for."""

    MEMBERS = "members"
    """Any number of members of the object at the path."""
    ELEMENTS = "elements"
    """Any number of elements of an array, before the one at the path."""
    VALUE = "value"
    """The value at the path, in place of which there is null."""
    STRING = "string"
    """A part of the string at the path."""
    MESSAGE = "message"
    """A message, or several."""


class Mark(msgspec.Struct, frozen=True):
    """Where something is left out, what it is, and what the dots say of it."""

    path: str
    what: Elided
    text: str = ""


def document(schema: Schema, examples: Iterable[Example]) -> dict[str, Any]:
    """Give examples as they are written."""
    judging, values = ExampleJudge(schema), Judge(schema)
    entries = []
    for example in examples:
        garbled = {start for start, _ in example.placed_problems}
        judge = MessageJudge(schema, values, Reporter(example.source))
        messages = []
        for turn in judging.turns(example):
            entry = _message(example, turn)
            entry["valid"] = (
                not entry["elisions"]
                and turn.message.start not in garbled
                and not why_unjudged(schema, turn)
                and next(judge.faults(turn), None) is None
            )
            messages.append(entry)
        entries.append({**_head(example), "messages": messages})
    return _enclosed(schema, examples=entries)


def complete_document(schema: Schema, examples: Iterable[Example]) -> dict[str, Any]:
    """Give examples filled in and mended, so that every message is valid."""
    judging, completing = ExampleJudge(schema), MessageCompleter(schema)
    entries = []
    for example in examples:
        messages, dropped = [], []
        for made in completing.messages(judging.turns(example)):
            if isinstance(made, WholeMessage):
                messages.append(_whole_message(example, made))
            else:
                dropped.append({**_place(example, made.span), "reason": made.reason})
        entries.append({**_head(example), "messages": messages, "dropped": dropped})
    return _enclosed(schema, examples=entries)


def unjudged_document(schema: Schema, excuses: Iterable[Unjudged]) -> dict[str, Any]:
    """Give what is not judged, and why."""
    entries = [
        {**_head(one.example), **_place(one.example, one.span), "reason": one.reason}
        for one in excuses
    ]
    return _enclosed(schema, unjudged=entries)


def run_document(schema: Schema, qemu: str | None, results: list[dict[str, Any]]) -> dict[str, Any]:
    """Give what a QEMU of that version answered, if it told which it is."""
    return _enclosed(schema, qemu=qemu, results=results)


def _enclosed(schema: Schema, **parts: Any) -> dict[str, Any]:
    return {"version": VERSION, "schema": schema.root, **parts}


def _head(example: Example) -> dict[str, Any]:
    """Tell what an example is about, and where it is."""
    subject = example.definition
    return {
        "path": example.path,
        **_place(example, example.text.span),
        "definition": subject.name if subject is not None else None,
        "kind": subject.kind.value if subject is not None else None,
        "title": example.text.title,
    }


def _place(example: Example, span: Span) -> dict[str, int]:
    position = example.source.position(span.start)
    return {"line": position.line, "column": position.column}


# --- messages as they are written ----------------------------------------------------------


def _message(example: Example, turn: Turn) -> dict[str, Any]:
    message = turn.message
    marks: list[Mark] = []
    value = None
    if isinstance(message.value, Elision):
        marks.append(Mark("", Elided.MESSAGE, message.value.text))
    elif message.value is not None:
        value = _plain(message.value, "", marks)
    return {
        "role": turn.role.value,
        "direction": message.direction.value or None,
        "name": event_name(message) if turn.role is Role.EVENT else turn.command,
        **_place(example, message.span),
        "value": value,
        "elisions": [{"path": m.path, "what": m.what.value, "text": m.text} for m in marks],
    }


def _plain(value: JsonValue, path: str, marks: list[Mark]) -> Any:
    """Give a value without its dots, and note where they were."""
    match value:
        case Elision():
            marks.append(Mark(path, Elided.VALUE, value.text))
            return None
        case JsonArray():
            return list(_elements(value, path, marks))
        case JsonObject():
            return _members(value, path, marks)
        case JsonString():
            if value.elided:
                marks.append(Mark(path, Elided.STRING))
            return value.value
    return scalar(value)


def _elements(array: JsonArray, path: str, marks: list[Mark]) -> Iterator[Any]:
    index = 0
    for item in array.items:
        inner = f"{path}[{index}]"
        if isinstance(item, Elision) and not item.brackets:
            marks.append(Mark(inner, Elided.ELEMENTS, item.text))
        else:
            yield _plain(item, inner, marks)
            index += 1


def _members(value: JsonObject, path: str, marks: list[Mark]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for part in value.parts:
        if isinstance(part, Elision):
            marks.append(Mark(path, Elided.MEMBERS, part.text))
        elif part.key.value not in found:
            name = part.key.value
            found[name] = _plain(part.value, member_path(path, name), marks)
    return found


# --- messages made whole -------------------------------------------------------------------


def _whole_message(example: Example, message: WholeMessage) -> dict[str, Any]:
    return {
        "role": message.role.value,
        "direction": ENVELOPES[message.role].direction.value,
        "name": message.name,
        **_place(example, message.span),
        "value": message.value,
        "changes": [{"path": c.path, "kind": c.kind.value} for c in message.changes],
    }
