"""Which command a reply answers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from qapidoc.examples.envelope import Role, role_of
from qapidoc.syntax.messages import (
    Direction,
    Elision,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
)


class Turn(msgspec.Struct, frozen=True):
    """A message in its example.

    ``command`` is the name of the command that it executes or answers; ``None`` where that
    cannot be told, or is not the question.
    """

    message: Message
    role: Role
    command: str | None = None


def pair(messages: Sequence[Message], documented: str | None) -> tuple[Turn, ...]:
    """Find the command of each message.

    A reply belongs to the command with its ``id``, else to the last command that is still
    open; if as many replies follow as commands are open, they are in their order. Replies in
    an example without commands belong to the `documented` one.
    """
    return _Pairing(messages, documented).turns()


class _Pairing:
    def __init__(self, messages: Sequence[Message], documented: str | None) -> None:
        self.messages = messages
        self.roles = [_role(message) for message in messages]
        hidden = any(isinstance(message.value, Elision) for message in messages)
        self.documented = None if hidden or Role.COMMAND in self.roles else documented
        self.open: list[tuple[str | None, str | None]] = []
        """Id and name of the commands without a reply."""

    def turns(self) -> tuple[Turn, ...]:
        found = []
        for index, (message, role) in enumerate(zip(self.messages, self.roles, strict=True)):
            command = None
            if role is Role.COMMAND:
                command = _name(message)
                self.open.append((_id(message), command))
            elif role in {Role.REPLY, Role.ERROR}:
                command = self.answered(index)
            elif role is Role.UNKNOWN:
                self.open.clear()
            found.append(Turn(message, role, command))
        return tuple(found)

    def answered(self, index: int) -> str | None:
        """Take the command that the reply at `index` answers from the open ones."""
        if not self.open:
            return self.documented
        id_ = _id(self.messages[index])
        known = [i for i, (other, _) in enumerate(self.open) if other == id_ and id_ is not None]
        if known:
            return self.open.pop(known[0])[1]
        if len(self.open) == 1 or self.replies_from(index) == 1:
            return self.open.pop()[1]
        if self.replies_from(index) == len(self.open):
            return self.open.pop(0)[1]
        self.open.clear()
        return None

    def replies_from(self, index: int) -> int:
        """Count the replies from `index` up to the next command."""
        count = 0
        for role in self.roles[index:]:
            if role is Role.COMMAND:
                break
            count += role in {Role.REPLY, Role.ERROR}
        return count


def _role(message: Message) -> Role:
    """Tell what a message is; one that cannot be read is what its arrow says."""
    if isinstance(message.value, JsonObject):
        role = role_of(message.value)
        if role is not Role.UNKNOWN:
            return role
    if message.direction is Direction.SENT or message.command is not None:
        return Role.COMMAND
    return Role.UNKNOWN


def _name(message: Message) -> str | None:
    if isinstance(message.value, JsonObject):
        for head in ("execute", "exec-oob"):
            found = message.value.get(head)
            if found is not None and isinstance(found.value, JsonString):
                return found.value.value
    return message.command


def _id(message: Message) -> str | None:
    """Give the ``id`` of a message, in a form that can be compared."""
    found = message.value.get("id") if isinstance(message.value, JsonObject) else None
    return _compared(found.value) if found is not None else None


def _compared(value: JsonValue) -> str:
    match value:
        case JsonString():
            return f'"{value.value}"'
        case JsonNumber():
            return value.text
        case _:
            return type(value).__name__
