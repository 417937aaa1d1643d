"""Messages are found in logs of all kinds, each at its place, in bounded memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.examples.framing import Frame, Framing
from qapidoc.syntax.strict import read_message

RECORD = "2025-03-01 10:00:00.250+0000: 4711: info : "
MONITOR = "mon=0x7f00dead0010"


def frames(log: str | bytes, limit: int = 1000) -> list[Frame]:
    data = log if isinstance(log, bytes) else log.encode()
    return list(Framing(io.BytesIO(data), limit))


def short(log: str | bytes) -> list[str]:
    return [f"{f.direction}{f.text}" for f in frames(log)]


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n\r\n \n", [], id="blank"),
        pytest.param(
            '{"execute":"stop"}\n{"return": {}}\n',
            ['{"execute":"stop"}', '{"return": {}}'],
            id="plain",
        ),
        pytest.param('  {"return": {}}  ', ['{"return": {}}'], id="no line end"),
        pytest.param('{"return": {}}\r\n{}\r\n', ['{"return": {}}', "{}"], id="CRLF"),
        pytest.param('{"return": {}}^M\n', ['{"return": {}}'], id="CR as a pager shows it"),
        pytest.param('\ufeff{"return": {}}\n', ['{"return": {}}'], id="byte order mark"),
        pytest.param(
            '-> {"execute":"stop"}\n<- {"return": {}}',
            ['->{"execute":"stop"}', '<-{"return": {}}'],
            id="arrows",
        ),
        pytest.param("--> {}\n<--{}\n->\t{}", ["->{}", "<-{}", "->{}"], id="arrows of all lengths"),
        pytest.param(
            "10:00:01 DEBUG client --> {}\nDEBUG:client:<-- {}\n[qmp]-> {}",
            ["->{}", "<-{}", "->{}"],
            id="prefix",
        ),
        pytest.param(
            'log: "-> {}"\nx->{"a": 1}\n{"id": "-> {}"}',
            ['{"id": "-> {}"}'],
            id="arrow that is none",
        ),
        pytest.param("-> {stop}\n12:00 a -> {b}", ["->{stop}"], id="no JSON"),
        pytest.param("-> 'stop'\n<- done\nstate: running -> paused", [], id="arrow to nothing"),
        pytest.param(
            '{"a": 1}{"b": 2}  {"c": 3}',
            ['{"a": 1}', '{"b": 2}', '{"c": 3}'],
            id="several in a line",
        ),
        pytest.param(
            '<- {"a": 1} {\n"b": 2} {}',
            ['<-{"a": 1}', '<-{\n"b": 2}', "<-{}"],
            id="several in two lines",
        ),
        pytest.param(
            '{"return": {}}}\n<- {} done', ['{"return": {}}}', "<-{} done"], id="more behind"
        ),
        pytest.param("{ 'execute': '}' }\n", ["{ 'execute': '}' }"], id="single quotes"),
        pytest.param(
            '{"a": "it\'s {"}\n{"b": "\\"}"}',
            ['{"a": "it\'s {"}', '{"b": "\\"}"}'],
            id="brackets in strings",
        ),
        pytest.param(
            b'\xff{"return": 5}\n<- \xff{"return": 6}',
            ['{"return": 5}', '<-{"return": 6}'],
            id="reset byte",
        ),
        pytest.param('ÿ{"return": 5}', ['{"return": 5}'], id="reset byte, recoded"),
        pytest.param(b"\xff\n{}", ["{}"], id="reset byte alone"),
        pytest.param(b'{"a": "\x00\xfe"}', ['{"a": "\x00\udcfe"}'], id="bytes that are no text"),
        pytest.param(b"\x00\x01{\x02\xff\xfe}\n\x80{", [], id="garbage"),
    ],
)
def test_lines(log: str | bytes, expected: list[str]) -> None:
    assert short(log) == expected


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param(
            '<- {\n  "return": [\n    {}\n  ]\n}\nnoise',
            ['<-{\n  "return": [\n    {}\n  ]\n}'],
            id="indented",
        ),
        pytest.param(
            "{\n\n 'execute':\n'stop'\n}", ["{\n\n 'execute':\n'stop'\n}"], id="plain, indented"
        ),
        pytest.param(
            '{ "return": [\n{ "id": 1 },\n{ "id": 2 } ] }',
            ['{ "return": [\n{ "id": 1 },\n{ "id": 2 } ] }'],
            id="objects that begin lines",
        ),
        pytest.param(
            '{ "return": [\n  {"event": 1},\n  {"error": 2} ] }',
            ['{ "return": [\n  {"event": 1},\n  {"error": 2} ] }'],
            id="names of messages inside",
        ),
        pytest.param('<- {"a": [\n-> {}', ['<-{"a": [', "->{}"], id="cut off by an arrow"),
        pytest.param(
            '{"return": [\n{"event": "STOP"}',
            ['{"return": [', '{"event": "STOP"}'],
            id="cut off by a message",
        ),
        pytest.param(
            '  {"return": [\n  {"event": "STOP"}',
            ['{"return": [', '{"event": "STOP"}'],
            id="cut off, all indented",
        ),
        pytest.param(
            f'<- {{"return":\n{RECORD}QEMU_MONITOR_SEND_MSG: {MONITOR} msg={{}}',
            ['<-{"return":', "->{}"],
            id="cut off by a record",
        ),
        pytest.param(
            '-> {"execute": "stop\n}\n<- {}', ['->{"execute": "stop\n}', "<-{}"], id="open string"
        ),
        pytest.param('-> {"execute": "stop"\n', ['->{"execute": "stop"'], id="cut off by the end"),
        pytest.param(
            '-> {"execute": "stop"}\n}\n', ['->{"execute": "stop"}'], id="one bracket too much"
        ),
        pytest.param(
            '-> {"desc": "a\n-> b {"}\n',
            ['->{"desc": "a\n-> b {"}'],
            id="arrow in the rest of a string",
        ),
        pytest.param("int f(void)\n{\n    return 0;\n}\n{}", ["{}"], id="braces of C"),
        pytest.param('{\n{\n"a": 1}', ['{\n"a": 1}'], id="two braces"),
        pytest.param("struct x {\n", [], id="brace at an end"),
    ],
)
def test_several_lines(log: str, expected: list[str]) -> None:
    assert short(log) == expected


SEND = f"{RECORD}qemuMonitorSend:864 : QEMU_MONITOR_SEND_MSG: {MONITOR} "
REPLY = f"{RECORD}qemuMonitorJSONIOProcessLine:210 : QEMU_MONITOR_RECV_REPLY: {MONITOR} "
EVENT = f"{RECORD}qemuMonitorJSONIOProcessLine:205 : QEMU_MONITOR_RECV_EVENT: {MONITOR} "
WRITE = f"{RECORD}qemuMonitorIOWrite:366 : QEMU_MONITOR_IO_WRITE: {MONITOR} "
PROCESS = f"{RECORD}qemuMonitorIOProcess:290 : QEMU_MONITOR_IO_PROCESS: {MONITOR} "
LINE = "2025-03-01 10:00:00.250+0000: 4711: debug : qemuMonitorJSONIOProcessLine:190 : "
COMMAND = "2025-03-01 10:00:00.250+0000: 4712: debug : qemuMonitorJSONCommandWithFd:290 : "
AGENT = "2025-03-01 10:00:00.250+0000: 4712: debug : qemuAgentCommandFull:1121 : "
AGENT_LINE = "2025-03-01 10:00:00.250+0000: 4711: debug : qemuAgentIOProcessLine:297 : "


@pytest.mark.parametrize(
    "log, expected",
    [
        pytest.param(SEND + 'msg={"id":1}\r\n fd=-1\n', ['->{"id":1}'], id="sent"),
        pytest.param(SEND + 'msg={"id":1}^M\n fd=-1\n', ['->{"id":1}'], id="sent, seen in a pager"),
        pytest.param(SEND + 'msg={"id":1}#015#012 fd=-1\n', ['->{"id":1}'], id="sent, from syslog"),
        pytest.param(SEND + 'msg={"id":1}\\r\\n fd=22\n', ['->{"id":1}'], id="sent, escaped"),
        pytest.param(SEND.replace(" mon", "mon") + "msg={}", ["->{}"], id="sent, without a blank"),
        pytest.param(REPLY + 'reply={"id":1}\n', ['<-{"id":1}'], id="reply"),
        pytest.param(EVENT + 'event={"event":"X"}\n', ['<-{"event":"X"}'], id="event"),
        pytest.param(
            REPLY + 'reply={"id":[1\n{"event":"X"}',
            ['<-{"id":[1', '{"event":"X"}'],
            id="one line each",
        ),
        pytest.param(WRITE + "buf={}\r\n len=4 ret=4 errno=0\n{}", ["{}"], id="what was written"),
        pytest.param(PROCESS + "buf={}\r\n{}\r\n{}\r\n len=12\n{}", ["{}"], id="what was read"),
        pytest.param(PROCESS + 'buf={"a": len=4\n{}', ["{}"], id="what was read, cut off"),
        pytest.param(
            PROCESS + 'buf="a"}\r\n{}\n' + SEND + "msg={}",
            ["->{}"],
            id="what was read, without an end",
        ),
        pytest.param(
            PROCESS + "buf={}\n" + LINE + 'Line [{"QMP": {}}]', ['<-{"QMP": {}}'], id="greeting"
        ),
        pytest.param(
            PROCESS + "buf={}\n" + LINE + "Line [{}]\n" + REPLY + "reply={}",
            ["<-{}"],
            id="reply, twice",
        ),
        pytest.param(
            SEND + "msg={}\n" + COMMAND + "Send command '{}' for write with FD -1",
            ["->{}"],
            id="command, twice",
        ),
        pytest.param(
            COMMAND + "Send command '{}' for write\n" + LINE + "Line [{}]",
            ["->{}", "<-{}"],
            id="before there were probes",
        ),
        pytest.param(
            WRITE
            + "buf={}\n"
            + AGENT
            + "Send command '{}' for write, seconds = 5\n"
            + AGENT_LINE
            + "Line [{}]",
            ["->{}", "<-{}"],
            id="agent",
        ),
        pytest.param(RECORD + 'unable to execute QEMU command {"id":1}: {"id":1}', [], id="prose"),
        pytest.param(
            "  3.848 > 0x7f00 {}\n 13.5 < 0x7f00 {} \n  4.1 ! 0x7f00 {} (fd=5)",
            ["->{}", "<-{}", "<-{}"],
            id="systemtap",
        ),
        pytest.param(
            "7@1.5:handle_qmp_command mon 0x5 req: {}\nmonitor_qmp_respond mon 0x5 resp: {\n}",
            ["->{}", "<-{\n}"],
            id="trace of QEMU",
        ),
    ],
)
def test_libvirt_and_qemu(log: str, expected: list[str]) -> None:
    assert short(log) == expected


@pytest.mark.parametrize(
    "line, channel",
    [
        ("{}", ""),
        ("-> {}", ""),
        (SEND + "msg={}", "0x7f00dead0010"),
        (LINE + "Line [{}]", "qemuMonitor"),
        (AGENT + "Send command '{}' for write, seconds = 5", "qemuAgent"),
        ("  3.848 > 0x7f0022 {}", "0x7f0022"),
        ("handle_qmp_command mon 0x55ff req: {}", "0x55ff"),
        ("DEBUG:qemu.qmp.qmp_client.vm-1:--> {}", "qemu.qmp.qmp_client.vm-1"),
        ("1:00 qemu.aqmp.protocol DEBUG <-- {}", "qemu.aqmp.protocol"),
    ],
)
def test_channel(line: str, channel: str) -> None:
    (frame,) = frames(line)
    assert frame.channel == channel


def test_places_and_counts() -> None:
    log = 'noise\n\nü -> {"a":\n1} {}\n{\nmore noise\n  {} x\n'
    framing = Framing(io.BytesIO(log.encode()))
    found = [(f.line, f.column, f.text) for f in framing]
    assert found == [(3, 6, '{"a":\n1}'), (4, 4, "{}"), (7, 3, "{} x")]
    assert (framing.lines, framing.passed) == (7, 4)


def message(length: int, *, lines: bool = False) -> str:
    head, tail = '{"return": "', '"}'
    if lines:
        head, tail = '{"return":', "0}"
    return head + ("\n" if lines else "x") * (length - len(head + tail)) + tail


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("arrow", ["", "<- "])
def test_a_message_that_is_too_long_is_told_and_passed_over(arrow: str, lines: bool) -> None:
    log = "".join(f"{arrow}{message(n, lines=lines)}\n" for n in (98, 99, 100, 101, 9000, 98))
    found = frames(log, limit=100)
    assert [f.too_long for f in found] == [False, False, True, True, True, False]
    assert [len(f.text) for f in found] == [98, 99, 0, 0, 0, 98]


def test_a_line_that_is_too_long_and_cut_off_does_not_take_what_follows() -> None:
    log = "<- " + message(9000)[:-2] + "\nnoise\n" + "x" * 9000 + "\n{}\n"
    framing = Framing(io.BytesIO(log.encode()), 100)
    assert [(f.line, f.too_long) for f in framing] == [(1, True), (4, False)]
    assert framing.passed == 2


MESSAGES = st.dictionaries(
    st.sampled_from(["return", "execute", "event", "a{", 'b"]', "c'\\"]),
    st.recursive(
        st.none() | st.text(max_size=5) | st.sampled_from(['"->', "{", "}]", "\\", "\r\n", "'"]),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
        ),
        max_leaves=4,
    ),
    min_size=1,
    max_size=3,
)
LEADS = ["", "-> ", "12:00 DEBUG qemu.qmp.protocol.vm: <-- ", SEND + "msg=", EVENT + "event="]
NOISE = st.sampled_from(
    ["", "INFO nothing", " fd=-1", "a -> b", "x {y}", "]}", '"', WRITE + "buf={}\r\n len=4"]
)


@given(st.lists(st.tuples(MESSAGES, st.sampled_from(LEADS), NOISE), max_size=4), st.data())
def test_any_mixture(items: list[tuple[dict[str, Any], str, str]], data: st.DataObject) -> None:
    log = ""
    for value, lead, noise in items:
        indents = [None, 2] if "QEMU_MONITOR" not in lead else [None]
        indent = data.draw(st.sampled_from(indents))
        text = json.dumps(value, indent=indent, ensure_ascii=data.draw(st.booleans()))
        end = data.draw(st.sampled_from(["\n", "\r\n"]))
        log += f"{lead}{text}{end}{noise}\n"
    found = frames(log, limit=10_000)
    assert [json.loads(f.text) for f in found] == [value for value, _, _ in items]
    lines = log.split("\n")
    for frame in found:
        first = frame.text.split("\n")[0]
        assert lines[frame.line - 1][frame.column - 1 :].startswith(first)


PIECES = [
    *(bytes([byte]) for byte in b"{}[\"'\\\n\r\xff x"),
    *(b"->", b'"return":', b"QEMU_MONITOR_IO_WRITE: buf=", b"Line ["),
    b"QEMU_MONITOR_SEND_MSG: mon=0x1 msg=",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join), st.integers(1, 40))
def test_any_bytes_are_framed_at_their_places(log: bytes, limit: int) -> None:
    framing = Framing(io.BytesIO(log), limit)
    found = list(framing)
    lines = log.decode("utf-8", "surrogateescape").split("\n")
    assert framing.lines == len(io.BytesIO(log).readlines())
    assert framing.passed <= framing.lines
    for frame in found:
        assert lines[frame.line - 1][frame.column - 1] == "{"
        assert len(frame.text) < limit
        assert frame.too_long == (not frame.text)
    assert [(f.line, f.column) for f in found] == sorted({(f.line, f.column) for f in found})


class Endless(io.RawIOBase):
    """A log of so many bytes, made as it is read."""

    def __init__(self, block: bytes, size: int) -> None:
        self.block = block
        self.left = size // len(block)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(self.left, len(buffer) // len(self.block))
        buffer[: count * len(self.block)] = self.block * count
        self.left -= count
        return count * len(self.block)


BLOCK = json.dumps({"return": [{"device": f"disk{n}", "locked": False} for n in range(40)]})


@pytest.mark.parametrize(
    "block, messages",
    [
        pytest.param(f'-> {{"execute": "query-block"}}\n<- {BLOCK}\n', True, id="transcript"),
        pytest.param(f"{BLOCK}\n", True, id="plain"),
        pytest.param(f"{SEND}msg={{}}\r\n fd=-1\n{REPLY}reply={BLOCK}\n", True, id="libvirt"),
        pytest.param("no message at all\n" * 50, False, id="noise"),
        pytest.param(BLOCK, False, id="a single line"),
        pytest.param("x" * 1000, False, id="a single line of noise"),
        pytest.param('{"a":', False, id="open brackets"),
        pytest.param(f'{{"a": "{"x" * 200}",\n', False, id="open brackets, in lines"),
    ],
)
def test_memory_does_not_grow_with_the_stream(block: str, messages: bool) -> None:
    stream = io.BufferedReader(Endless(block.encode(), 2 << 20), 1 << 16)
    tracemalloc.start()
    try:
        framing = Framing(stream, 50_000)
        sound = sum(read_message(frame.text) is not None for frame in framing)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert framing.lines
    assert (sound > 500) is messages
    assert peak < 1 << 20
