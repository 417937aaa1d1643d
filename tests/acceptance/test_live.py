"""The examples of QEMU's schema, sent to that QEMU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from qapidoc.cli.monitor import Monitor, connected, parse_address
from qapidoc.examples.collect import collect
from qapidoc.examples.running import Ask, Outcome, Result, Returned, run
from qapidoc.releases import Release, parse_release
from qapidoc.report.live import lines, summary
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema

pytestmark = pytest.mark.acceptance

NO_MACHINE = ("-M", "none", "-nodefaults", "-display", "none", "-S")

STATE = ("query-status", "query-block", "query-named-block-nodes", "query-chardev", "query-jobs")
"""What is asked before and after, and must be the same."""


@pytest.fixture
def address(tmp_path: Path, program: Callable[[str], str]) -> Iterator[str]:
    """Where the monitor of a QEMU without a machine listens."""
    path = tmp_path / "monitor"
    options = ("-qmp", f"unix:{path},server=on,wait=off")
    command = (program("qemu-system-x86_64"), *NO_MACHINE, *options)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as qemu:
        try:
            deadline = time.monotonic() + 30
            while not path.exists():
                if qemu.poll() is not None or time.monotonic() > deadline:
                    qemu.kill()
                    pytest.fail(f"QEMU does not listen: {qemu.communicate()[1]}", pytrace=False)
                time.sleep(0.02)
            yield f"unix:{path}"
        finally:
            qemu.kill()


@pytest.fixture
def monitor(address: str) -> Iterator[Monitor]:
    """The monitor of that QEMU."""
    with connected(parse_address(address)) as connection:
        yield connection


@pytest.fixture
def schema(monitor: Monitor, corpus: Path) -> Schema:
    """The schema of the QEMU that is running, or of the nearest update of its release."""
    return load_schema(root_for(monitor, corpus))


def root_for(monitor: Monitor, corpus: Path) -> Path:
    """Give the path of that schema."""
    release = parse_release(monitor.version)
    assert release is not None, monitor.version
    return nearest(corpus, release) / "qapi" / "qapi-schema.json"


def nearest(corpus: Path, release: Release) -> Path:
    """Give the folder of a release in the corpus, else of the next update of it, or the last."""
    found = {
        known: folder
        for folder in (corpus / "releases").iterdir()
        if (known := parse_release(folder.name)) is not None and known.base == release.base
    }
    assert found, f"the corpus has no schema of {release}"
    later = [known for known in found if known >= release]
    return found[min(later) if later else max(found)]


def noting(ask: Ask, sent: list[str]) -> Ask:
    """Ask, and note the command."""

    def noted(command, arguments):
        sent.append(command)
        return ask(command, arguments)

    return noted


def shown(schema: Schema, results: list[Result]) -> None:
    """Print what became of examples; pytest shows it with ``-s``, and where a test fails."""
    sources = {path: module.source for path, module in schema.modules.items()}
    told = [line for result in results for line in lines(result, sources)]
    sys.stdout.write("\n".join([*told, summary(results), ""]))


def test_queries_are_answered_refused_or_not_there(monitor: Monitor, schema: Schema) -> None:
    before = [monitor(name) for name in STATE]
    sent: list[str] = []
    results = list(run(schema, collect(schema), noting(monitor, sent)))
    shown(schema, results)

    assert [monitor(name) for name in STATE] == before
    assert isinstance(before[0], Returned)
    assert before[0].value["status"] == "prelaunch"
    assert len(sent) > 40
    assert all(name.startswith("query-") for name in sent)
    assert {r.command for r in results if r.outcome is Outcome.NOT_SENT} == {"query-rx-filter"}

    outcomes = {result.command: result.outcome for result in results}
    assert outcomes["query-version"] is Outcome.ANSWERED
    assert outcomes["query-balloon"] is Outcome.REFUSED
    assert outcomes["query-gic-capabilities"] is Outcome.UNKNOWN
    assert all(r.reason for r in results if r.outcome is not Outcome.ANSWERED)


def test_answers_are_of_the_types_that_the_schema_says(monitor: Monitor, schema: Schema) -> None:
    results = list(run(schema, collect(schema), monitor))
    assert [(r.command, fault) for r in results for fault in r.faults] == []
    answered = [result for result in results if result.outcome is Outcome.ANSWERED]
    assert len(answered) > 30


def test_differences_are_those_between_document_and_answer(
    monitor: Monitor, schema: Schema
) -> None:
    different = {
        result.command: {(d.kind.value, d.path) for d in result.differences}
        for result in run(schema, collect(schema), monitor)
    }
    assert different["query-version"] == set()
    assert different["query-name"] == {("unanswered", "return.name")}
    channels = ("undocumented", "return.multifd-channels")
    assert channels in different["query-migrate-parameters"]


def test_answers_do_not_fit_another_schema(monitor: Monitor, corpus: Path) -> None:
    schema = load_schema(corpus / "releases" / "2.9.0" / "qapi-schema.json")
    found = {
        (result.command, fault.path, fault.found)
        for result in run(schema, collect(schema), monitor)
        for fault in result.faults
    }
    assert ("query-tpm-models", "return[0]", "tpm-crb") in found


def test_what_is_named_acts(monitor: Monitor, schema: Schema) -> None:
    sent: list[str] = []
    examples = [e for e in collect(schema) if e.definition and e.definition.name == "stop"]
    assert list(run(schema, examples, noting(monitor, sent))) == []
    (result,) = run(schema, examples, noting(monitor, sent), ["stop"])
    assert (result.outcome, sent) == (Outcome.ANSWERED, ["stop"])


def test_the_program(address: str, corpus: Path, checkout: Path, tmp_path: Path) -> None:
    with connected(parse_address(address)) as monitor:
        root = root_for(monitor, corpus)
        version = monitor.version
    command = [sys.executable, "-m", "qapidoc", "examples", str(root), "--run", "--qmp", address]
    environment = os.environ | {"PYTHONPATH": str(checkout)}

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *options],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    done = run("--format", "json")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 2)
    document = json.loads(done.stdout)
    description = json.loads((checkout / "docs" / "examples.schema.json").read_text("utf-8"))
    Draft202012Validator(description).validate(document)
    verdicts = {result["command"]: result["verdict"] for result in document["results"]}
    assert document["qemu"] == version
    assert verdicts["query-version"] == "same"
    assert verdicts["query-migrate-parameters"] == "different"
    assert "wrong" not in verdicts.values()

    done = run("--only", "stop", "query-version", "stop")
    assert done.returncode == 0, done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["same", "same"]
    assert done.stderr.splitlines() == [
        f"qapidoc: QEMU {version} answers at {address}",
        "qapidoc: 2 commands: 2 same",
    ]
