"""The model against a running QEMU."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Kind

pytestmark = pytest.mark.acceptance


def ask(qemu: str, *commands: str) -> list[object]:
    """Send commands to a QEMU without a machine, and give what they return."""
    messages = [{"execute": command} for command in ("qmp_capabilities", *commands, "quit")]
    result = subprocess.run(
        [qemu, "-M", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"],
        input="".join(json.dumps(message) + "\n" for message in messages),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    returned = [answer["return"] for answer in answers if "return" in answer]
    return returned[1 : 1 + len(commands)]


def test_commands_are_those_of_the_schema(corpus: Path, program: Callable[[str], str]) -> None:
    version, commands = ask(program("qemu-system-x86_64"), "query-version", "query-commands")
    assert isinstance(version, dict)
    assert isinstance(commands, list)
    numbers = version["qemu"]
    release = f"{numbers['major']}.{numbers['minor']}"
    nearest = [path for path in (corpus / "releases").iterdir() if path.name.startswith(release)]
    assert nearest, f"the corpus has no schema of {release}"
    schema = load_schema(max(nearest) / "qapi" / "qapi-schema.json")
    known = {d.name: d for d in schema.definitions.values() if d.kind is Kind.COMMAND}
    answered = {command["name"] for command in commands}
    assert answered - set(known) == set()
    conditional = {
        name for name, command in known.items() if command.condition is not None or not command.gen
    }
    assert set(known) - answered - conditional == set()
