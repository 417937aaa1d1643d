"""Messages of examples, filled in and mended until they are valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from qapidoc.examples.envelope import ENVELOPES, ERROR, TIMESTAMP, Role, greeting
from qapidoc.examples.pairing import Trouble, Turn, event_name
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import Direction, Elision, JsonObject, JsonValue
from qapidoc.values.builtins import TIMESTAMP_RANGES
from qapidoc.values.changes import Change, ChangeKind, Completed, completed
from qapidoc.values.complete import Completer
from qapidoc.values.errors import error_classes
from qapidoc.values.untyped import anything

_HEADS: Mapping[Kind, str] = {Kind.COMMAND: "execute", Kind.EVENT: "event"}


class WholeMessage(msgspec.Struct, frozen=True):
    """A valid message, as `json.dumps` takes it.

    ``span`` is the place of the message that it is made of, or of the command that it answers.
    ``name`` is the command that it executes or answers, or the event. ``changes`` tell how it
    differs from what is written; one with an empty path is about the message as a whole.
    """

    role: Role
    span: Span
    name: str | None
    value: dict[str, Any]
    changes: tuple[Change, ...] = ()


class Dropped(msgspec.Struct, frozen=True):
    """A message that nothing valid can be made of, and why."""

    span: Span
    reason: str


class _Waiting(msgspec.Struct, frozen=True):
    """A command whose reply is to come, with the ``id`` that it has, if any."""

    name: str | None
    has_id: bool
    id: Any


class MessageCompleter:
    """Completes the messages of examples of one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._values = Completer(schema)

    def messages(self, turns: Sequence[Turn]) -> Iterator[WholeMessage | Dropped]:
        """Give what becomes of the messages of an example, in order.

        A command that lacks its reply gets one behind it, and a reply has the ``id`` of its
        command.
        """
        waiting: list[_Waiting] = []
        for turn in turns:
            made = self._message(turn, waiting)
            yield made
            if turn.role is Role.COMMAND and isinstance(made, WholeMessage):
                command = _Waiting(made.name, "id" in made.value, made.value.get("id"))
                if turn.trouble is Trouble.UNANSWERED:
                    yield self._reply(command, made.span, None)
                else:
                    waiting.append(command)

    def _message(self, turn: Turn, waiting: list[_Waiting]) -> WholeMessage | Dropped:
        """Complete a message; a reply takes its command from those that are `waiting`."""
        span, value = turn.message.span, turn.message.value
        if turn.trouble in {Trouble.STRAY, Trouble.SILENT}:
            return Dropped(span, "it answers nothing")
        if isinstance(value, Elision):
            if turn.message.direction is Direction.RECEIVED and waiting:
                return self._reply(waiting.pop(), span, value)
            return Dropped(span, "it is left out")
        match turn.role:
            case Role.COMMAND:
                return self._command(turn)
            case Role.EVENT:
                return self._event(turn)
            case Role.REPLY:
                return self._reply(_taken(waiting, turn.command), span, value)
            case Role.ERROR:
                return self._error(turn, _taken(waiting, turn.command))
            case Role.GREETING:
                server = self._values.object(greeting(self._schema), _part(value, "QMP"), "QMP")
                return _whole(turn, None, {"QMP": server})
        return Dropped(span, "it is no message of QMP")

    # --- by role ---------------------------------------------------------------------------

    def _command(self, turn: Turn) -> WholeMessage | Dropped:
        definition = self._definition(Kind.COMMAND, turn.command)
        if definition is None:
            return _unknown(turn, Kind.COMMAND, turn.command)
        value = turn.message.value
        heads = [head for head in ENVELOPES[Role.COMMAND].heads if _part(value, head) is not None]
        head = heads[0] if heads and (heads[0] == "execute" or definition.allow_oob) else "execute"
        parts = {head: Completed(definition.name), **self._data(definition, value, "arguments")}
        id_ = _part(value, "id")
        if id_ is not None:
            parts["id"] = completed(anything(id_, "id", "id"))
        return _whole(turn, definition.name, parts)

    def _event(self, turn: Turn) -> WholeMessage | Dropped:
        name = event_name(turn.message)
        definition = self._definition(Kind.EVENT, name)
        if definition is None:
            return _unknown(turn, Kind.EVENT, name)
        value = turn.message.value
        stamp = self._values.object(TIMESTAMP, _part(value, "timestamp"), "timestamp")
        parts = {
            "event": Completed(definition.name),
            **self._data(definition, value, "data"),
            "timestamp": _clock(stamp),
        }
        return _whole(turn, definition.name, parts)

    def _data(
        self, definition: Definition, value: JsonValue | None, name: str
    ) -> Mapping[str, Completed]:
        """Complete the arguments of a command or the data of an event, if there must be any."""
        written = _part(value, name)
        filled = self._values.data(definition, written, name)
        return {name: filled} if written is not None or filled.value else {}

    def _reply(
        self, command: _Waiting, span: Span, value: JsonValue | None
    ) -> WholeMessage | Dropped:
        """Complete a reply; `value` is the message, dots for it, or ``None`` without one."""
        definition = self._definition(Kind.COMMAND, command.name)
        if definition is None:
            return Dropped(span, "it cannot be told which command it answers")
        written = _part(value, "return")
        if definition.returns is not None:
            result = self._values.value(definition.returns, written, "return")
        else:
            result = self._values.object((), written, "return")
        if not isinstance(value, JsonObject):
            kind = ChangeKind.ADDED if value is None else ChangeKind.FILLED
            result = Completed(result.value, (Change("", kind),))
        parts = {"return": result, **_id(command)}
        return _made(Role.REPLY, span, command.name, parts, value)

    def _error(self, turn: Turn, command: _Waiting) -> WholeMessage:
        filled = self._values.object(ERROR, _part(turn.message.value, "error"), "error")
        classes = error_classes(self._schema)
        if filled.value["class"] not in classes:
            changes = {change.path: change for change in filled.changes}
            changes.setdefault("error.class", Change("error.class", ChangeKind.REPLACED))
            filled.value["class"] = classes[0]
            filled = Completed(filled.value, tuple(changes.values()))
        return _whole(turn, command.name, {"error": filled, **_id(command)})

    def _definition(self, kind: Kind, name: str | None) -> Definition | None:
        found = self._schema.definitions.get(name or "")
        return found if found is not None and found.kind is kind else None


def _clock(stamp: Completed) -> Completed:
    """Put a timestamp into the range of a clock."""
    changes = list(stamp.changes)
    for name, (least, most) in TIMESTAMP_RANGES.items():
        if not least <= stamp.value[name] <= most:
            stamp.value[name] = least
            changes.append(Change(f"timestamp.{name}", ChangeKind.REPLACED))
    return Completed(stamp.value, tuple(changes))


def _taken(waiting: list[_Waiting], name: str | None) -> _Waiting:
    """Take the command of that name from those that wait; one without ``id`` if there is none."""
    for index, command in enumerate(waiting):
        if command.name == name:
            return waiting.pop(index)
    return _Waiting(name, False, None)


def _id(command: _Waiting) -> Mapping[str, Completed]:
    return {"id": Completed(command.id)} if command.has_id else {}


def _unknown(turn: Turn, kind: Kind, name: str | None) -> Dropped:
    lacks = f"the schema has no {kind.value} '{name}'"
    return Dropped(turn.message.span, lacks if name is not None else "its name is left out")


def _part(value: JsonValue | None, name: str) -> JsonValue | None:
    """Give a part of a message, if it is there."""
    member = value.get(name) if isinstance(value, JsonObject) else None
    return member.value if member is not None else None


def _whole(turn: Turn, name: str | None, parts: Mapping[str, Completed]) -> WholeMessage:
    return _made(turn.role, turn.message.span, name, parts, turn.message.value)


def _made(
    role: Role,
    span: Span,
    name: str | None,
    parts: Mapping[str, Completed],
    written: JsonValue | None,
) -> WholeMessage:
    """Put parts together in the order in which they are written, and drop what is none."""
    names = [m.key.value for m in written.members] if isinstance(written, JsonObject) else []
    order = dict.fromkeys([*(name for name in names if name in parts), *parts])
    changes = [change for name in order for change in parts[name].changes]
    changes += [
        Change(name, ChangeKind.REMOVED) for name in dict.fromkeys(names) if name not in parts
    ]
    return WholeMessage(
        role, span, name, {name: parts[name].value for name in order}, tuple(changes)
    )
