"""Which command a reply answers."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum

import msgspec

from qapidoc.examples.envelope import ANSWERS, Role, role_of
from qapidoc.schema.model import Schema
from qapidoc.syntax.messages import (
    Direction,
    Elision,
    JsonArray,
    JsonBool,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    Message,
)


class Trouble(StrEnum):
    """What is odd about a message beside the others."""

    STRAY = "stray"
    """A reply, and all commands before it have theirs."""
    SILENT = "silent"
    """A reply to a command that has none (``'success-response': false``)."""
    OTHER_ID = "other-id"
    """A reply whose ``id`` is not that of its command."""
    EXTRA_ID = "extra-id"
    """A reply with an ``id``, to a command without."""
    UNANSWERED = "unanswered"
    """A command without a reply."""


class Turn(msgspec.Struct, frozen=True):
    """A message in its example.

    ``command`` is the name of the command that it executes or answers; ``None`` where that
    cannot be told, or is not the question. ``expected_id`` is the ``id`` of that command as JSON,
    where ``trouble`` is about it. ``error`` is the message that refuses a command.
    """

    message: Message
    role: Role
    command: str | None = None
    trouble: Trouble | None = None
    expected_id: str | None = None
    error: Message | None = None


class _Open(msgspec.Struct, frozen=True):
    """A command without a reply; ``index`` is that of its message."""

    index: int
    id: str | None
    name: str | None


IsSilent = Callable[[str | None], bool]
"""Tells whether the command of that name has no reply but an error."""


def never_silent(_name: str | None) -> bool:
    """Take all commands for such as have a reply."""
    return False


def silent_commands(schema: Schema) -> IsSilent:
    """Give what tells the commands of a schema that have no reply but an error."""

    def is_silent(name: str | None) -> bool:
        definition = schema.definitions.get(name or "")
        return definition is not None and not definition.success_response

    return is_silent


def pair(
    messages: Sequence[Message],
    documented: str | None,
    is_silent: IsSilent = never_silent,
    breaks: Collection[int] = (),
) -> tuple[Turn, ...]:
    """Find the command of each message.

    A reply belongs to the command with its ``id``, else to the last command that is still
    open; if as many replies follow as commands are open, or there are as many in all, they are
    in their order. Replies in an example without commands belong to the `documented` one.

    If messages are left out, or cannot be read, nothing is odd about the others. Text, which
    stands before the messages with the numbers in `breaks`, may begin something else: another
    reply to the command above, or what is said of a command in place of its reply.
    """
    return _Pairing(messages, documented, is_silent, breaks).turns()


class _Pairing:
    def __init__(
        self,
        messages: Sequence[Message],
        documented: str | None,
        is_silent: IsSilent,
        breaks: Collection[int],
    ) -> None:
        self.messages = messages
        self.is_silent = is_silent
        self.breaks = breaks
        self.last: _Open | None = None
        """The command that had its reply last."""
        self.roles = [message_role(message) for message in messages]
        self.hidden = Role.UNKNOWN in self.roles
        elided = any(isinstance(message.value, Elision) for message in messages)
        self.documented = None if elided or Role.COMMAND in self.roles else documented
        commands = [m for m, r in zip(messages, self.roles, strict=True) if r is Role.COMMAND]
        loud = sum(not is_silent(command_name(command)) for command in commands)
        self.in_order = loud == sum(role in ANSWERS for role in self.roles) and not self.hidden
        """Whether each command has a reply, so that they may be in their order."""
        self.following = self.replies_from()
        self.open: OrderedDict[int, _Open] = OrderedDict()
        """The commands without a reply, by the numbers of their messages."""
        self.loud: OrderedDict[int, _Open] = OrderedDict()
        """Those of them that must have one."""
        self.ids: defaultdict[str | None, deque[int]] = defaultdict(deque)
        """The numbers of commands by their ``id``."""
        self.errors: dict[int, Message] = {}
        """The errors by the indices of the commands that they answer."""

    def turns(self) -> tuple[Turn, ...]:
        found = []
        for index, (message, role) in enumerate(zip(self.messages, self.roles, strict=True)):
            turn = Turn(message, role)
            if role is Role.COMMAND:
                turn = Turn(message, role, command_name(message))
                self.begin(_Open(index, message_id(message), turn.command))
            elif role in ANSWERS:
                turn = self.reply(index)
            elif role is Role.UNKNOWN:
                self.forget()
            found.append(turn)
        if not self.hidden:
            text = max(self.breaks, default=-1)
            for command in self.loud.values():
                if command.name is not None and text <= command.index:
                    turn = found[command.index]
                    found[command.index] = msgspec.structs.replace(turn, trouble=Trouble.UNANSWERED)
        for index, error in self.errors.items():
            found[index] = msgspec.structs.replace(found[index], error=error)
        return tuple(found)

    def begin(self, command: _Open) -> None:
        """Let a command be open."""
        self.open[command.index] = command
        if not self.is_silent(command.name):
            self.loud[command.index] = command
        if command.id not in {None, ANY_ID}:
            self.ids[command.id].append(command.index)

    def forget(self) -> None:
        """Let no command be open."""
        self.open.clear()
        self.loud.clear()

    def reply(self, index: int) -> Turn:
        """Take the command that the reply at `index` answers from the open ones."""
        message, role = self.messages[index], self.roles[index]
        if not self.open and index in self.breaks and self.last is not None:
            return Turn(message, role, self.last.name)
        if not self.open:
            stray = not self.hidden and Role.COMMAND in self.roles
            return Turn(message, role, self.documented, Trouble.STRAY if stray else None)
        id_ = message_id(message)
        command = self.answered(index, id_)
        if command is None:
            self.forget()
            self.hidden = True
            return Turn(message, role)
        self.open.pop(command.index)
        self.loud.pop(command.index, None)
        self.last = command
        if role is Role.ERROR:
            self.errors[command.index] = message
        trouble = None
        if role is Role.REPLY and self.is_silent(command.name):
            trouble = Trouble.SILENT
        elif not (self.hidden or same_id(command.id, id_) or (role is Role.ERROR and id_ is None)):
            trouble = Trouble.OTHER_ID if command.id is not None else Trouble.EXTRA_ID
        return Turn(message, role, command.name, trouble, command.id)

    def answered(self, index: int, id_: str | None) -> _Open | None:
        """Give the open command that the reply at `index` answers, if that can be told."""
        waiting = self.ids.get(id_, deque())
        while waiting:
            command = self.open.get(waiting.popleft())
            if command is not None:
                return command
        if self.loud and self.in_order:
            return next(iter(self.loud.values()))
        replies = self.following[index]
        if not self.loud or len(self.open) == 1 or replies == 1:
            return next(reversed((self.loud or self.open).values()))
        return next(iter(self.loud.values())) if replies == len(self.loud) else None

    def replies_from(self) -> list[int]:
        """Count for each message the replies from it on up to the next command."""
        counts: list[int] = []
        count = 0
        for role in reversed(self.roles):
            count = 0 if role is Role.COMMAND else count + (role in ANSWERS)
            counts.append(count)
        return counts[::-1]


def begins_with_reply(turns: Iterable[Turn]) -> bool:
    """Tell whether a reply comes before any command."""
    first = next((turn for turn in turns if turn.role is not Role.EVENT), None)
    return first is not None and first.role in ANSWERS


def shown_names(turns: Iterable[Turn]) -> frozenset[str]:
    """Give the names of the commands and events that messages execute, answer or are."""
    found = {turn.command for turn in turns}
    found.update(event_name(turn.message) for turn in turns if turn.role is Role.EVENT)
    return frozenset(name for name in found if name is not None)


def message_role(message: Message) -> Role:
    """Tell what a message is; one that cannot be read is what its arrow says."""
    if isinstance(message.value, Elision):
        return Role.UNKNOWN
    if isinstance(message.value, JsonObject):
        role = role_of(message.value)
        if role is not Role.UNKNOWN:
            return role
    if message.direction is Direction.SENT or message.command is not None:
        return Role.COMMAND
    return Role.UNKNOWN


def command_name(message: Message) -> str | None:
    """Give the name of the command that a message executes, if it can be told."""
    return _named(message, "execute", "exec-oob") or message.command


def event_name(message: Message) -> str | None:
    """Give the name of the event that a message is, if it can be told."""
    return _named(message, "event")


def _named(message: Message, *heads: str) -> str | None:
    if isinstance(message.value, JsonObject):
        for head in heads:
            found = message.value.get(head)
            if found is not None and isinstance(found.value, JsonString):
                return None if found.value.elided else found.value.value
    return None


ANY_ID = "..."
"""The ``id`` of a message that leaves it out, or has several; it may be any, or none."""


def message_id(message: Message) -> str | None:
    """Give the ``id`` of a message as JSON, `ANY_ID` if it cannot be told; ``None`` without one.

    It cannot be told where brackets had to be guessed, since it may be in another object.
    """
    if not isinstance(message.value, JsonObject):
        return None
    found = [m for m in message.value.members if m.key.value == "id"]
    if not message.sound:
        return ANY_ID
    if len(found) == 1:
        return as_json(found[0].value) or ANY_ID
    return ANY_ID if found or message.value.elided else None


def same_id(one: str | None, other: str | None) -> bool:
    """Tell whether two messages may have the same ``id``, as `message_id` gives it."""
    return one == other or ANY_ID in {one, other}


def as_json(value: JsonValue) -> str | None:
    """Write a value so that it can be compared, with sorted names.

    ``None`` if anything in it is left out.
    """
    match value:
        case JsonString():
            return None if value.elided else json.dumps(value.value, ensure_ascii=False)
        case JsonNumber():
            return value.text if value.integer is not None else repr(float(value.text))
        case JsonBool():
            return "true" if value.value else "false"
        case JsonNull():
            return "null"
        case JsonArray():
            items = [as_json(item) for item in value.items]
            return None if None in items else f"[{', '.join(filter(None, items))}]"
        case JsonObject():
            pairs = {m.key.value: as_json(m.value) for m in value.members}
            if value.elided or None in pairs.values():
                return None
            told = (f"{json.dumps(name)}: {pairs[name]}" for name in sorted(pairs))
            return f"{{{', '.join(told)}}}"
        case Elision():
            return None
