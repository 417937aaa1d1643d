"""The examples of a schema, held against its model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from qapidoc.examples.collect import Example, blocks
from qapidoc.examples.envelope import Role
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import Turn, begins_with_reply, pair, silent_commands
from qapidoc.examples.reporter import Reporter
from qapidoc.examples.standing import standing
from qapidoc.examples.subject import subject_faults
from qapidoc.examples.uses import UseJudge
from qapidoc.releases import Release
from qapidoc.schema.model import Kind, Module, Schema
from qapidoc.syntax.messages import JsonObject, JsonString, Message
from qapidoc.values.judge import Judge
from qapidoc.values.uses import Use

_NAMES = frozenset({ExampleFaultKind.UNKNOWN_COMMAND, ExampleFaultKind.UNKNOWN_EVENT})
"""Kinds of faults that guessed brackets do not lead to."""


def judge(
    schema: Schema, modules: Iterable[Module] | None = None, target: Release | None = None
) -> tuple[ExampleFault, ...]:
    """Give all that is wrong with the examples of `modules`, of all if there are none given.

    With a `target` that includes what this release does not have yet. The faults are in the
    order of the text.
    """
    judging = ExampleJudge(schema, target)
    return tuple(
        fault
        for _, examples in groupby(blocks(schema, modules), key=_comment)
        for fault in judging.faults(list(examples))
    )


def _comment(example: Example) -> tuple[str, int]:
    """Tell which doc comment an example stands in."""
    return example.path, example.doc.start


_REFUSED: Mapping[str, frozenset[ExampleFaultKind]] = {
    "CommandNotFound": frozenset({ExampleFaultKind.UNKNOWN_COMMAND}),
    "GenericError": frozenset(
        {
            ExampleFaultKind.MESSAGE,
            ExampleFaultKind.UNKNOWN_ARGUMENT,
            ExampleFaultKind.MISSING_ARGUMENT,
            ExampleFaultKind.WRONG_TYPE,
            ExampleFaultKind.UNKNOWN_VALUE,
            ExampleFaultKind.OUT_OF_RANGE,
        }
    ),
}
"""The faults of a command that QEMU refuses with an error of each class."""


class Judged(msgspec.Struct, frozen=True):
    """What comes of judging an example: its faults, in the order of its text, and its turns.

    Of the `doubtful` messages, given by their offsets, only names were judged, since members
    seem to be in wrong objects after brackets had to be guessed.
    """

    faults: tuple[ExampleFault, ...]
    turns: tuple[Turn, ...]
    doubtful: frozenset[int]


class ExampleJudge:
    """Judges examples of one schema, one at a time."""

    def __init__(self, schema: Schema, target: Release | None = None) -> None:
        self._schema = schema
        self._target = target
        self._uses: list[Use] = []
        self._values = Judge(schema, self._uses.append)
        self._featured = UseJudge(schema, target)
        self._is_silent = silent_commands(schema)

    def turns(self, example: Example) -> tuple[Turn, ...]:
        """Tell for each message of an example what it is, and which command it is about."""
        subject = example.definition
        is_command = subject is not None and subject.kind is Kind.COMMAND
        documented = subject.name if subject is not None and is_command else None
        return pair(example.messages, documented, self._is_silent, example.breaks)

    def faults(self, examples: Sequence[Example]) -> Iterator[ExampleFault]:
        """Give all that is wrong with the examples of one doc comment, and what else is in it.

        They may belong together: a command may have its reply in the next one, or in one that
        nothing reads, and the subject need not be in all of them.
        """
        judged = [self.judged(example) for example in examples]
        about = subject_faults(self._schema, self._values, examples, [j.turns for j in judged])
        last = max(
            (
                number
                for number, (example, one) in enumerate(zip(examples, judged, strict=True))
                if example.text.unplaced or begins_with_reply(one.turns)
            ),
            default=-1,
        )
        found = list(about)
        for number, one in enumerate(judged):
            is_last = number > last or (number == last and not examples[number].text.unplaced)
            found += (f for f in one.faults if is_last or f.kind is not ExampleFaultKind.UNANSWERED)
        yield from sorted(found, key=lambda fault: fault.span)

    def judged(self, example: Example) -> Judged:
        """Judge an example."""
        documented = example.definition.name if example.definition is not None else None
        report = Reporter(example.source, documented)
        messages = MessageJudge(self._schema, self._values, report, self._uses.append)
        turns = self.turns(example)
        found: list[ExampleFault] = []
        astray: dict[int, list[ExampleFault]] = {}
        unknown: set[int] = set()
        for turn in turns:
            self._uses.clear()
            told = (fault for fault in messages.faults(turn) if not _is_refused(turn, fault))
            faults, odd = credible(report, turn.message, told)
            if odd:
                astray[turn.message.start] = odd
            if any(fault.kind in _NAMES for fault in faults):
                unknown.add(turn.message.start)
            found.extend(faults)
            if not any(_is_mixed_up(fault) for fault in faults):
                found.extend(messages.direction(turn))
            found.extend(messages.beside(turn))
            if turn.role is Role.COMMAND:
                found.extend(self._featured.featured(example, report, self._uses))
            found.extend(self._featured.newer(example, report, self._uses))
        misfits = {fault.span for fault in found}
        for start, problem in example.placed_problems:
            fault = report.problem(problem, astray.get(start, ()))
            guessed = start in unknown and not problem.certain
            if guessed or problem.span in misfits:
                fault = msgspec.structs.replace(fault, fix=None)
            found.append(fault)
        found.extend(standing(example, report, self._target))
        found.sort(key=lambda fault: fault.span)
        return Judged(tuple(found), turns, frozenset(astray))


def _is_mixed_up(fault: ExampleFault) -> bool:
    """Tell whether a message may be meant as one of another role."""
    is_message = fault.kind is ExampleFaultKind.MESSAGE and fault.member is not None
    return is_message or fault.kind in _NAMES


def credible(
    report: Reporter, message: Message, faults: Iterable[ExampleFault]
) -> tuple[list[ExampleFault], list[ExampleFault]]:
    """Give the faults of a message that count, and those that show that a bracket is elsewhere.

    The latter there are only where brackets had to be guessed, and what the message is about is
    known.
    """
    found = list(faults)
    if message.sound:
        return found, []
    names = [fault for fault in found if fault.kind in _NAMES]
    odd = [fault for fault in found if report.is_astray(fault)] if not names else []
    return (names, odd) if names or odd else (found, [])


def _is_refused(turn: Turn, fault: ExampleFault) -> bool:
    """Tell whether a command may be there to show that it is refused for just this fault."""
    value = turn.error.value if turn.error is not None else None
    error = value.get("error") if isinstance(value, JsonObject) else None
    told = error.value.get("class") if error and isinstance(error.value, JsonObject) else None
    if told is None or not isinstance(told.value, JsonString):
        return False
    return fault.kind in _REFUSED.get(told.value.value, ())
