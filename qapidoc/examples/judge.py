"""The examples of a schema, held against its model."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from qapidoc.examples.collect import Example, collect
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import pair
from qapidoc.examples.reporter import Reporter
from qapidoc.schema.model import Kind, Module, Schema
from qapidoc.values.judge import Judge

_NAMES = frozenset({ExampleFaultKind.UNKNOWN_COMMAND, ExampleFaultKind.UNKNOWN_EVENT})
"""Kinds of faults that guessed brackets do not lead to."""


def judge(schema: Schema, modules: Iterable[Module] | None = None) -> tuple[ExampleFault, ...]:
    """Give all that is wrong with the examples of `modules`, of all if there are none given.

    The faults are in the order of the text.
    """
    values = Judge(schema)
    return tuple(
        fault
        for example in collect(schema, modules)
        for fault in judge_example(schema, values, example)
    )  # fmt: skip


def judge_example(schema: Schema, values: Judge, example: Example) -> list[ExampleFault]:
    """Give all that is wrong with one example, in the order of its text."""
    definition = example.definition
    is_command = definition is not None and definition.kind is Kind.COMMAND
    documented = definition.name if definition is not None and is_command else None
    report = Reporter(example)
    messages = MessageJudge(schema, values, report)
    found: list[ExampleFault] = []
    odd: dict[int, list[ExampleFault]] = {}
    for turn in pair(example.messages, documented):
        faults = list(messages.faults(turn))
        if not turn.message.sound and faults:
            odd[turn.message.start] = faults
            faults = [fault for fault in faults if fault.kind in _NAMES]
        found.extend(faults)
        found.extend(messages.direction(turn))
    starts = [message.start for message in example.messages]
    for problem in example.problems:
        before = bisect.bisect_right(starts, problem.span.start)
        start = starts[before - 1] if before else 0
        found.append(report.problem(problem, odd.get(start, ())))
    return sorted(found, key=lambda fault: fault.span)
