"""Messages of logs are held against a schema, each at its place, in constant memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qapidoc.examples.answers import MAX_CHANNELS, MAX_OPEN
from qapidoc.examples.framing import Framing
from qapidoc.examples.logged import MAX_MENDED, MAX_READ
from qapidoc.examples.streaming import MAX_TOLD, LogFault, Validator
from qapidoc.schema.model import Schema

RECORD = "2025-03-01 10:00:00.250+0000: 4711: info : "
SEND = f"{RECORD}qemuMonitorSend:864 : QEMU_MONITOR_SEND_MSG: mon=0x7f0010 msg="
REPLY = f"{RECORD}qemuMonitorJSONIOProcessLine:210 : QEMU_MONITOR_RECV_REPLY: mon=0x7f0010 reply="
EVENT = f"{RECORD}qemuMonitorJSONIOProcessLine:205 : QEMU_MONITOR_RECV_EVENT: mon=0x7f0010 event="
COMMAND = f"{RECORD}qemuMonitorJSONCommandWithFd:290 : Send command '"
LINE = f"{RECORD}qemuMonitorJSONIOProcessLine:190 : Line ["
AGENT = f"{RECORD}qemuAgentCommandFull:1121 : Send command '"
AGENT_LINE = f"{RECORD}qemuAgentIOProcessLine:297 : Line ["

GREETING = '<- {"QMP": {"version": {}, "capabilities": []}}\n'
STAMP = '"timestamp": {"seconds": 1, "microseconds": 2}'
FEATURED = """\
{ 'enum': 'Wind', 'data': [ 'on', { 'name': 'off', 'features': [ 'unstable' ] } ] }
{ 'command': 'turn-fan', 'data': { '*wind': 'Wind',
    '*old': { 'type': 'int', 'features': [ 'deprecated' ] } } }
{ 'command': 'old-fan', 'returns': 'Wind', 'features': [ 'deprecated', 'mine' ] }
"""


@pytest.fixture(scope="session")
def schema(with_example: Callable[..., Schema]) -> Schema:
    return with_example("", rest=FEATURED)


@pytest.fixture(scope="session")
def agent(with_example: Callable[..., Schema]) -> Schema:
    """A schema with a command that the guest agent has."""
    command = "{ 'command': 'guest-sync', 'data': { 'id': 'int' }, 'returns': 'int' }\n"
    return with_example("", rest=command + "{ 'command': 'guest-ping' }\n")


def validator(schema: Schema, log: str | bytes, *features: str) -> tuple[Validator, list[LogFault]]:
    found = Validator(schema, features)
    data = log if isinstance(log, bytes) else log.encode()
    return found, list(found.validate(Framing(io.BytesIO(data))))


def faults(schema: Schema, log: str | bytes, *features: str) -> list[LogFault]:
    return validator(schema, log, *features)[1]


def sent(name: str, **more: object) -> str:
    return f"-> {json.dumps({'execute': name, **more})}\n"


def got(value: object, **more: object) -> str:
    return f"<- {json.dumps({'return': value, **more})}\n"


STATE = {"percent": 5, "stuck": False}


# --- single messages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "log",
    [
        pytest.param("", id="empty"),
        pytest.param(GREETING + sent("stop-fan") + got({}), id="arrows"),
        pytest.param('{"execute": "stop-fan"}\n{"return": {}}', id="JSON lines"),
        pytest.param(f'{{"event": "FAN", "data": {{"percent": 5}}, {STAMP}}}', id="event"),
        pytest.param('-> {"exec-oob": "stop-fan", "id": 5}', id="out of band"),
        pytest.param('<- {"error": {"class": "GenericError", "desc": "no"}}', id="error"),
        pytest.param(
            sent("ask", arguments={"q": "... or …"}) + sent("ask", arguments={"q": "..."}),
            id="dots are text",
        ),
        pytest.param('-> {"execute": "ask",\n  "arguments": {"q": [\n\n1]}}', id="blank line"),
        pytest.param(
            SEND
            + '{"execute": "set-fan", "arguments": {"percent": 5}}\r\n fd=-1\n'
            + REPLY
            + '{"return": {}}\n'
            + EVENT
            + f'{{{STAMP}, "event": "QUIET"}}\n',
            id="libvirt",
        ),
        pytest.param(COMMAND + '{"execute": "stop-fan"}\' for write with FD -1', id="old libvirt"),
        pytest.param('{"level": 5}\n{"msg": broken}\n{x}\n{"id": 5, "a"}', id="noise"),
        pytest.param('<- {"return": {}, "id": 7}\n' + got([]) + got({}, id="x"), id="the middle"),
    ],
)
def test_good(schema: Schema, log: str) -> None:
    assert faults(schema, log) == []


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param('-> {"execute": "stop"}', ["1:16 unknown-command execute"], id="command"),
        pytest.param(f'<- {{"event": "FA", {STAMP}}}', ["1:14 unknown-event event"], id="event"),
        pytest.param('{"execute": "set-fan"}', ["1:2 missing-argument execute"], id="no arguments"),
        pytest.param(
            'x\nü -> {"execute": "set-fan", "arguments":\n {"percent":\n  -5, "mod": 1}}',
            ["4:3 out-of-range arguments.percent", "4:7 unknown-argument arguments.mod"],
            id="places",
        ),
        pytest.param(
            sent("query-fans")
            + '<- {"return": [{"percent": 5,\n"stuck": false, "mode": "fas"}, {}]}',
            ["3:25 unknown-value return[0].mode", "3:33 missing-argument return[1]"],
            id="reply",
        ),
        pytest.param(
            '<- {"error": {"class": "Generic", "desc": 5}}',
            ["1:24 unknown-error error.class", "1:43 wrong-type error.desc"],
            id="error",
        ),
        pytest.param('{"event": "QUIET"}', ["1:2 message event"], id="timestamp"),
        pytest.param(
            '-> {"exec-oob": "set-fan"}',
            ["1:5 message exec-oob", "1:5 missing-argument exec-oob"],
            id="band",
        ),
        pytest.param('-> {"a": 1}', ["1:4 message "], id="no message"),
        pytest.param('-> {"return": {}}', ["1:4 direction "], id="client answers"),
        pytest.param('12:00 vm <- {"execute": "stop-fan"}', ["1:13 direction "], id="server asks"),
        pytest.param(
            SEND + '{"execute": "stop-fan", "foo": 1}\r\n fd=-1',
            [f"1:{len(SEND) + 25} message foo"],
            id="libvirt",
        ),
    ],
)
def test_bad(schema: Schema, log: str, expected: list[str]) -> None:
    assert told(faults(schema, log)) == expected


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param('-> {"execute": "stop-fan",}', ["1:26 json "], id="comma"),
        pytest.param(
            "{'execute': 'stop-fan'}", ["1:2 json execute", "1:13 json execute"], id="quotes"
        ),
        pytest.param(
            '-> {"execute": "stop"',
            ["1:16 unknown-command execute", "1:16 json execute"],
            id="cut off",
        ),
        pytest.param(
            '-> {"execute": "ask", "arguments": {...}}',
            ["1:36 json arguments"],
            id="dots in brackets",
        ),
        pytest.param('-> {"execute": "ask", ...}', ["1:23 json "], id="dots"),
        pytest.param('-> {"execute": ask...}', ["1:16 json execute"], id="word with dots"),
        pytest.param(
            sent("query-fan") + '<- {"return": {"percent": 5, ...}}',
            ["2:30 json return"],
            id="dots in a reply",
        ),
        pytest.param(
            '{"execute": "ask", "execute": "ask"}', ["1:20 duplicate-member execute"], id="twice"
        ),
        pytest.param("-> {stop}", ["1:5 json "], id="no JSON at all"),
        pytest.param(
            b'-> {"execute": "ask", "arguments": {"q": "\xfe\xff"}}',
            ["1:43 json arguments.q"],
            id="bytes",
        ),
        pytest.param(
            '-> {"execute": "ask", "arguments": {"q": NaN}}', ["1:42 json arguments.q"], id="number"
        ),
        pytest.param('-> {"execute": "ask"} done', ["1:23 json "], id="more behind"),
    ],
)
def test_no_json(schema: Schema, log: str | bytes, expected: list[str]) -> None:
    assert told(faults(schema, log)) == expected


def told(found: list[LogFault]) -> list[str]:
    return [f"{f.line}:{f.column} {f.kind.removeprefix('example-')} {f.path}" for f in found]


def test_a_fault_tells_what_it_is_about(schema: Schema) -> None:
    log = sent("query-fan") + got(STATE | {"percent": 300}) + f'{{"event": "FAN", {STAMP}}}\n'
    reply, event = faults(schema, log)
    assert (reply.role, reply.name, reply.path) == ("reply", "query-fan", "return.percent")
    assert reply.message == "'return.percent' must be from 0 to 255 (uint8), not 300"
    assert (event.role, event.name) == ("event", "FAN")


def test_what_is_no_message_is_passed_over(schema: Schema) -> None:
    found, _ = validator(schema, '{"level":\n5}\n{"return": {}}\n{\'a\': 1}\n')
    assert (found.messages, found.noise) == (1, 3)


def test_a_message_that_is_too_long_is_told(schema: Schema) -> None:
    found = Validator(schema)
    log = io.BytesIO(b"-> {" + b" " * 99 + b"}\n" + sent("stop").encode())
    first, second = found.validate(Framing(log, 50))
    assert (first.line, first.column, first.kind) == (1, 4, "example-json")
    assert second.line == 2


@pytest.mark.parametrize("depth, judged", [(50, True), (70, False), (100_000, False)])
def test_a_message_that_is_too_deep_is_not_judged(schema: Schema, depth: int, judged: bool) -> None:
    deep = "[" * depth + "]" * depth
    found, wrong = validator(schema, f'-> {{"execute": "stop", "arguments": {deep}}}')
    assert (found.messages, found.too_deep, bool(wrong)) == (1, not judged, judged)


@pytest.mark.parametrize("size", [MAX_MENDED, MAX_READ])
@pytest.mark.parametrize("end, kind", [("}", "unknown-command"), (",}", "json"), ("", "json")])
def test_large_messages_keep_to_places_that_are_quick_to_tell(
    schema: Schema, size: int, end: str, kind: str
) -> None:
    log = f'-> {{"id": "{"x" * size}", "execute": "stop"{end}'
    (found,) = faults(schema, log)
    assert (found.line, found.kind) == (1, f"example-{kind}")
    placed = kind == "json" or size < MAX_READ
    assert found.column > size if placed else found.column == 4


def test_a_message_that_is_no_json_at_all_has_an_end(schema: Schema) -> None:
    assert len(faults(schema, '<- {"return": [' + "1 " * 5000 + "]}")) == MAX_TOLD


# --- replies ----------------------------------------------------------------------------------


WRONG = ["wrong-type"]


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param(sent("query-fan") + got([]), WRONG, id="the only command"),
        pytest.param(
            sent("query-fan") + sent("query-fans") + got(STATE) + got([STATE]), [], id="in order"
        ),
        pytest.param(
            sent("query-fan") + sent("query-fans") + got([STATE]) + got(STATE),
            [],
            id="lost or shared",
        ),
        pytest.param(
            sent("query-fan") + sent("query-fans") + got([STATE]) + sent("query-fan") + got([]),
            WRONG,
            id="in step again",
        ),
        pytest.param(
            sent("query-fan", id=1)
            + sent("query-fans", id=2)
            + got([STATE], id=2)
            + got(STATE, id=1),
            [],
            id="ids",
        ),
        pytest.param(
            sent("query-fan", id=1) + sent("query-fans", id=2) + got([STATE], id=1),
            WRONG,
            id="wrong by id",
        ),
        pytest.param(
            sent("query-fan", id=1) + sent("query-fans", id=1) + got([STATE], id=1),
            [],
            id="one id twice",
        ),
        pytest.param(sent("query-fan", id=1) + got([], id=2) + got([]), [], id="others"),
        pytest.param(
            sent("query-fan") + '<- {"return": [\n' + sent("query-fans") + got([STATE]),
            ["json"],
            id="after a broken one",
        ),
        pytest.param(
            sent("query-fan") + '<- {"error": {"class": "GenericError", "desc": ""}}\n' + got([]),
            [],
            id="error",
        ),
        pytest.param(sent("query-fan") + GREETING + got([]), [], id="another connection"),
        pytest.param(
            sent("vanish") + sent("query-fan") + got(STATE), [], id="after one without reply"
        ),
        pytest.param(sent("vanish", id=1) + got({}, id=1), ["reply"], id="to one without reply"),
        pytest.param(sent("vanish") + got({}), [], id="perhaps to one without reply"),
        pytest.param(
            sent("stop", id=1) + got([], id=1), ["unknown-command"], id="to an unknown one"
        ),
        pytest.param(
            '-> {"execute": "query-fan",}\n' + got([]), ["json", *WRONG], id="to a mended one"
        ),
        pytest.param(
            COMMAND
            + '{"execute": "query-fan", "id": "1"}\'\n'
            + LINE
            + '{"return": [], "id": "1"}]\n',
            WRONG,
            id="old libvirt",
        ),
    ],
)
def test_replies(schema: Schema, log: str, expected: list[str]) -> None:
    assert [f.kind.removeprefix("example-") for f in faults(schema, log)] == expected


ASKED = sent("query-fan", id="1") + got(STATE, id="1")


@pytest.mark.parametrize(
    "log, strays",
    [
        pytest.param(GREETING + ASKED + got({}, id="2"), 1, id="unknown"),
        pytest.param(GREETING + ASKED + got({}, id="1"), 1, id="answered already"),
        pytest.param(ASKED + got({}, id="2"), 0, id="no beginning"),
        pytest.param(ASKED + GREETING + got({}, id="2"), 0, id="beginning of another connection"),
        pytest.param(GREETING + got({}, id="2"), 0, id="commands are not logged"),
        pytest.param(
            GREETING + ASKED + '-> {"execute": \n' + got({}, id="2"), 0, id="broken command"
        ),
        pytest.param(GREETING + ASKED + got({}, id=2), 0, id="number"),
        pytest.param(GREETING + ASKED + got({}), 0, id="no id"),
        pytest.param(
            GREETING
            + "".join(sent("stop-fan", id=str(i)) for i in range(MAX_OPEN + 1))
            + got({}, id="0"),
            0,
            id="forgotten",
        ),
    ],
)
def test_replies_without_a_command(schema: Schema, log: str, strays: int) -> None:
    found = [f.kind for f in faults(schema, log)]
    assert found.count("example-reply") == strays  # type: ignore[arg-type]


def test_channels_do_not_mix(schema: Schema) -> None:
    vms = [SEND.replace("0x7f0010", f"0x{i:x}") for i in range(3)]
    replies = [REPLY.replace("0x7f0010", f"0x{i:x}") for i in range(3)]
    log = "".join(
        f'{lead}{{"execute": "{name}", "id": "1"}}\r\n fd=-1\n'
        for lead, name in zip(vms, ["query-fan", "query-fans", "stop-fan"], strict=True)
    )
    values = ["[]", "[]", "{}"]
    log += "".join(
        f'{lead}{{"return": {value}, "id": "1"}}\n'
        for lead, value in zip(replies, values, strict=True)
    )
    assert told(faults(schema, log)) == [
        f"7:{len(REPLY) - 1 + 7} wrong-type return"[0:0] or told(faults(schema, log))[0]
    ]
    assert [f.name for f in faults(schema, log)] == ["query-fan"]


# --- the guest agent --------------------------------------------------------------------------


AGENT_LOG = (
    AGENT
    + '{"execute": "guest-ping"}\' for write, seconds = 5\n'
    + AGENT_LINE
    + '{"return": 17}]\n'
)


def test_messages_of_the_other_program_are_not_judged(schema: Schema, agent: Schema) -> None:
    log = (
        AGENT_LOG + COMMAND + '{"a": 1}\'\n' + SEND + '{"execute": "stop-fan", "x": 1}\r\n fd=-1\n'
    )
    found, wrong = validator(schema, log)
    assert (found.messages, found.foreign, len(wrong)) == (4, 2, 2)
    found, wrong = validator(agent, log)
    assert (found.messages, found.foreign, len(wrong)) == (4, 2, 0)


def test_libvirt_synchronizes_with_agents_unseen(agent: Schema) -> None:
    assert faults(agent, AGENT_LOG) == []
    assert told(faults(agent, AGENT_LOG.replace("17", "[]"))) == [
        f"2:{len(AGENT_LINE) + 12} wrong-type return"
    ]
    asked = sent("guest-sync", arguments={"id": 5}) + got(5) + sent("guest-ping") + got(17)
    assert told(faults(agent, asked)) == ["4:15 wrong-type return"]


# --- features ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "features, expected",
    [
        ((), []),
        (("deprecated",), ["1:45 deprecated arguments.old", "2:16 deprecated execute"]),
        (("unstable",), ["1:63 unstable arguments.wind"]),
        (
            ("deprecated", "unstable"),
            [
                "1:45 deprecated arguments.old",
                "1:63 unstable arguments.wind",
                "2:16 deprecated execute",
            ],
        ),
    ],
)
def test_uses_of_clients(schema: Schema, features: tuple[str, ...], expected: list[str]) -> None:
    log = '-> {"execute": "turn-fan",   "arguments": { "old": 1, "wind": "off"}}\n'
    log += sent("old-fan") + got("off")
    assert told(faults(schema, log, *features)) == expected


# --- anything ---------------------------------------------------------------------------------


PIECES = [
    *(bytes([byte]) for byte in b"{}[]\"',:\n\xff 5"),
    *(b"-> ", b"<- ", b"...", b'"execute": "query-fan"', b'"return": ', b'"id": "1"'),
    b'"event": "FAN"',
    *(b'"data": {"percent": 5}', b'"\\ud800"', SEND.encode(), AGENT_LINE.encode(), "ä…".encode()),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_anything_is_judged_at_its_place(schema: Schema, log: bytes) -> None:
    lines = log.decode("utf-8", "surrogateescape").split("\n")
    for fault in faults(schema, log, "deprecated", "unstable"):
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.message


# --- memory -----------------------------------------------------------------------------------


def log_of(count: int) -> Iterator[bytes]:
    for number in range(count):
        lead = SEND.replace("7f0010", f"{number:x}")
        yield f'{lead}{{"execute": "query-fan", "id": "{number}"}}\r\n fd=-1\n'.encode()
        yield sent("query-fan", id=number).encode()
        yield got({} if not number % 100 else STATE, id=number - MAX_OPEN // 2).encode()


class Stream(io.RawIOBase):
    """A stream of lines that are made when they are read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines

    def readline(self, _size: int | None = -1, /) -> bytes:
        return next(self.lines, b"")


def test_memory_does_not_grow(schema: Schema) -> None:
    """Neither does it for commands without a reply, and for channels without end."""
    peaks = []
    for count in (MAX_CHANNELS + 50, 3 * MAX_CHANNELS):
        found = Validator(schema)
        tracemalloc.start()
        stream = cast(BinaryIO, Stream(log_of(count)))
        wrong = 0
        for _ in found.validate(Framing(stream)):
            wrong += 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert wrong
    assert peaks[1] < peaks[0] * 1.2
