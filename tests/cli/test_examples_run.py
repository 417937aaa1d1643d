"""What `qapidoc examples --run` sends, tells of the answers, and ends with."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.fan import FAN
from tests.cli.peers import Peer, plays, serves

HELLO = "qapidoc: QEMU 9.8.7 answers at unix:monitor\n"
SAME = {"return": {"percent": 7}}
OTHER = {"return": {"percent": 7, "stuck": True}}
WRONG = {"return": {"percent": "7"}}
REFUSED = {"error": {"class": "GenericError", "desc": "no \x1b[1m fan"}}


@pytest.fixture
def run(examples, monitor) -> Callable[..., tuple[Result, list[str]]]:
    """Run examples against a monitor with these answers; give what was sent as well."""

    def run_it(*arguments: str, **answers: Any) -> tuple[Result, list[str]]:
        heard: list[str] = []
        told = {name.replace("_", "-"): answer for name, answer in answers.items()}
        address = monitor(serves(told, heard))
        return examples("--run", "--qmp", address, *arguments), heard

    return run_it


@pytest.mark.parametrize(
    "answer, status, words",
    [
        (SAME, 0, "1 answered, 1 same"),
        (OTHER, 0, "1 answered, 1 same"),  # what else there is, is left out
        ({"return": {}}, 1, "1 wrong, 1 answered"),
        (WRONG, 1, "1 wrong, 1 answered"),
        (REFUSED, 0, "2 refused"),
        ({"error": {"class": "CommandNotFound", "desc": "no"}}, 0, "2 unknown"),
    ],
)
def test_the_status_tells_whether_answers_are_as_they_should_be(run, answer, status, words):
    result, heard = run(query_fan=answer)
    assert heard == ["query-fan"]
    assert result.exit_code == status
    assert result.stderr == f"{HELLO}qapidoc: 2 commands: {words}\n"
    assert result.stdout.count("fan.json:") == 2
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout


def test_another_shape_is_told(run, tmp_path):
    text = FAN.replace('"percent": 40, ...', '"percent": 40')
    (tmp_path / "fan.json").write_text(text, "utf-8")
    result, _ = run(query_fan=OTHER)
    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
different  fan.json:8: query-fan
           + return.stuck  answered, not documented
answered   fan.json:14: query-fan: the document shows no reply
"""
    )


def test_only_queries_are_sent(run):
    result, heard = run("set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard, result.stdout) == (0, [], "")
    assert result.stderr == (
        f"{HELLO}qapidoc: there is nothing to send: only queries are sent, and what --only names\n"
        "qapidoc: 0 commands\n"
    )


def test_what_is_named_is_sent_if_it_fits(run, tmp_path):
    result, heard = run("--only", "set-fan", "set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard) == (0, [])
    assert result.stdout.startswith("not-sent   fan.json:24: set-fan: ")
    (tmp_path / "monitor").unlink()
    (tmp_path / "fan.json").write_text(FAN.replace("300", "100"), "utf-8")
    result, heard = run("--only", "set-fan", "set-fan", set_fan={"return": {}})
    assert (result.exit_code, heard) == (0, ["set-fan"])
    assert result.stdout == "same       fan.json:24: set-fan\n"


@pytest.mark.parametrize(
    "name, more",
    [("set-fun", "; did you mean 'set-fan'?"), ("fan-reset", ""), ("a\x1b", "")],
)
def test_what_is_named_and_in_no_example_is_told(run, name, more):
    result, heard = run("--only", name, query_fan=SAME)
    assert (result.exit_code, heard) == (0, ["query-fan"])
    told = name.replace("\x1b", "\\x1b")
    assert f"\nqapidoc: --only {told}: no example has this command{more}\n" in result.stderr


def test_results_as_json(run, fits, tmp_path):
    result, _ = run("--format", "json", query_fan=WRONG)
    assert result.exit_code == 1
    document = fits(result.stdout)
    assert document["qemu"] == "9.8.7"
    assert [one["verdict"] for one in document["results"]] == ["wrong", "answered"]
    assert document["results"][0]["faults"][0]["path"] == "return.percent"


@pytest.mark.parametrize("options", [[], ["--format", "json"]], ids=" ".join)
def test_results_in_a_file(run, tmp_path, options):
    shown, _ = run(*options, query_fan=WRONG)
    (tmp_path / "monitor").unlink()
    result, _ = run(*options, "-o", "out", query_fan=WRONG)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", shown.stderr)
    assert (tmp_path / "out").read_text("utf-8") == shown.stdout
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) & 0o400


@pytest.mark.parametrize("options", [[], ["--format", "json", "-o", "out"]], ids=" ".join)
def test_a_connection_that_is_lost(examples, monitor, options):
    address = monitor(plays(Peer.greet, Peer.receive))
    result = examples("--run", "--qmp", address, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    lost = "no answer to 'query-fan': it was closed from the other side"
    assert result.stderr == f"{HELLO}qapidoc: unix:monitor: {lost}\n"
    assert not Path("out").exists()


def test_a_schema_without_examples_needs_no_answers(call, good, monitor):
    heard: list[str] = []
    result = call("examples", good, "--run", "--qmp", monitor(serves({}, heard)))
    assert (result.exit_code, result.stdout, heard) == (0, "", [])
    assert result.stderr.startswith("qapidoc: good.json: there are no examples in it\n")
