"""Which command a reply in a log answers.

A log is no example: it may begin and end anywhere, lines may be missing, and several monitors
may write into it. So a reply that fits no command is hardly ever a fault; and where it is not
certain which command it answers, its type is not to be held against one.
"""

from __future__ import annotations

from collections import OrderedDict, deque

import msgspec

from qapidoc.examples.envelope import Role
from qapidoc.examples.forms import AGENT, MONITOR
from qapidoc.examples.pairing import (
    ANY_ID,
    IsSilent,
    Trouble,
    Turn,
    command_name,
    message_id,
    message_role,
    never_silent,
)
from qapidoc.syntax.messages import JsonNumber, JsonObject, JsonString, JsonValue, Message

MAX_OPEN = 256
"""So many commands without a reply are remembered for a channel, the last ones."""

MAX_CHANNELS = 256
"""So many channels are remembered, those with the last messages."""

SHARED = frozenset({AGENT, MONITOR})
"""Channels in which several connections may be."""


class Answer(msgspec.Struct, frozen=True):
    """A message in its log. A reply is ``certain`` to answer the command of its turn, or may."""

    turn: Turn
    certain: bool = True


class _Open(msgspec.Struct, frozen=True):
    """A command without a reply."""

    name: str | None
    id: str | None


class _Channel:
    """What is known of a channel.

    It is ``whole`` as long as it begins with a greeting, and nothing is missing since then that
    could be told; it is ``named`` once a command had an ``id``.
    """

    def __init__(self) -> None:
        self.open: deque[_Open] = deque()
        self.begun = False
        self.whole = False
        self.named = False


class Answers:
    """Finds the commands of the replies in one log, message by message, in bounded memory."""

    def __init__(self, is_silent: IsSilent = never_silent) -> None:
        self._is_silent = is_silent
        self._channels: OrderedDict[str, _Channel] = OrderedDict()

    def answer(self, channel: str, message: Message) -> Answer:
        """Tell what the next message of a channel is, and which command it is about."""
        here = self._channel(channel)
        role = message_role(message)
        begins, here.begun = not here.begun, True
        match role:
            case Role.COMMAND:
                return Answer(self._command(here, message))
            case Role.REPLY | Role.ERROR:
                return self._reply(here, message, role, shared=channel in SHARED)
            case Role.GREETING:
                here.whole = begins and channel not in SHARED
                self._forget(here, None)
        return Answer(Turn(message, role))

    def doubt(self, channel: str, message: Message) -> None:
        """Take back what was said of a reply: no command is known that it answers."""
        here = self._channel(channel)
        here.whole = False
        self._forget(here, message_id(message))

    def lose(self, channel: str) -> None:
        """Go past something in a channel that cannot be read."""
        here = self._channel(channel)
        here.begun, here.whole = True, False
        self._forget(here, None)

    def _channel(self, name: str) -> _Channel:
        found = self._channels.get(name)
        if found is None:
            found = self._channels[name] = _Channel()
            if len(self._channels) > MAX_CHANNELS:
                self._channels.popitem(last=False)
        else:
            self._channels.move_to_end(name)
        return found

    def _forget(self, here: _Channel, id_: str | None) -> None:
        """Forget the open commands with that ``id``."""
        if here.open:
            here.open = deque(command for command in here.open if command.id != id_)

    def _command(self, here: _Channel, message: Message) -> Turn:
        name, id_ = command_name(message), message_id(message)
        if id_ == ANY_ID:
            here.whole = False
            return Turn(message, Role.COMMAND, name)
        here.named = here.named or id_ is not None
        if id_ is not None or not self._is_silent(name):
            here.open.append(_Open(name, id_))
            if len(here.open) > MAX_OPEN:
                here.open.popleft()
                here.whole = False
        return Turn(message, Role.COMMAND, name)

    def _reply(self, here: _Channel, message: Message, role: Role, *, shared: bool) -> Answer:
        id_ = message_id(message)
        waiting = [command for command in here.open if command.id == id_]
        if not waiting:
            stray = here.whole and here.named and _is_text(message, "id")
            return Answer(Turn(message, role, None, Trouble.STRAY if stray else None, id_))
        command = waiting[0]
        here.open.remove(command)
        # The number may be what the agent answers to synchronize, which libvirt does itself.
        certain = len(waiting) == 1 and not (shared and _is_number(message, "return"))
        silent = certain and role is Role.REPLY and self._is_silent(command.name)
        trouble = Trouble.SILENT if silent else None
        return Answer(Turn(message, role, command.name, trouble, id_), certain)


def _is_text(message: Message, name: str) -> bool:
    return isinstance(_value(message, name), JsonString)


def _is_number(message: Message, name: str) -> bool:
    return isinstance(_value(message, name), JsonNumber)


def _value(message: Message, name: str) -> JsonValue | None:
    found = message.value.get(name) if isinstance(message.value, JsonObject) else None
    return found.value if found is not None else None
