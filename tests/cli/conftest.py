"""The program, as a process of its own and within this one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from qapidoc.cli import main
from tests.cli.fan import FAN
from tests.cli.peers import Peer, Play

Process = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="session")
def environment(checkout) -> dict[str, str]:
    """The environment of a process: this package, and nothing that changes what is written."""
    odd = ("PYTHON", "LC_", "LANG", "TERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(odd)}
    return kept | {"PYTHONPATH": str(checkout), "TERM": "xterm"}


@pytest.fixture
def qapidoc(tmp_path, environment) -> Callable[..., Process]:
    """Run the program in an empty folder."""

    def run(
        *arguments: str | bytes | Path, data: bytes = b"", **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "qapidoc", *arguments],
            cwd=tmp_path,
            env=environment | more,
            input=data,
            capture_output=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def call(tmp_path, monkeypatch) -> Callable[..., Result]:
    """Run a command within this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, data: bytes = b"") -> Result:
        result = CliRunner().invoke(main, list(arguments), input=data, catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def bad(tmp_path, bad_schema) -> str:
    """The name of a schema with an error in line 6."""
    (tmp_path / "bad.json").write_text(bad_schema, encoding="utf-8")
    return "bad.json"


@pytest.fixture
def good(tmp_path, good_schema) -> str:
    """The name of a schema with nothing to find."""
    (tmp_path / "good.json").write_text(good_schema, encoding="utf-8")
    return "good.json"


@pytest.fixture
def fan(tmp_path) -> str:
    """The name of a schema with examples."""
    (tmp_path / "fan.json").write_text(FAN, encoding="utf-8")
    return "fan.json"


@pytest.fixture
def examples(call, fan) -> Callable[..., Result]:
    """Run the command on that schema."""

    def run(*arguments: str) -> Result:
        result: Result = call("examples", fan, *arguments)
        return result

    return run


@pytest.fixture
def fits(checkout) -> Callable[[str], Any]:
    """Read a document, and fail if it is not as the manual's JSON Schema says."""
    schema = json.loads((checkout / "docs" / "examples.schema.json").read_text("utf-8"))

    def read(text: str) -> Any:
        document = json.loads(text)
        Draft202012Validator(schema).validate(document)
        return document

    return read


@pytest.fixture
def monitor(tmp_path, monkeypatch) -> Iterator[Callable[..., str]]:
    """Start a monitor that plays a part for one client, and give its address."""
    monkeypatch.chdir(tmp_path)
    threads: list[threading.Thread] = []
    failed: list[Exception] = []

    def start(play: Play, kind: str = "unix", name: str = "monitor") -> str:
        if kind == "unix":
            server = socket.socket(socket.AF_UNIX)
            server.bind(name)
            address = f"unix:{name}"
        else:
            family = socket.AF_INET6 if "[" in kind else socket.AF_INET
            server = socket.socket(family)
            server.bind((kind.strip("[]"), 0))
            address = f"tcp:{kind}:{server.getsockname()[1]}"
        server.listen()
        server.settimeout(20)

        def serve() -> None:
            try:
                with server, server.accept()[0] as connection:
                    connection.settimeout(20)
                    with suppress(BrokenPipeError, ConnectionResetError):  # it may go at any time
                        play(Peer(connection))
            except (OSError, AssertionError) as error:
                failed.append(error)

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        return address

    yield start
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    assert failed == []
