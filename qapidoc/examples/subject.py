"""What examples are about, held against the definition in whose comment they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qapidoc.examples.collect import Example
from qapidoc.examples.copied import copied
from qapidoc.examples.envelope import Role
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.pairing import Turn, event_name, shown_names
from qapidoc.examples.reporter import Reporter
from qapidoc.schema.model import Definition, Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import Message
from qapidoc.values.judge import Judge

DEPRECATED = "deprecated"
"""The feature of a subject whose examples may show what to use instead."""


def subject_faults(
    schema: Schema,
    values: Judge,
    examples: Sequence[Example],
    turns: Sequence[Sequence[Turn]],
) -> list[ExampleFault]:
    """Say that the examples of one comment do not show what it documents, if that is certain.

    One of them is enough, and it may be among messages that nothing reads. `turns` are those of
    each example.
    """
    subject = examples[0].definition
    if subject is None or subject.kind.is_type:
        return []
    report = Reporter(examples[0].source, subject.name)
    marked = [
        (example, each)
        for example, each in zip(examples, turns, strict=True)
        if example.text.marked and each
    ]
    shown = frozenset(name for _, each in marked for name in shown_names(each))
    if subject.name in shown:
        return [f for _, each in marked for f in _copied(schema, values, subject, report, each)]
    if any(example.text.unplaced for example in examples):
        return []
    if not marked or any(_is_open(schema, turn) for _, each in marked for turn in each):
        return []
    if any(feature.name == DEPRECATED for feature in subject.features):
        return []
    first = marked[0][0].messages[0]
    text = f"this example does not show {subject.kind.value} '{subject.name}'; add it, or move"
    return [_fault(report, first, f"{text} the example to what it shows")]


def _copied(
    schema: Schema, values: Judge, subject: Definition, report: Reporter, turns: Sequence[Turn]
) -> Iterator[ExampleFault]:
    for turn in copied(schema, values, subject, turns):
        text = f"this is an example of '{turn.command}'; did you mean '{subject.name}'?"
        yield _fault(report, turn.message, text)


def _fault(report: Reporter, message: Message, text: str) -> ExampleFault:
    span = Span(message.start, message.start + len("->"))
    return report.fault(ExampleFaultKind.SUBJECT, span, text)


def _is_open(schema: Schema, turn: Turn) -> bool:
    """Tell whether a message may be about anything: left out, unreadable, or misspelt."""
    match turn.role:
        case Role.UNKNOWN:
            return True
        case Role.COMMAND:
            name = turn.command
        case Role.EVENT:
            name = event_name(turn.message)
        case _:
            return False
    return name is None or name not in schema.definitions
