"""Monitors of all kinds, each played by a thread."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qapidoc.cli.monitor import MonitorError, connected, parse_address
from qapidoc.examples.running import Refused, Returned
from tests.cli.peers import GREETING, Peer, plays, wait_for_the_end

PATIENCE = 0.3
"""Seconds that a test waits for what never comes."""

ERROR = {"error": {"class": "GenericError", "desc": "it is no JSON"}}
"""What a monitor says that could not read a message; to no command in particular."""


def failure(address: str, *commands: str, patience: float = PATIENCE) -> str:
    """Connect and send commands, and give the one line that says why that did not work."""

    def run() -> None:
        with connected(parse_address(address), patience) as ask:
            for command in commands:
                ask(command)

    with pytest.raises(MonitorError) as caught:
        run()
    (line,) = str(caught.value).splitlines()
    return line


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, target",
    [
        ("unix:/run/qmp.sock", "/run/qmp.sock"),
        ("unix:a:b", "a:b"),
        ("unix:tcp:x:1", "tcp:x:1"),
        ("tcp:localhost:4444", ("localhost", 4444)),
        ("tcp:127.0.0.1:1", ("127.0.0.1", 1)),
        ("tcp:[::1]:65535", ("::1", 65535)),
    ],
)
def test_addresses(text, target):
    address = parse_address(text)
    assert (address.text, address.target) == (text, target)


@pytest.mark.parametrize(
    "text",
    [
        "", "unix", "unix:", "/run/qmp.sock", "UNIX:/run/qmp.sock", "tcp", "tcp:", "tcp:host",
        "tcp::4444", "tcp:[]:4444", "tcp:host:", "tcp:host:0", "tcp:host:65536", "tcp:host:-1",
        "tcp:host:+1", "tcp:host:x", "tcp:host: 1", "tcp:host:٤", f"tcp:host:{'9' * 5000}",
        "tcp:::1:4444", "tcp:[::1:4444", "udp:host:1", "localhost:4444",
    ],
)  # fmt: skip
def test_what_is_no_address(text):
    with pytest.raises(MonitorError) as caught:
        parse_address(text)
    told = f"'{text}' is no address of a monitor: write unix:SOCKET or tcp:HOST:PORT"
    assert str(caught.value) == told


# --- questions and answers --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["unix", "127.0.0.1", "localhost", "[::1]"])
def test_a_question_is_answered(monitor, kind):
    heard = []

    def play(peer: Peer) -> None:
        peer.greet()
        heard.append(peer.answer(**{"return": {"status": "running"}}))
        heard.append(peer.answer(**{"return": [2**64, 1.5, None]}))
        wait_for_the_end(peer)

    with connected(parse_address(monitor(play, kind)), 10) as ask:
        assert ask.version == "9.8.7"
        assert ask("query-status", None) == Returned({"status": "running"})
        assert ask("query-fan", {"name": "ü", "n": 2**70}) == Returned([2**64, 1.5, None])
    assert [(m["execute"], m.get("arguments")) for m in heard] == [
        ("query-status", None),
        ("query-fan", {"name": "ü", "n": 2**70}),
    ]


def test_refusals_are_answers(monitor):
    def play(peer: Peer) -> None:
        peer.greet()
        peer.answer(error={"class": "CommandNotFound", "desc": "no such\ncommand"})
        peer.answer(**{"return": {}})
        wait_for_the_end(peer)

    with connected(parse_address(monitor(play)), 10) as ask:
        assert ask("query-none") == Refused("CommandNotFound", "no such\ncommand")
        assert ask("query-fan") == Returned({})


def test_events_and_replies_to_others_are_ignored(monitor, capfd):
    event = {"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}}
    stray = {"return": 1, "id": "other"}

    def play(peer: Peer) -> None:
        peer.greet()
        peer.send(event)
        peer.answer(event, stray, event, **{"return": {"a": 1}})
        peer.answer(event, **{"return": {"a": 2}})
        wait_for_the_end(peer)

    with connected(parse_address(monitor(play)), 10) as ask:
        assert ask("query-fan") == Returned({"a": 1})
        assert ask("query-fan") == Returned({"a": 2})
    assert capfd.readouterr() == ("", "")


def test_a_large_answer(monitor):
    large = [{"name": "x" * 1000}] * 3000

    def play(peer: Peer) -> None:
        peer.greet()
        peer.answer(**{"return": large})
        wait_for_the_end(peer)

    with connected(parse_address(monitor(play)), 20) as ask:
        assert ask("query-fan") == Returned(large)


def test_it_is_closed_whatever_happens(monitor):
    ended = threading.Event()

    def play(peer: Peer) -> None:
        peer.greet()
        wait_for_the_end(peer)
        ended.set()

    with pytest.raises(KeyError), connected(parse_address(monitor(play)), 10):
        raise KeyError
    assert ended.wait(10)


def test_a_greeting_may_lack_its_version(monitor):
    def play(peer: Peer) -> None:
        peer.send({"QMP": {"version": {"qemu": 1}, "capabilities": []}})
        peer.receive()
        peer.send({"return": {}})
        wait_for_the_end(peer)

    with connected(parse_address(monitor(play)), 10) as ask:
        assert ask.version == ""


# --- what goes wrong --------------------------------------------------------------------------

CLOSED = "it was closed from the other side"
STRANGER = "what answers does not speak QMP"
SILENT = "no greeting within 0.3 s; is another client connected, or is it no QMP monitor?"


@pytest.mark.parametrize(
    "play, expected",
    [
        (lambda peer: None, CLOSED),
        (wait_for_the_end, SILENT),
        (plays(lambda peer: peer.send(b"QEMU 9.8.7 monitor"), wait_for_the_end), STRANGER),
        (lambda peer: peer.send(b"\xff\xfe"), STRANGER),
        (lambda peer: peer.send([]), STRANGER),
        (lambda peer: peer.send({}), STRANGER),
        (lambda peer: peer.send({"QMP": {}}), STRANGER),
        (lambda peer: peer.send({"QMP": 1}), STRANGER),
        (lambda peer: peer.send(b"[" * 100_000), STRANGER),
        (lambda peer: peer.send(b'{"a": ' + b"9" * 5000 + b"}"), STRANGER),
        (lambda peer: peer.connection.sendall(b'{"QMP": '), STRANGER),
        (plays(lambda peer: peer.send(GREETING), Peer.receive), CLOSED),
        (plays(lambda peer: peer.send(GREETING), wait_for_the_end), SILENT),
        (plays(lambda peer: peer.send(GREETING), lambda peer: peer.answer(error={})), STRANGER),
    ],
)
def test_who_does_not_greet(monitor, capfd, play, expected):
    assert failure(monitor(play)) == f"unix:monitor: {expected}"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "play, expected",
    [
        (Peer.receive, CLOSED),
        (plays(Peer.receive, lambda peer: peer.send(b"rubbish")), STRANGER),
        (plays(Peer.receive, lambda peer: peer.send([])), STRANGER),
        (plays(Peer.receive, lambda peer: peer.send(b"[" * 100_000)), STRANGER),
        (plays(Peer.receive, lambda peer: peer.send(ERROR)), STRANGER),
        (lambda peer: peer.answer(odd=1), STRANGER),
        (lambda peer: peer.answer(error=1), STRANGER),
        (lambda peer: peer.answer(error={"class": "GenericError"}), STRANGER),
    ],
)
def test_who_does_not_answer(monitor, capfd, play, expected):
    def greets(peer: Peer) -> None:
        peer.greet()
        play(peer)

    address = monitor(greets)
    assert failure(address, "query-fan", patience=5) == (
        f"unix:monitor: no answer to 'query-fan': {expected}"
    )
    assert capfd.readouterr() == ("", "")


def test_who_goes_between_two_questions(monitor):
    def play(peer: Peer) -> None:
        peer.greet()
        peer.answer(**{"return": {}})

    told = failure(monitor(play), "query-fan", "query-fans", patience=5)
    assert told == f"unix:monitor: no answer to 'query-fans': {CLOSED}"


def test_who_takes_too_long(monitor):
    def play(peer: Peer) -> None:
        peer.greet()
        wait_for_the_end(peer)

    before = time.monotonic()
    told = failure(monitor(play), "query-fan")
    assert told == "unix:monitor: no answer to 'query-fan' within 0.3 s"
    assert time.monotonic() - before < 5


def test_where_nobody_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("file").write_bytes(b"")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind("deaf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert failure("unix:none") == "unix:none: No such file or directory"
    assert failure("unix:file") == "unix:file: Connection refused"
    assert failure("unix:deaf") == "unix:deaf: Connection refused"
    assert failure(f"tcp:127.0.0.1:{port}") == f"tcp:127.0.0.1:{port}: Connection refused"
    assert failure(f"unix:{'x' * 200}") == f"unix:{'x' * 200}: AF_UNIX path too long"
    assert failure(f"tcp:{'x' * 200}:1") == f"tcp:{'x' * 200}:1: no host has such a name"
    assert failure("tcp:a..b:1") == "tcp:a..b:1: no host has such a name"


def test_without_the_package(tmp_path, environment):
    (tmp_path / "qemu").mkdir()
    (tmp_path / "qemu" / "__init__.py").write_bytes(b"")
    program = (
        "from qapidoc.cli.monitor import MonitorError, connected, parse_address\n"
        "try:\n"
        "    with connected(parse_address('unix:none')): pass\n"
        "except MonitorError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment | {"PYTHONPATH": f"{tmp_path}:{environment['PYTHONPATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "qemu.qmp is missing: pip install 'qapidoc[qmp]'\n"
