"""What QEMUs answer to `query-qmp-schema`, against what qapidoc makes of their schemas."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from qapidoc.releases import Release, parse_release

pytestmark = pytest.mark.acceptance

SYSTEM = ("-M", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio")
STORAGE_DAEMON = ("--chardev", "stdio,id=monitor", "--monitor", "monitor")

PROGRAMS = {
    "qemu-system-x86_64": (SYSTEM, "qapi"),
    "qemu-system-arm": (SYSTEM, "qapi"),
    "qemu-storage-daemon": (STORAGE_DAEMON, "storage-daemon/qapi"),
}
"""The programs, how each is started, and where its schema is."""

BACKPORTS = """\
deb [signed-by={keys}] {mirror} bookworm main
deb [signed-by={keys}] {mirror} bookworm-backports main
"""
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
PACKAGES = ("qemu-system-x86", "qemu-system-arm", "qemu-system-common", "qemu-utils")
"""Debian's packages of QEMU 10.0, which cannot be installed beside those of 7.2."""

ADDED = {
    Release(10, 0, 13): (
        "            '*delay-ns': 'int',\n",
        "command 'blockdev-add', arguments<blkdebug>.inject-error[].delay-ns: is missing",
    ),
}
"""What a stable update that is in the corpus has in its schema, and earlier ones have not: the
line in ``block-core.json``, and what is said of a reply without it."""


# --- programs ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def backports(checkout: Path, program: Callable[[str], str]) -> Path:
    """The folder with QEMU 10.0 of bookworm-backports, fetched and unpacked, not installed."""
    folder = checkout / "build" / "acceptance" / "bookworm-backports"
    root = folder / "root"
    if root.is_dir():
        return root
    apt, unpack = program("apt-get"), program("dpkg-deb")
    for name in ("lists/partial", "cache/archives/partial", "new"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    sources = BACKPORTS.format(keys=KEYS, mirror=mirror(apt))
    (folder / "sources.list").write_text(sources, encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Update::Error-Mode": "any",
        "Debug::NoLocking": "1",  # nothing is installed, so nobody need be root
        "APT::Sandbox::User": "",
    }
    options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
    wanted = ["install", "--download-only", "--reinstall", "--yes", "--no-install-recommends"]
    run(apt, *options, "update")
    run(apt, *options, *wanted, "--target-release", "bookworm-backports", *PACKAGES)
    packages = sorted((folder / "cache" / "archives").glob("*.deb"))
    for package in packages:
        run(unpack, "--extract", str(package), str(folder / "new"))
    shutil.rmtree(folder / "cache")
    return (folder / "new").rename(root)


def mirror(apt: str) -> str:
    """Give the mirror of Debian that this machine uses."""
    found = run(apt, "indextargets", "--format", "$(REPO_URI)", "Origin: Debian", "Label: Debian")
    if not found:
        pytest.fail("apt knows no mirror of Debian; 'apt-get update' may help", pytrace=False)
    return found.splitlines()[0]


def run(*command: str) -> str:
    """Run a program, and give its output; what else it says tells why the test fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = f"{Path(command[0]).name}: {done.stderr}"
        pytest.fail(f"QEMU 10.0 of bookworm-backports cannot be had\n{said}", pytrace=False)
    return done.stdout


CASES = [(suite, name) for suite in ("installed", "backports") for name in PROGRAMS]


@pytest.fixture(params=CASES, ids="-".join)
def answer(
    request: pytest.FixtureRequest, program: Callable[[str], str]
) -> tuple[str, Release, list[Any]]:
    """The name of a program, the release of QEMU that it is of, and what it answers."""
    suite, name = request.param
    environment = dict(os.environ)
    if suite == "installed":
        path = program(name)
    else:
        root = request.getfixturevalue("backports")
        path = str(root / "usr" / "bin" / name)
        environment["LD_LIBRARY_PATH"] = ":".join(
            map(str, (root / "usr" / "lib").glob("*-linux-*"))
        )
    release, reply = ask([path, *PROGRAMS[name][0]], environment)
    assert suite == "installed" or release.base == Release(10, 0)
    return name, release, reply


def ask(command: Sequence[str], environment: dict[str, str]) -> tuple[Release, list[Any]]:
    """Give the release of a QEMU, and what it answers.

    It is told to quit only when it has answered: what it has not written by then is lost.
    """
    commands = ("qmp_capabilities", "query-version", "query-qmp-schema")
    returned: list[Any] = []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(60, process.kill)
        timer.start()
        process.stdin.writelines(json.dumps({"execute": name}) + "\n" for name in commands)
        process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            if "return" in message:
                returned.append(message["return"])
            if len(returned) == len(commands):
                break
        _, errors = process.communicate(json.dumps({"execute": "quit"}) + "\n")
        timer.cancel()
    assert len(returned) == len(commands), errors
    numbers = returned[1]["qemu"]
    return Release(numbers["major"], numbers["minor"], numbers["micro"]), returned[2]


# --- schemas ----------------------------------------------------------------------------------


def nearest(corpus: Path, release: Release) -> tuple[Release, Path]:
    """Give the folder of a release in the corpus, else of the next update of it, or the last."""
    found = {
        known: folder
        for folder in (corpus / "releases").iterdir()
        if (known := parse_release(folder.name)) is not None and known.base == release.base
    }
    assert found, f"the corpus has no schema of {release}"
    later = [known for known in found if known >= release]
    chosen = min(later) if later else max(found)
    return chosen, found[chosen]


def match(schema: Path, reply: Path) -> subprocess.CompletedProcess[str]:
    """Export a schema as a reply tells."""
    command = [sys.executable, "-m", "qapidoc", "export", "--format", "introspection"]
    return subprocess.run(
        [*command, "--match", str(reply), str(schema)],
        capture_output=True,
        text=True,
        check=False,
    )


def as_set(answer: list[Any]) -> list[str]:
    return sorted(json.dumps(entry, sort_keys=True) for entry in answer)


def test_the_answer_is_what_the_schema_says(
    answer: tuple[str, Release, list[Any]], corpus: Path, tmp_path: Path
) -> None:
    name, release, reply = answer
    known, folder = nearest(corpus, release)
    added, said = ADDED.get(known, ("", "")) if release < known else ("", "")
    schema = PROGRAMS[name][1] + "/qapi-schema.json"
    (tmp_path / "reply.json").write_text(json.dumps({"return": reply}), encoding="utf-8")
    if added:
        done = match(folder / schema, tmp_path / "reply.json")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{tmp_path / 'reply.json'}: {said}\n"
        folder = shutil.copytree(folder, tmp_path / "schemas")
        path = folder / "qapi" / "block-core.json"
        text = path.read_text(encoding="utf-8")
        assert text.count(added) == 1
        path.write_text(text.replace(added, ""), encoding="utf-8")
    done = match(folder / schema, tmp_path / "reply.json")
    assert done.returncode == 0, done.stderr
    assert "#define CONFIG_" in done.stderr
    assert as_set(json.loads(done.stdout)) == as_set(reply)
