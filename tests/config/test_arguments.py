"""What `--config` takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapidoc.config import Config, ConfigError
from qapidoc.config.arguments import split
from qapidoc.config.settle import settle
from qapidoc.findings import Severity
from qapidoc.releases import Release


@pytest.mark.parametrize(
    "argument, keys, value",
    [
        ("preview=true", ("preview",), True),
        ("preview = false", ("preview",), False),
        ("select=['since', \"UN002\"]", ("select",), ["since", "UN002"]),
        ("select=[\n'since', # why\n]", ("select",), ["since"]),
        ("select=since", ("select",), "since"),
        ("target-version=10.2", ("target-version",), "10.2"),
        ("target-version=10.10", ("target-version",), "10.10"),
        ("target-version='10.2'", ("target-version",), "10.2"),
        ("target-version=", ("target-version",), ""),
        ("required-version=>=0.1,<2", ("required-version",), ">=0.1,<2"),
        ("baseline=a=b c.json", ("baseline",), "a=b c.json"),
        ("fail-on=info", ("fail-on",), "info"),
        ("severity.since-missing=error", ("severity", "since-missing"), "error"),
        ("severity . 'UN002' = info", ("severity", "UN002"), "info"),
        ("severity={UN002='info'}", ("severity",), {"UN002": "info"}),
        ("per-file-ignores.'/a.b/*'=['since']", ("per-file-ignores", "/a.b/*"), ["since"]),
        ("unheard-of=1", ("unheard-of",), 1),
    ],
)
def test_settings(argument, keys, value):
    file, (given,) = split([argument])
    assert file is None
    assert (given.keys, given.value) == (keys, value)
    assert str(given.origin) == f"--config {argument}"


@pytest.mark.parametrize("argument", ["a.toml", "./a=b.toml", "/x/y=z", "..", "=", "x"])
def test_files(argument):
    assert split([argument]) == (Path(argument), ())


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["a.toml", "b.toml"], "b.toml: a.toml is named already; only one file counts"),
        ([""], ": name a file, or give KEY=VALUE"),
        (["select=["], "select=[: is no setting as in TOML, such as select=['since']"),
        (["preview="], "preview=: is no setting as in TOML, such as select=['since']"),
        (["preview=true\nselect=[]"], "preview=true\nselect=[]: give one setting at a time"),
        ([f"preview={'[' * 5000}"], f"preview={'[' * 52}…: is nested too deeply"),
        (
            [f"{'select.' * 5000}b=1"],
            f"{'select.' * 8}sele…: 'select' must be a list of strings, not a table",
        ),
    ],
)
def test_what_makes_no_sense(arguments, message):
    with pytest.raises(ConfigError) as error:
        settle(None, split(arguments)[1])
    assert str(error.value).removeprefix("--config").removeprefix(" ") == message


def test_each_is_put_over_those_before():
    arguments = [
        "ignore=['since']",
        "severity={UN001='info', UN002='info'}",
        "severity.UN002=error",
        "target-version=9.0",
        "ignore=['style']",
        "target-version=10.2",
    ]
    settings = settle(None, split(arguments)[1])
    assert settings.config == Config(
        ignore=("style",),
        severity=(("UN001", Severity.INFO), ("UN002", Severity.ERROR)),
        target_version=Release(10, 2),
    )
    assert str(settings.origin("ignore", 0)) == f"--config {arguments[4]}"
    assert str(settings.origin("severity", "UN001")) == f"--config {arguments[1]}"
    assert str(settings.origin("severity", "UN002")) == f"--config {arguments[2]}"
    assert str(settings.origin("preview")) == "default"


@pytest.mark.parametrize(
    "argument, message",
    [
        ("ignore.x=['a']", "'ignore' must be a list of strings, not a table"),
        ("ignore=['a', 3]", "'ignore' must be a list of strings, but 3 is in it"),
        ("severity.a=fatal", "'severity.a' must be one of error, warning, info, not 'fatal'"),
        ("severity.a.b=info", "'severity.a' must be one of error, warning, info, not a table"),
        ("selct=[]", "there is no setting 'selct'; did you mean 'select'?"),
    ],
)
def test_bad_values_name_the_argument(argument, message):
    with pytest.raises(ConfigError) as error:
        settle(None, split([argument])[1])
    assert str(error.value) == f"--config {argument}: {message}"
