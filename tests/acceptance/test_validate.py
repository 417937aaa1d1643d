"""What a real QEMU says fits its schema, in a log of any kind."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qapidoc.cli import main
from qapidoc.releases import parse_release
from tests.acceptance.test_live import NO_MACHINE, nearest

pytestmark = pytest.mark.acceptance

COMMANDS: tuple[dict[str, Any], ...] = (
    {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}},
    {"execute": "query-status"},
    {"execute": "query-version"},
    {"execute": "query-qmp-schema"},
    {"execute": "query-command-line-options"},
    {"execute": "query-cpu-definitions"},
    {"execute": "query-migrate-parameters"},
    {"execute": "query-balloon"},
    {
        "execute": "blockdev-add",
        "arguments": {"driver": "null-co", "node-name": "null", "size": 512},
    },
    {"execute": "query-named-block-nodes"},
    {"execute": "blockdev-add", "arguments": {"driver": "null-co", "node-name": "null"}},
    {"execute": "cont"},
    {"execute": "stop"},
    {"exec-oob": "migrate-pause"},
    {"execute": "quit"},
)

_RECORD = "2025-03-01 10:00:00.250+0000: 4711: info : "
_MONITOR = "mon=0x7f00dead0010"
FORMS: dict[str, Callable[[str, str], str]] = {
    "arrows": lambda arrow, text: f"{arrow} {text}",
    "indented": lambda arrow, text: f"{arrow} {json.dumps(json.loads(text), indent=2)}",
    "libvirt": lambda arrow, text: (
        f"{_RECORD}qemuMonitorSend:864 : QEMU_MONITOR_SEND_MSG: {_MONITOR} msg={text}\r\n fd=-1"
        if arrow == "->"
        else f"{_RECORD}qemuMonitorJSONIOProcessLine:210 : QEMU_MONITOR_RECV_REPLY: {_MONITOR}"
        f" reply={text}"
    ),
    "lines": lambda _arrow, text: text,
}
"""How a message is written in a log, with its arrow."""

Session = list[tuple[str, str]]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Session:
    """What a QEMU without a machine and a client say to each other: arrows and messages."""
    path = tmp_path_factory.mktemp("session") / "monitor"
    options = ("-qmp", f"unix:{path},server=on,wait=off")
    command = (program("qemu-system-x86_64"), *NO_MACHINE, *options)
    said: Session = []
    with subprocess.Popen(command) as qemu, socket.socket(socket.AF_UNIX) as client:
        try:
            deadline = time.monotonic() + 30
            while not path.exists():
                assert qemu.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.02)
            client.settimeout(30)
            client.connect(str(path))
            received = client.makefile("r", encoding="utf-8")
            said.append(("<-", received.readline().rstrip()))
            for number, sent in enumerate(COMMANDS):
                text = json.dumps({**sent, "id": f"test-{number}"})
                said.append(("->", text))
                client.sendall(f"{text}\n".encode())
                while f'"test-{number}"' not in said[-1][1] or said[-1][0] == "->":
                    line = received.readline()
                    assert line
                    said.append(("<-", line.rstrip()))
            said.extend(("<-", line.rstrip()) for line in received)
            qemu.wait(30)
        finally:
            qemu.kill()
    return said


def validated(session: Session, form: str, schema: Path, folder: Path) -> Result:
    log = folder / form
    log.write_text("".join(f"{FORMS[form](*message)}\n" for message in session), "utf-8")
    return CliRunner().invoke(main, ["validate", "--schema", str(schema), str(log)])


def release_of(session: Session) -> str:
    version = json.loads(session[0][1])["QMP"]["version"]["qemu"]
    return ".".join(str(version[part]) for part in ("major", "minor", "micro"))


@pytest.mark.parametrize("form", FORMS)
def test_a_session_fits(session: Session, corpus: Path, tmp_path: Path, form: str) -> None:
    texts = "".join(text for _, text in session)
    assert all(f'"event": "{name}"' in texts for name in ("RESUME", "STOP", "SHUTDOWN"))
    assert texts.count('"error": {') == 3
    release = parse_release(release_of(session))
    assert release is not None
    schema = nearest(corpus, release) / "qapi" / "qapi-schema.json"
    result = validated(session, form, schema, tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(session)} messages, 0 faults" in result.stderr


def test_it_does_not_fit_an_older_schema(session: Session, corpus: Path, tmp_path: Path) -> None:
    schema = corpus / "releases" / "2.9.0" / "qapi-schema.json"
    result = validated(session, "arrows", schema, tmp_path)
    assert result.exit_code == 1
    assert "there is no command 'migrate-pause'" in result.stdout
    assert "'reason'" in result.stdout
