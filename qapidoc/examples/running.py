"""Examples, sent to a QEMU that runs, and what becomes of them.

How a command gets there and its answer back is not known here: an `Ask` does that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from qapidoc.examples.calls import Call, calls
from qapidoc.examples.collect import Example
from qapidoc.examples.envelope import Role
from qapidoc.examples.outline import Difference, differences
from qapidoc.schema.model import Kind, Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import JsonArray, JsonObject, JsonValue
from qapidoc.syntax.plain import PlainError, nodes_of
from qapidoc.values.faults import Fault
from qapidoc.values.judge import Judge
from qapidoc.values.scalars import wrong_type

NOT_FOUND = "CommandNotFound"
"""The class of the error for a command that a QEMU does not have."""


class Returned(msgspec.Struct, frozen=True):
    """What a command returned, as Python has JSON."""

    value: Any


class Refused(msgspec.Struct, frozen=True):
    """The error that a command met: its class and its description."""

    error: str
    description: str


Answer = Returned | Refused

Ask = Callable[[str, Mapping[str, Any] | None], Answer]
"""Sends a command with its arguments, and gives the answer."""


class Outcome(StrEnum):
    """What became of a command."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The QEMU does not have the command."""
    NOT_SENT = "not-sent"


class Result(msgspec.Struct, frozen=True):
    """What became of one command of an example.

    ``path`` is the module, ``span`` the place of the command in it, and ``definition`` what is
    documented there. ``reason`` says why the command was not sent or was refused, or why its
    answer was not judged or not compared, and ``error`` is the class of a refusal.

    ``faults`` are those of the answer, with paths in it and no places, since it stands in no
    file; where a result has the same answer as an earlier one, that one has them. ``documented``
    tells whether the document shows a reply, an error or neither. ``differences`` are those
    between the answer and what it shows. ``compared`` is false where one of these says nothing:
    an empty array, or what is left out.
    """

    path: str
    span: Span
    definition: str | None
    command: str
    arguments: Mapping[str, Any] | None
    outcome: Outcome
    reason: str = ""
    error: str = ""
    faults: tuple[Fault, ...] = ()
    documented: Role | None = None
    compared: bool = False
    differences: tuple[Difference, ...] = ()


def run(
    schema: Schema, examples: Iterable[Example], ask: Ask, only: Collection[str] = ()
) -> Iterator[Result]:
    """Send the commands of `examples` that are queries, or named in `only`.

    Each result is given before the next command is sent. A command with the same arguments is
    sent once; its answer counts wherever it is shown.
    """
    running = _Run(schema, ask)
    for example in examples:
        for call in calls(schema, running.values, example, only):
            yield running.result(example, call)


class _Run:
    """Keeps the answers of one run."""

    def __init__(self, schema: Schema, ask: Ask) -> None:
        self.schema = schema
        self.values = Judge(schema)
        self.ask = ask
        self.answers: dict[str, Answer] = {}

    def result(self, example: Example, call: Call) -> Result:
        """Send a command, if it can be, and judge the answer."""
        definition = example.definition
        result = Result(
            example.path,
            call.span,
            definition.name if definition is not None else None,
            call.name,
            call.arguments,
            Outcome.NOT_SENT,
            call.obstacle,
            documented=call.documented,
        )
        if call.obstacle:
            return result
        key = json.dumps([call.name, call.arguments], sort_keys=True)
        is_new = key not in self.answers
        if is_new:
            self.answers[key] = self.ask(call.name, call.arguments)
        match self.answers[key]:
            case Refused(error, description):
                outcome = Outcome.UNKNOWN if error == NOT_FOUND else Outcome.REFUSED
                return replace(result, outcome=outcome, reason=description, error=error)
            case Returned(value):
                judged = self.judged(call, value, is_new=is_new)
                return replace(result, outcome=Outcome.ANSWERED, **judged)

    def judged(self, call: Call, value: Any, *, is_new: bool) -> dict[str, Any]:
        """Give the fields of a result that tell about what was returned."""
        try:
            answer = nodes_of(value)
        except PlainError as error:
            return {"reason": f"the answer is not judged: {error}"}
        found = tuple(faults(self.schema, self.values, call.name, answer)) if is_new else ()
        if call.reply is None:
            return {"faults": found}
        other = differences(call.reply, answer)
        if not other and _is_void(answer) != _is_void(call.reply):
            what = "the answer" if _is_void(answer) else "what the document shows"
            return {"faults": found, "reason": f"{what} is an empty array"}
        return {"faults": found, "compared": True, "differences": other}


def _is_void(value: JsonValue) -> bool:
    return isinstance(value, JsonArray) and not value.items


def faults(schema: Schema, values: Judge, command: str, value: JsonValue) -> Iterator[Fault]:
    """Hold what a command returned against the schema; paths begin with ``return``."""
    definition = schema.definitions.get(command)
    if definition is None or definition.kind is not Kind.COMMAND:
        return
    if definition.returns is not None:
        yield from values.value(definition.returns, value, "return")
    elif not values.is_torn(definition):
        what = f"the reply to '{command}'"
        if isinstance(value, JsonObject):
            yield from values.object((), what, value, "return")
        else:
            yield wrong_type(value, "return", what, "object")
