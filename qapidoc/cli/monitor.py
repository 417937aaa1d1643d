"""The monitor of a QEMU that runs: connect to it, and ask."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from qapidoc.examples.running import Answer, Refused, Returned

if TYPE_CHECKING:
    from qemu.qmp import QMPClient

PATIENCE = 30.0
"""Seconds that a connection, a greeting or an answer may take."""

FORMS = "unix:SOCKET or tcp:HOST:PORT"
"""How an address is written; an IPv6 address as HOST is in brackets."""

_T = TypeVar("_T")


class MonitorError(Exception):
    """What kept a monitor from being asked, in one line."""


class Address(msgspec.Struct, frozen=True):
    """Where a monitor listens: ``target`` is the path of a socket, or a host and a port."""

    text: str
    target: str | tuple[str, int]


def parse_address(text: str) -> Address:
    """Read an address in one of the `FORMS`."""
    kind, _, rest = text.partition(":")
    if kind == "unix" and rest:
        return Address(text, rest)
    host, colon, port = rest.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    if kind == "tcp" and colon and (bracketed or ":" not in host):
        host = host[1:-1] if bracketed else host
        if host and port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 2**16:
            return Address(text, (host, int(port)))
    raise MonitorError(f"'{text}' is no address of a monitor: write {FORMS}")


class Monitor:
    """A monitor that is ready for commands; to call it is to ask it.

    ``version`` is that of the QEMU, as its greeting has it, such as ``7.2.22``.
    """

    def __init__(self, address: Address, runner: asyncio.Runner, patience: float) -> None:
        from qemu.qmp import QMPClient

        self.address = address
        self.version = ""
        self._runner = runner
        self._patience = patience
        self._client: QMPClient = QMPClient()

    def __call__(self, command: str, arguments: Mapping[str, Any] | None = None) -> Answer:
        """Send a command, and wait for its answer; events in between are ignored."""
        from qemu.qmp import ExecInterruptedError, ExecuteError, QMPError, StateError

        try:
            return Returned(self._wait(self._client.execute(command, arguments)))
        except ExecuteError as error:
            return Refused(error.error_class, str(error))
        except TimeoutError:
            raise self._error(f"no answer to '{command}' within {self._patience:g} s") from None
        except QMPError as error:
            lost = isinstance(error, ExecInterruptedError | StateError)
            cause = self._cause(error) if lost else error
            raise self._error(f"no answer to '{command}': {_told(cause)}") from error

    def open(self) -> None:
        """Connect, and wait until commands can be sent."""
        from qemu.qmp import ConnectError, QMPError

        connection = self._connection()
        try:
            self._wait(self._client.connect(connection))
        except TimeoutError:
            raise self._error(
                f"no greeting within {self._patience:g} s; is another client connected, or is it "
                "no QMP monitor?"
            ) from None
        except QMPError as error:
            cause = error.exc if isinstance(error, ConnectError) else error
            raise self._error(_told(cause)) from error
        finally:
            # The client closes it, but not if it is interrupted before it has taken it over.
            if self._client.greeting is None:
                connection.close()
        self.version = _version(self._client.greeting)

    def close(self) -> None:
        """Disconnect; whether the other side is still there does not matter."""
        with suppress(Exception):
            self._wait(self._client.disconnect())

    def _connection(self) -> socket.socket:
        """Connect a socket."""
        target = self.address.target
        if isinstance(target, str) and not hasattr(socket, "AF_UNIX"):
            raise self._error("this system has no such sockets; use tcp:HOST:PORT")
        try:
            if isinstance(target, tuple):
                return socket.create_connection(target, self._patience)
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.settimeout(self._patience)
                connection.connect(target)
            except BaseException:
                connection.close()
                raise
        except TimeoutError:
            raise self._error(f"no connection within {self._patience:g} s") from None
        except UnicodeError:
            raise self._error("no host has such a name") from None
        except OSError as error:
            raise self._error(_told(error)) from error
        return connection

    def _wait(self, doing: Coroutine[Any, Any, _T]) -> _T:
        return self._runner.run(_within(doing, self._patience))

    def _cause(self, error: Exception) -> Exception:
        """Give what ended the connection; the client tells when it is to disconnect."""
        try:
            self._wait(self._client.disconnect())
        except Exception as cause:  # noqa: BLE001 - it hands on whatever its tasks met
            return cause
        return error

    def _error(self, text: str) -> MonitorError:
        return MonitorError(f"{self.address.text}: {text}")


@contextmanager
def connected(address: Address, patience: float = PATIENCE) -> Iterator[Monitor]:
    """Connect to a monitor, and disconnect at the end.

    All that goes wrong is a `MonitorError`. `patience` is in seconds, for each step.
    """
    try:
        import qemu.qmp  # noqa: F401 - an extra, so that it may be missing
    except ModuleNotFoundError:
        raise MonitorError("qemu.qmp is missing: pip install 'qapidoc[qmp]'") from None
    with asyncio.Runner() as runner:
        monitor = Monitor(address, runner, patience)
        try:
            monitor.open()
            yield monitor
        finally:
            monitor.close()


async def _within(doing: Coroutine[Any, Any, _T], seconds: float) -> _T:
    return await asyncio.wait_for(doing, seconds)


def _told(error: Exception) -> str:
    """Say in one line what happened to a connection."""
    match error:
        case EOFError() | ConnectionResetError() | BrokenPipeError():
            return "it was closed from the other side"
        case socket.gaierror():
            return error.strerror or str(error)
        case OSError():
            return os.strerror(error.errno) if error.errno else str(error)
        case _:
            return "what answers does not speak QMP"


def _version(greeting: Any) -> str:
    """Give the version in a greeting, empty if it has none."""
    numbers = greeting.QMP.version.get("qemu")
    if not isinstance(numbers, Mapping):
        return ""
    return ".".join(str(numbers.get(part, 0)) for part in ("major", "minor", "micro"))
