"""Single messages, held against QMP and the schema."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from qapidoc.examples.envelope import (
    ENVELOPES,
    ERROR,
    HEADS,
    MISNAMED_HEADS,
    TIMESTAMP,
    Role,
    greeting,
)
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.pairing import Trouble, Turn
from qapidoc.examples.reporter import Reporter
from qapidoc.examples.wording import article, hint, listed
from qapidoc.schema.model import Definition, Kind, Member, Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import (
    Direction,
    JsonMember,
    JsonNumber,
    JsonObject,
    JsonString,
    Message,
)
from qapidoc.values.builtins import TIMESTAMP_RANGES
from qapidoc.values.errors import error_classes
from qapidoc.values.faults import Fault, FaultKind
from qapidoc.values.judge import Judge, label
from qapidoc.values.scalars import abbreviates, elided, suggestion, wrong_type
from qapidoc.values.uses import OnUse, Use, unnoticed

_UNKNOWN: Mapping[Kind, ExampleFaultKind] = {
    Kind.COMMAND: ExampleFaultKind.UNKNOWN_COMMAND,
    Kind.EVENT: ExampleFaultKind.UNKNOWN_EVENT,
}

_BESIDE: Mapping[Trouble, tuple[ExampleFaultKind, str]] = {
    Trouble.STRAY: (
        ExampleFaultKind.REPLY,
        "remove this reply: no command before it waits for one",
    ),
    Trouble.SILENT: (
        ExampleFaultKind.REPLY,
        "remove this reply: '{command}' has none if it succeeds",
    ),
    Trouble.OTHER_ID: (
        ExampleFaultKind.REPLY,
        "give this reply the 'id' of its command '{command}': {id}",
    ),
    Trouble.EXTRA_ID: (
        ExampleFaultKind.REPLY,
        "remove the 'id' here: the command '{command}' has none",
    ),
    Trouble.UNANSWERED: (
        ExampleFaultKind.UNANSWERED,
        "add the reply to '{command}', or '<- ...' in place of it",
    ),
}
"""The kind of fault of what is odd about a message beside others, and what to say of it."""

_DATA: Mapping[Role, str] = {Role.COMMAND: "arguments", Role.EVENT: "data"}
"""What holds the data of a message."""

_LIKENESS = 0.75
"""From this on, a name is taken for a misspelt one that tells what a message is."""


class MessageJudge:
    """Judges the messages of one example."""

    def __init__(
        self, schema: Schema, values: Judge, report: Reporter, on_use: OnUse = unnoticed
    ) -> None:
        self._schema = schema
        self._values = values
        self._report = report
        self._on_use = on_use

    def faults(self, turn: Turn) -> Iterator[ExampleFault]:
        """Give the faults of one message, but for its JSON and its arrow."""
        value = turn.message.value
        if not isinstance(value, JsonObject):
            return
        yield from self._envelope(turn.role, turn.message, value)
        match turn.role:
            case Role.COMMAND:
                yield from self._command(value)
            case Role.REPLY:
                yield from self._reply(turn, value)
            case Role.ERROR:
                yield from self._error(value)
            case Role.EVENT:
                yield from self._event(value)
            case Role.GREETING:
                yield from self._part(value, "QMP", greeting(self._schema), "the greeting")

    def direction(self, turn: Turn) -> Iterator[ExampleFault]:
        """Hold the arrow of a message against what it is."""
        message = turn.message
        envelope = ENVELOPES.get(turn.role) if isinstance(message.value, JsonObject) else None
        direction = envelope.direction if envelope is not None else message.direction
        arrow, written = direction.value, message.misspelt or message.direction.value
        if written == arrow:
            return
        if written:
            span = Span(message.start, message.start + len(written))
            text = f"write '{arrow}' instead of '{written}'"
            if envelope is not None:
                text += f": this is {article(turn.role.value)}"
            fix = self._report.fix(span, arrow, f"write '{arrow}'")
        else:
            span = Span(message.start, message.start + 1)
            text = f"put '{arrow}' before this {turn.role.value}"
            fix = self._report.fix(Span(span.start, span.start), f"{arrow} ", f"put '{arrow}' here")
        yield self._report.fault(ExampleFaultKind.DIRECTION, span, text, fix=fix)

    def beside(self, turn: Turn) -> Iterator[ExampleFault]:
        """Give what is odd about a message beside the others."""
        value = turn.message.value
        if turn.trouble is None or not isinstance(value, JsonObject):
            return
        kind, told = _BESIDE[turn.trouble]
        text = told.format(command=turn.command, id=turn.expected_id)
        head = next((m for m in value.members if m.key.value in HEADS), None)
        span = head.span if head is not None else Span(value.start, value.start + 1)
        yield self._report.fault(kind, span, text)

    # --- envelopes -------------------------------------------------------------------------

    def _envelope(self, role: Role, message: Message, value: JsonObject) -> Iterator[ExampleFault]:
        """Hold the members of a message itself against what QMP has."""
        names = {member.key.value for member in value.members}
        envelope = ENVELOPES.get(role)
        if envelope is None or names.isdisjoint(envelope.heads):
            if not value.elided:
                yield self._unknown_message(message, value)
            return
        known = envelope.names
        absent = [name for name in known if name not in names]
        inside, is_clear = self._beside(role, value) if not names.issubset(known) else ([], True)
        if inside:
            first = next(m for m in value.members if m.key.value == inside[0])
            text = f"put {listed(inside)} into '{_DATA[role]}'"
            yield self._report.message(first.key.span, text, inside[0])
        for member in value.members:
            name = member.key.value
            if name in known or name in inside:
                continue
            near = envelope.misnamed.get(name) or suggestion(name, absent)
            if near is None and not is_clear:
                continue
            absent = [other for other in absent if other != near]
            what = f"{article(role.value)} has no '{name}' beside '{envelope.heads[0]}'"
            yield self._report.message(member.key.span, f"{what}{hint(near)}", name)
        if value.elided:
            return
        for name in envelope.required:
            if name in absent:
                head = next(m for m in value.members if m.key.value in envelope.heads)
                text = f"add '{name}' to the {role.value}: every {role.value} has it"
                yield self._report.message(head.span, text)

    def _beside(self, role: Role, value: JsonObject) -> tuple[list[str], bool]:
        """Give the members that belong into the data of a message, and stand beside it.

        Besides, tell whether all such are given: not if the schema lacks what it is about.
        """
        if role not in _DATA or value.get(_DATA[role]) is not None:
            return [], True
        head = next((m.value for m in value.members if m.key.value in ENVELOPES[role].heads), None)
        name = head.value if isinstance(head, JsonString) else ""
        definition = self._schema.definitions.get(name)
        if definition is None or definition.kind.is_type:
            return [], False
        known = self._values.names(definition)
        names = [m.key.value for m in value.members if m.key.value not in ENVELOPES[role].names]
        return [name for name in names if name in known], True

    def _unknown_message(self, message: Message, value: JsonObject) -> ExampleFault:
        """Say that a message is none of QMP's, and which it may be meant to be."""
        arrow = message.direction
        heads = [
            head
            for head, role in HEADS.items()
            if arrow in {Direction.UNMARKED, ENVELOPES[role].direction}
        ]
        for member in value.members:
            name = member.key.value
            near = MISNAMED_HEADS.get(name) or suggestion(name, heads, _LIKENESS)
            if near in heads:
                text = f"QMP has no message with '{name}'{hint(near)}"
                return self._report.message(member.key.span, text, name)
        names = {member.key.value for member in value.members}
        inner = next((m for m in _inner_members(value) if m.key.value in HEADS), None)
        if inner is not None and not message.sound:
            text = f"end what is before '{inner.key.value}': it belongs to the message itself"
            return self._report.message(inner.key.span, text, inner.key.value)
        if names == {"class", "desc"}:
            text = "put this into 'error': it is what an error has"
        elif arrow is Direction.SENT or "arguments" in names:
            text = "this is no command: give its name with 'execute'"
        elif self._is_returned(value):
            text = f"put this into 'return': it is what '{self._report.documented}' returns"
        else:
            text = "this is no message of QMP: a reply has 'return' or 'error', an event 'event'"
        return self._report.message(Span(value.start, value.start + 1), text)

    def _is_returned(self, value: JsonObject) -> bool:
        """Tell whether an object is what the documented command returns, but for the envelope."""
        definition = self._schema.definitions.get(self._report.documented or "")
        if definition is None or definition.returns is None or not value.members:
            return False
        return not any(self._values.value(definition.returns, value, ""))

    # --- contents --------------------------------------------------------------------------

    def _command(self, value: JsonObject) -> Iterator[ExampleFault]:
        head, out_of_band = value.get("execute"), value.get("exec-oob")
        if head is not None and out_of_band is not None:
            text = "a command has 'execute' or 'exec-oob'; remove one"
            yield self._report.message(out_of_band.key.span, text, "exec-oob")
        head = head or out_of_band
        definition = yield from self._definition(head, Kind.COMMAND)
        if head is None or definition is None:
            return
        self._on_use(Use(definition, None, "", head.value.span))
        if head.key.value == "exec-oob" and not definition.allow_oob:
            text = f"command '{definition.name}' cannot be executed out of band; write 'execute'"
            yield self._report.message(head.key.span, text, head.key.value)
        yield from self._data(definition, Role.COMMAND, "arguments", head, value)

    def _event(self, value: JsonObject) -> Iterator[ExampleFault]:
        yield from self._part(value, "timestamp", TIMESTAMP, "the timestamp")
        yield from self._clock(value)
        head = value.get("event")
        definition = yield from self._definition(head, Kind.EVENT)
        if head is not None and definition is not None:
            self._on_use(Use(definition, None, "", head.value.span))
            yield from self._data(definition, Role.EVENT, "data", head, value)

    def _clock(self, value: JsonObject) -> Iterator[ExampleFault]:
        """Hold the numbers of a timestamp against what a clock can show."""
        stamp = value.get("timestamp")
        if stamp is None or not isinstance(stamp.value, JsonObject):
            return
        for name, (least, most) in TIMESTAMP_RANGES.items():
            part = stamp.value.get(name)
            number = part.value if part is not None else None
            if not isinstance(number, JsonNumber) or number.integer is None:
                continue
            if not least <= number.integer <= most:
                expected = f"from {least} to {most}"
                path = f"timestamp.{name}"
                fault = Fault(
                    FaultKind.OUT_OF_RANGE, path, number.span, name, "", expected, number.text
                )
                yield from self._report.values([fault])

    def _reply(self, turn: Turn, value: JsonObject) -> Iterator[ExampleFault]:
        result = value.get("return")
        definition = self._schema.definitions.get(turn.command or "")
        if result is None or definition is None or definition.kind is not Kind.COMMAND:
            return
        if definition.returns is not None:
            faults = self._values.value(definition.returns, result.value, "return")
            yield from self._report.values(faults)
        elif definition.success_response and not self._values.is_torn(definition):
            yield from self._part(value, "return", (), f"the reply to '{definition.name}'")

    def _error(self, value: JsonObject) -> Iterator[ExampleFault]:
        yield from self._part(value, "error", ERROR, "an error")
        error = value.get("error")
        if error is None or not isinstance(error.value, JsonObject):
            return
        found = error.value.get("class")
        if found is None or not isinstance(found.value, JsonString):
            return
        name = found.value.value
        classes = error_classes(self._schema)
        if name in classes or self._schema.may_exist(name) or abbreviates(found.value, classes):
            return
        near = hint(suggestion(name, classes))
        text = f"there is no error class '{name}'{near}"
        yield self._report.fault(ExampleFaultKind.UNKNOWN_ERROR, found.value.span, text, name)

    def _definition(
        self, head: JsonMember | None, kind: Kind
    ) -> Generator[ExampleFault, None, Definition | None]:
        """Find the command or event that a message names, or say that there is none."""
        if head is None or elided(head.value):
            return None
        if not isinstance(head.value, JsonString):
            fault = wrong_type(head.value, head.key.value, "str", "string")
            yield from self._report.values([fault])
            return None
        name = head.value.value
        definition = self._schema.definitions.get(name)
        if definition is not None and definition.kind is kind:
            return definition
        if head.value.elided and abbreviates(head.value, self._names(kind)):
            return None
        if not self._schema.may_exist(name):
            if definition is not None:
                near = f"; that is {article(definition.kind.value)}"
            else:
                near = hint(suggestion(name, self._names(kind)))
            text = f"there is no {kind.value} '{name}'{near}"
            yield self._report.fault(_UNKNOWN[kind], head.value.span, text, name)
            return self._meant(near, kind)
        return None

    def _names(self, kind: Kind) -> list[str]:
        """Give the names of all commands, or of all events."""
        return [d.name for d in self._schema.definitions.values() if d.kind is kind]

    def _meant(self, near: str, kind: Kind) -> Definition | None:
        """Give the documented definition if it is the one that a misspelt name is near to."""
        documented = self._report.documented
        definition = self._schema.definitions.get(documented or "")
        meant = definition is not None and definition.kind is kind and near == hint(documented)
        return definition if meant else None

    def _data(
        self,
        definition: Definition,
        role: Role,
        path: str,
        head: JsonMember,
        value: JsonObject,
    ) -> Iterator[ExampleFault]:
        """Hold the arguments of a command or the data of an event against its definition."""
        data = value.get(path)
        if data is None:
            others = {member.key.value for member in value.members} - {*ENVELOPES[role].names}
            if value.elided or others:
                return
            required = self._values.required(definition)
            yield from self._report.values(
                Fault(
                    FaultKind.MISSING_MEMBER, f"{path}.{name}", head.span, name, label(definition)
                )
                for name in required
            )
        elif isinstance(data.value, JsonObject):
            yield from self._report.values(self._values.data(definition, data.value, path))
        elif not elided(data.value):
            fault = wrong_type(data.value, path, label(definition), "object")
            yield from self._report.values([fault])

    def _part(
        self, value: JsonObject, name: str, members: tuple[Member, ...], type_: str
    ) -> Iterator[ExampleFault]:
        """Hold a part of a message that no definition describes against its members."""
        part = value.get(name)
        if part is None or elided(part.value):
            return
        if isinstance(part.value, JsonObject):
            faults = self._values.object(members, type_, part.value, name)
            yield from self._report.values(faults)
        else:
            yield from self._report.values([wrong_type(part.value, name, type_, "object")])


def _inner_members(value: JsonObject) -> Iterator[JsonMember]:
    """Give the members of the objects in an object."""
    for member in value.members:
        if isinstance(member.value, JsonObject):
            yield from member.value.members
            yield from _inner_members(member.value)
