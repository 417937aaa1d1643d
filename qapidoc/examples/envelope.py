"""What messages of QMP are made of, whatever the schema: a table.

Source: QEMU's QMP specification.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from qapidoc.schema.model import Member, Schema, TypeRef
from qapidoc.source import Span
from qapidoc.syntax.messages import Direction, JsonObject


class Role(StrEnum):
    """What a message is."""

    COMMAND = "command"
    REPLY = "reply"
    ERROR = "error"
    EVENT = "event"
    GREETING = "greeting"
    UNKNOWN = "unknown"


ANSWERS = frozenset({Role.REPLY, Role.ERROR})
"""What answers a command."""


class Envelope(msgspec.Struct, frozen=True):
    """The members of messages of one role.

    ``heads`` tell the role, and one of them is there. ``misnamed`` are names that are often
    written instead of others.
    """

    heads: tuple[str, ...]
    direction: Direction
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    misnamed: Mapping[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All names that the message may have."""
        return (*self.heads, *self.required, *self.optional)


ENVELOPES: Mapping[Role, Envelope] = {
    Role.COMMAND: Envelope(
        ("execute", "exec-oob"),
        Direction.SENT,
        optional=("arguments", "id", "control"),
        misnamed={"data": "arguments", "args": "arguments", "params": "arguments"},
    ),
    Role.EVENT: Envelope(("event",), Direction.RECEIVED, ("timestamp",), ("data",)),
    Role.REPLY: Envelope(("return",), Direction.RECEIVED, optional=("id",)),
    Role.ERROR: Envelope(("error",), Direction.RECEIVED, optional=("id",)),
    Role.GREETING: Envelope(("QMP",), Direction.RECEIVED),
}
"""``control`` was how 2.12 and 3.0 executed out of band."""

HEADS: Mapping[str, Role] = {head: role for role, e in ENVELOPES.items() for head in e.heads}

MISNAMED_HEADS: Mapping[str, str] = {
    "command": "execute",
    "cmd": "execute",
    "exec": "execute",
    "result": "return",
}
"""Names that are written instead of heads."""

_NOWHERE = Span(0, 0)


def member(name: str, type_: str, *, array: bool = False) -> Member:
    """Make a mandatory member that stands in no schema."""
    return Member(name, TypeRef(type_, array, _NOWHERE), False, _NOWHERE, _NOWHERE)


TIMESTAMP = (member("seconds", "int"), member("microseconds", "int"))
ERROR = (member("class", "str"), member("desc", "str"))


def greeting(schema: Schema) -> tuple[Member, ...]:
    """Give the members of the greeting, with the types that QEMU's own schema has for them."""
    known = schema.definitions
    version = "VersionInfo" if "VersionInfo" in known else "any"
    capability = "QMPCapability" if "QMPCapability" in known else "any"
    return (member("version", version), member("capabilities", capability, array=True))


def role_of(value: JsonObject) -> Role:
    """Tell what a message is, by the names it has."""
    names = {m.key.value for m in value.members}
    return next((role for head, role in HEADS.items() if head in names), Role.UNKNOWN)
