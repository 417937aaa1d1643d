"""The other side of a monitor's connection, as tests play it."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

GREETING = {
    "QMP": {"version": {"qemu": {"major": 9, "minor": 8, "micro": 7}}, "capabilities": ["oob"]}
}


class Peer:
    """The other side of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.received = b""

    def send(self, *messages: object) -> None:
        for message in messages:
            text = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.connection.sendall(text + b"\r\n")

    def receive(self) -> dict[str, Any]:
        """Wait for a message, which need not end with its line."""
        while data := self.connection.recv(4096):
            self.received += data
            with suppress(json.JSONDecodeError):
                message: dict[str, Any] = json.loads(self.received)
                self.received = b""
                return message
        raise ConnectionError("the client is gone")

    def answer(self, *before: object, **reply: Any) -> dict[str, Any]:
        """Answer the next command, perhaps after something else, and give the command."""
        command = self.receive()
        self.send(*before, {**reply, "id": command.get("id")})
        return command

    def greet(self, greeting: Mapping[str, Any] = GREETING) -> None:
        """Greet, and let the client negotiate, which it does without an ``id``."""
        self.send(greeting)
        assert self.receive()["execute"] == "qmp_capabilities"
        self.send({"return": {}})


Play = Callable[[Peer], object]


def wait_for_the_end(peer: Peer) -> None:
    """Do nothing until the client is gone."""
    while peer.connection.recv(4096):
        pass


def plays(*steps: Play) -> Play:
    """Play several parts, one after the other."""

    def play(peer: Peer) -> None:
        for step in steps:
            step(peer)

    return play


def serves(
    answers: Mapping[str, Mapping[str, Any]],
    heard: list[str],
    greeting: Mapping[str, Any] = GREETING,
) -> Play:
    """Answer commands until the client is gone, and note their names."""
    unknown = {"error": {"class": "CommandNotFound", "desc": "there is no such command"}}

    def play(peer: Peer) -> None:
        peer.greet(greeting)
        with suppress(ConnectionError):
            while True:
                command = peer.receive()
                heard.append(command["execute"])
                answer = answers.get(command["execute"], unknown)
                peer.send({**answer, "id": command["id"]})

    return play
