"""Which commands of an example may be sent to a QEMU that runs, and with which arguments."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from qapidoc.examples.collect import Example
from qapidoc.examples.envelope import ANSWERS, ENVELOPES, Role
from qapidoc.examples.pairing import Turn, pair
from qapidoc.examples.wording import listed, sentence
from qapidoc.schema.model import Definition, Kind, Schema
from qapidoc.source import Span
from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
)
from qapidoc.syntax.plain import PlainError, plain
from qapidoc.values.judge import Judge
from qapidoc.values.scalars import elided

QUERY = "query-"
"""How the names of commands begin that only answer."""

MEDDLING: Mapping[str, str] = {
    "query-cpus": "it interrupts the CPUs of the guest",
    "query-rx-filter": "it lets the next NIC_RX_FILTER_CHANGED be emitted",
}
"""The queries that do more than answer, and what.

Source: the comments of `query-cpus` up to 5.2, and of the event NIC_RX_FILTER_CHANGED. No other
query of the releases from 1.0 to 10.2.2 is said to do anything.
"""


class Call(msgspec.Struct, frozen=True):
    """A command of an example that may be sent, or has a reason not to be.

    ``arguments`` are as Python has them, ``None`` if there are none. ``documented`` is the role
    of the documented reply, if there is one, and ``reply`` the value that it shows to be
    returned. ``obstacle`` says why the command cannot be sent; it is empty if it can.
    """

    name: str
    span: Span
    arguments: Mapping[str, Any] | None = None
    documented: Role | None = None
    reply: JsonValue | None = None
    obstacle: str = ""


def calls(
    schema: Schema, values: Judge, example: Example, only: Collection[str] = ()
) -> Iterator[Call]:
    """Give the commands of an example that are queries, or named in `only`, in their order."""
    for command, reply in _exchanges(example):
        name = command.command
        if name is None or not considered(name, only):
            continue
        obstacle = forbidden(schema, name, only) or _flaw(example, command.message)
        arguments = None
        if not obstacle:
            arguments, obstacle = _arguments(schema, values, command)
        yield Call(
            name,
            command.message.span,
            arguments,
            reply.role if reply is not None else None,
            _returned(reply),
            obstacle,
        )


# --- selection -----------------------------------------------------------------------------


def considered(name: str, only: Collection[str] = ()) -> bool:
    """Tell whether a command is a query, by its name, or named in `only`."""
    return name.startswith(QUERY) or name in only


def forbidden(schema: Schema, name: str, only: Collection[str] = ()) -> str:
    """Say why a command must not be sent, whatever its arguments are; empty if it may.

    May be sent: what is named in `only`, and what the schema defines as a command, has the
    name of a query, and is not known to do more than answer. All must have a reply.
    """
    definition = _command(schema, name)
    if definition is not None and not definition.success_response:
        return "it has no reply"
    if name in only:
        return ""
    if not name.startswith(QUERY):
        return "it is no query"
    if definition is None:
        return "the schema has no such command"
    return MEDDLING.get(name, "")


def _command(schema: Schema, name: str) -> Definition | None:
    found = schema.definitions.get(name)
    return found if found is not None and found.kind is Kind.COMMAND else None


# --- commands ------------------------------------------------------------------------------


def _flaw(example: Example, message: Message) -> str:
    """Say why a command, apart from its arguments, is not fit to be sent."""
    for start, problem in example.placed_problems:
        if start == message.start:
            return f"it is no JSON: {problem.message}"
    if not isinstance(message.value, JsonObject):
        return "it could not be read"
    if message.value.elided:
        return "a part of it is left out"
    known = ENVELOPES[Role.COMMAND].names
    odd = [m.key.value for m in message.value.members if m.key.value not in known]
    return f"a command has no {listed(odd)}" if odd else ""


def _arguments(
    schema: Schema, values: Judge, command: Turn
) -> tuple[Mapping[str, Any] | None, str]:
    """Give the arguments of a command, or say why it cannot be sent with them."""
    definition = _command(schema, command.command or "")
    message = command.message.value
    member = message.get("arguments") if isinstance(message, JsonObject) else None
    if member is None:
        lacking = values.required(definition) if definition is not None else ()
        return None, f"it lacks the arguments {listed(lacking)}" if lacking else ""
    if _left_out(member.value):
        return None, "a part of its arguments is left out"
    if not isinstance(member.value, JsonObject):
        return None, "its arguments are no object"
    if definition is not None:
        for fault in values.data(definition, member.value, "arguments"):
            return None, sentence(fault)
    try:
        return plain(member.value), ""
    except PlainError as error:
        return None, f"its arguments cannot be sent: {error}"


def _left_out(value: JsonValue) -> bool:
    """Tell whether anything in a value is left out, be it a part of a string."""
    match value:
        case Elision():
            return True
        case JsonString():
            return value.elided
        case JsonArray():
            return any(map(_left_out, value.items))
        case JsonObject():
            return value.elided or any(_left_out(member.value) for member in value.members)
        case _:
            return False


# --- replies -------------------------------------------------------------------------------


def _exchanges(example: Example) -> Sequence[tuple[Turn, Turn | None]]:
    """Give the commands of an example, each with its reply.

    Several replies to commands of one name are in their order.
    """
    definition = example.definition
    is_command = definition is not None and definition.kind is Kind.COMMAND
    turns = pair(example.messages, definition.name if definition and is_command else None)
    replies: defaultdict[str | None, deque[Turn]] = defaultdict(deque)
    for turn in turns:
        if turn.role in ANSWERS:
            replies[turn.command].append(turn)
    commands = [turn for turn in turns if turn.role is Role.COMMAND and turn.command is not None]
    return [
        (turn, replies[turn.command].popleft() if replies[turn.command] else None)
        for turn in commands
    ]


def _returned(reply: Turn | None) -> JsonValue | None:
    """Give what a reply returns, if that is shown, and no bracket of it had to be guessed."""
    if reply is None or not reply.message.sound or not isinstance(reply.message.value, JsonObject):
        return None
    member = reply.message.value.get("return")
    return member.value if member is not None and not elided(member.value) else None
