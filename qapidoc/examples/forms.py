"""How logs introduce a message: a table.

Sources: what libvirt writes to its log about the monitor and the guest agent, and its
systemtap script that watches the monitor; the trace events of QEMU's monitor; and what the
Python package qemu.qmp logs.
"""

from __future__ import annotations

import re

import msgspec

from qapidoc.syntax.messages import Direction

MAX_LEAD = 4096
"""How many bytes of a line may be before a message."""


class Form(msgspec.Struct, frozen=True):
    """A way to introduce a message.

    ``lead`` is what is before the message in its line; ``channel`` finds therein what names
    the monitor. With ``whole_line``, a message may go on in further lines, and what is behind
    it in its last line belongs to it; otherwise, that is the log's. An ``echo`` repeats a
    message in logs that have libvirt's probes.
    """

    lead: re.Pattern[bytes]
    direction: Direction
    channel: re.Pattern[bytes] | None = None
    whole_line: bool = False
    echo: bool = False


class Beginning(msgspec.Struct, frozen=True):
    """Where a message begins in a line; ``offset`` is that of its brace, in bytes."""

    form: Form
    offset: int
    channel: str


AGENT = "qemuAgent"
"""The channel of all guest agents in a log of libvirt."""

MONITOR = "qemuMonitor"
"""The channel of all monitors in a log of a libvirt without probes."""

_SENT, _RECEIVED = Direction.SENT, Direction.RECEIVED

_LOGGER = re.compile(rb"qemu\.a?qmp(?:\.[\w\-]+)+")
_POINTER = re.compile(rb"0x[0-9a-f]+")
_AGENT = re.compile(AGENT.encode())
_MONITOR = re.compile(MONITOR.encode())
_RESET = rb"(?:[\s\xff]|\xc3\xbf)*"
"""Blanks, and the byte 0xFF that a guest agent and its clients send to begin anew."""


def _form(
    lead: bytes,
    direction: Direction,
    channel: re.Pattern[bytes] | None = None,
    *,
    whole_line: bool = False,
    echo: bool = False,
) -> Form:
    return Form(re.compile(lead + _RESET + rb"\Z"), direction, channel, whole_line, echo)


PLAIN = _form(rb"\A(?:\xef\xbb\xbf)?", Direction.UNMARKED, whole_line=True)
"""A message with nothing before it."""

_FORMS = (
    PLAIN,
    _form(rb'\A(?:[^"]*[\s:|\])])?--?>', _SENT, _LOGGER, whole_line=True),
    _form(rb'\A(?:[^"]*[\s:|\])])?<--?', _RECEIVED, _LOGGER, whole_line=True),
    _form(rb"QEMU_MONITOR_SEND_MSG:.* msg=", _SENT, _POINTER),
    _form(rb"QEMU_MONITOR_RECV_REPLY:.* reply=", _RECEIVED, _POINTER),
    _form(rb"QEMU_MONITOR_RECV_EVENT:.* event=", _RECEIVED, _POINTER),
    _form(rb"qemuAgent.* Send command '", _SENT, _AGENT),
    _form(rb"qemuAgent.* Line \[", _RECEIVED, _AGENT),
    _form(rb"\bSend command '", _SENT, _MONITOR, echo=True),
    _form(rb"\bLine \[", _RECEIVED, _MONITOR, echo=True),
    _form(rb"\A *\d+\.\d+ > 0x[0-9a-f]+", _SENT, _POINTER),
    _form(rb"\A *\d+\.\d+ [<!] 0x[0-9a-f]+", _RECEIVED, _POINTER),
    _form(rb"\bhandle_qmp_command mon 0x[0-9a-f]+ req:", _SENT, _POINTER),
    _form(rb"\bmonitor_qmp_respond mon 0x[0-9a-f]+ resp:", _RECEIVED, _POINTER, whole_line=True),
)

_CONTENT = re.compile(rb"\{\s*(?:[\"'}]|\Z)")
_BARE_ARROW = re.compile(rb"\s*(?:--?>|<--?)")
_NAME = re.compile(rb"\{\s*[\"']([\w\-]+)[\"']\s*:")


def beginning(line: bytes) -> Beginning | None:
    """Tell which message the first brace of a line begins, if any.

    Something like JSON has to follow the brace, unless the line itself begins with an arrow.
    """
    offset = line.find(b"{", 0, MAX_LEAD)
    if offset < 0 or not (_CONTENT.match(line, offset) or _BARE_ARROW.match(line)):
        return None
    lead = line[:offset]
    for form in _FORMS:
        if form.lead.search(lead):
            channel = form.channel and form.channel.search(lead)
            return Beginning(form, offset, channel.group().decode() if channel else "")
    return None


def first_name(line: bytes, begun: Beginning) -> str:
    """Give the name of a message's first member, empty if the line does not tell."""
    match = _NAME.match(line, begun.offset)
    return match[1].decode() if match else ""
