"""The messages of a log, held against a schema one by one, in constant memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from qapidoc.examples.answers import Answer, Answers
from qapidoc.examples.envelope import ENVELOPES, Role, role_of
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.forms import AGENT, MONITOR
from qapidoc.examples.framing import MAX_MESSAGE, Frame
from qapidoc.examples.judge import credible
from qapidoc.examples.logged import Logged, may_be_message, path_at
from qapidoc.examples.messages import MessageJudge
from qapidoc.examples.pairing import (
    Trouble,
    Turn,
    command_name,
    event_name,
    message_role,
    silent_commands,
)
from qapidoc.examples.reporter import Reporter
from qapidoc.examples.uses import named
from qapidoc.examples.wording import article
from qapidoc.schema.model import Schema
from qapidoc.source import Source, Span
from qapidoc.syntax.messages import Direction, JsonObject, Message
from qapidoc.syntax.strict import read_message
from qapidoc.values.judge import Judge
from qapidoc.values.uses import Use, unnoticed

FEATURES: Mapping[str, ExampleFaultKind] = {
    "deprecated": ExampleFaultKind.DEPRECATED,
    "unstable": ExampleFaultKind.UNSTABLE,
}
"""The special features whose use can be told, and the kind of fault that this is."""

MAX_TOLD = 20
"""Of the places that are no JSON, so many are told of one message, the first ones."""

_AGENT_COMMAND = "guest-sync"
"""A command that the schemas of all guest agents have, and no other."""

_POINTER = "0x"
"""How channels begin that are monitors for certain."""

_ODD: Mapping[Trouble, str] = {
    Trouble.STRAY: "no command before this reply waits for one with the id {id}",
    Trouble.SILENT: "'{command}' has no reply if it succeeds",
}
"""What to say of what is odd about a reply."""

_SENDERS: Mapping[Direction, str] = {Direction.SENT: "a client", Direction.RECEIVED: "a server"}

_NOWHERE = Source("", "")
_UNREAD = Turn(Message(0, 0, Direction.UNMARKED, None), Role.UNKNOWN)


class LogFault(msgspec.Struct, frozen=True):
    """One thing that is wrong with a message of a log.

    ``line`` and ``column`` are its place in the log. ``name`` is the command that the message
    executes or answers, or its event, if that is known. ``path`` leads to the value in the
    message, to the object if that lacks something; it is empty for the message itself.
    """

    line: int
    column: int
    kind: ExampleFaultKind
    role: Role
    name: str | None
    path: str
    message: str


class Validator:
    """Judges the messages of one log.

    `features` are those of `FEATURES` whose use by a client is a fault. ``messages`` counts the
    messages so far; of these, ``foreign`` ones are not for this schema, and ``too_deep`` ones have
    more nested brackets than are read, so that neither were judged. ``noise`` counts the lines
    of other JSON.
    """

    def __init__(self, schema: Schema, features: Collection[str] = ()) -> None:
        self.messages = self.foreign = self.too_deep = self.noise = 0
        self._schema = schema
        self._features = features
        self._uses: list[Use] = []
        self._on_use = self._uses.append if features else unnoticed
        self._values = Judge(schema, self._on_use)
        self._answers = Answers(silent_commands(schema))
        self._quick = Reporter(_NOWHERE)
        self._for_agent = _AGENT_COMMAND in schema.definitions

    def validate(self, frames: Iterable[Frame]) -> Iterator[LogFault]:
        """Give the faults of all messages, each as soon as its message has been read."""
        for frame in frames:
            yield from self.faults(frame)

    def faults(self, frame: Frame) -> Sequence[LogFault]:
        """Give the faults of the next message, in the order of its text."""
        value = read_message(frame.text)
        message = Message(0, 0, frame.direction, value)
        if frame.direction is Direction.UNMARKED and _is_noise(frame, value):
            self.noise += frame.text.count("\n") + 1
            return ()
        self.messages += 1
        if self._is_foreign(frame.channel):
            self.foreign += 1
            return ()
        if value is None:
            return self._broken(frame)
        answer = self._answers.answer(frame.channel, message)
        if not self._wrong(self._quick, answer.turn):
            return ()
        turn = answer.turn
        if not answer.certain:
            self._answers.doubt(frame.channel, message)
            turn = msgspec.structs.replace(turn, command=None)
        return self._placed(Logged(frame), turn)

    def _is_foreign(self, channel: str) -> bool:
        """Tell whether messages of a channel follow another schema than this one."""
        if self._for_agent:
            return channel == MONITOR or channel.startswith(_POINTER)
        return channel == AGENT

    # --- sound messages --------------------------------------------------------------------

    def _placed(self, logged: Logged, turn: Turn) -> list[LogFault]:
        """Judge a message once more, to tell where the faults are."""
        if len(logged.messages) == 1 and not logged.problems:
            turn = msgspec.structs.replace(turn, message=logged.messages[0])
        found = self._wrong(Reporter(logged.source), turn)
        return [_fault(logged, turn, f) for f in sorted(found, key=lambda f: f.span)]

    def _wrong(self, report: Reporter, turn: Turn) -> list[ExampleFault]:
        """Give all that is wrong with a message, but for its JSON."""
        self._uses.clear()
        judge = MessageJudge(self._schema, self._values, report, self._on_use)
        found = list(judge.faults(turn))
        found.extend(_beside(report, turn))
        if self._uses and turn.role is Role.COMMAND:
            found.extend(self._used(report))
        return found

    def _used(self, report: Reporter) -> Iterator[ExampleFault]:
        """Give the uses of what has one of the features that are asked for."""
        for use in self._uses:
            for feature in use.features:
                if feature.name in self._features:
                    text = f"{named(use)} is {feature.name}"
                    yield report.fault(FEATURES[feature.name], use.span, text)

    # --- broken messages -------------------------------------------------------------------

    def _broken(self, frame: Frame) -> list[LogFault]:
        """Judge a message that is no JSON, as far as it can be read."""
        if frame.too_long:
            self._answers.lose(frame.channel)
            text = f"this message is longer than {MAX_MESSAGE >> 20} MiB, and could not be judged"
            place = (frame.line, frame.column)
            return [LogFault(*place, ExampleFaultKind.JSON, Role.UNKNOWN, None, "", text)]
        logged = Logged(frame)
        if logged.is_json and not any(problem.repeats for problem in logged.problems):
            self.too_deep += 1
            self._answers.lose(frame.channel)
            return []
        report = Reporter(logged.source)
        found: list[tuple[Turn, ExampleFault]] = []
        guessed: list[ExampleFault] = []
        turns = [self._turn(frame.channel, message) for message in logged.messages]
        for turn in turns:
            faults, odd = credible(report, turn.message, self._wrong(report, turn))
            found.extend((turn, fault) for fault in faults)
            guessed.extend(odd)
        found.extend(
            (_around(turns, problem.span), report.problem(problem, guessed))
            for problem in logged.problems[:MAX_TOLD] or (logged.no_json(),)
        )
        if not turns:
            self._answers.lose(frame.channel)
        found.sort(key=lambda pair: pair[1].span)
        return [_fault(logged, turn, fault) for turn, fault in found]

    def _turn(self, channel: str, message: Message) -> Turn:
        """Tell what a broken message is, and which command it is about if that is certain."""
        if not message.sound or not isinstance(message.value, JsonObject):
            self._answers.lose(channel)
            return Turn(message, message_role(message), command_name(message))
        answer: Answer = self._answers.answer(channel, message)
        if answer.certain:
            return answer.turn
        return msgspec.structs.replace(answer.turn, command=None)


def _is_noise(frame: Frame, value: JsonObject | None) -> bool:
    """Tell whether something that looks like JSON, and has no arrow, is no message."""
    if value is not None:
        return role_of(value) is Role.UNKNOWN
    return not frame.too_long and not may_be_message(frame)


def _beside(report: Reporter, turn: Turn) -> Iterator[ExampleFault]:
    """Give what is odd about a message beside the others, and about who sends it."""
    value, envelope = turn.message.value, ENVELOPES.get(turn.role)
    if value is None:
        return
    first = Span(value.start, value.start + 1)
    if turn.trouble is not None:
        text = _ODD[turn.trouble].format(command=turn.command, id=turn.expected_id)
        yield report.fault(ExampleFaultKind.REPLY, first, text)
    sender = turn.message.direction
    if envelope is not None and sender not in {Direction.UNMARKED, envelope.direction}:
        text = f"this is {article(turn.role.value)}, which {_SENDERS[sender]} does not send"
        yield report.fault(ExampleFaultKind.DIRECTION, first, text)


def _around(turns: Sequence[Turn], span: Span) -> Turn:
    """Give the message that a span is in, or else is behind."""
    before = [turn for turn in turns if turn.message.start <= span.start]
    return before[-1] if before else _UNREAD


def _fault(logged: Logged, turn: Turn, fault: ExampleFault) -> LogFault:
    """Give a fault with its place in the log."""
    place = logged.position(fault.span.start)
    value = turn.message.value
    path = path_at(value, fault.span) if value is not None and fault.span.end else ""
    name = turn.command or event_name(turn.message)
    return LogFault(place.line, place.column, fault.kind, turn.role, name, path, fault.message)
