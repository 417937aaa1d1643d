"""Shells complete command lines."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from qapidoc.cli.completion import SCRIPTS


@pytest.fixture
def candidates(call):
    """Give what the last word of a command line can be completed to, as a script asks for it."""

    def ask(*words: str) -> list[str]:
        result = call("completion", "bash", "--", *words)
        assert result.exit_code == 0
        return [line.split("\t")[1] for line in result.stdout.splitlines()]

    return ask


@pytest.mark.parametrize(
    "words, expected",
    [
        (["li"], ["lint"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["lint", "--fail"], ["--fail-on"]),
        (["lint", "--fail-on", ""], ["error", "warning", "info"]),
        (["lint", "--color", "a"], ["auto", "always"]),
        (["lint", "--select", "since-m"], ["since-malformed", "since-missing"]),
        (["lint", "--ignore", "UN002,since-mi"], ["UN002,since-missing"]),
        (["rule", "union-e"], ["union-empty"]),
        (["rule", "--a"], ["--all"]),
        (["export", "--format", "m"], ["model"]),
        (["nonsense", ""], ["completion", "export", "lint", "rule", "site"]),
        (["lint", "--nonsense", "--se"], ["--select"]),
    ],
)
def test_words(candidates, words, expected):
    found = candidates(*words)
    assert [name for name in found if name in expected] == expected
    if words[-1]:
        assert found == expected


def test_all_commands_and_the_options_of_the_program(candidates):
    assert {"lint", "rule", "site", "export", "completion"} <= set(candidates(""))
    assert "--version" in candidates("--")


@pytest.mark.parametrize(
    "words, expected",
    [
        (["lint", "qa"], "json\tqa\t"),
        (["lint", "x.json", ""], "json\t\t"),
        (["export", ""], "json\t\t"),
        (["site", ""], "json\t\t"),
        (["validate", ""], "file\t\t"),
        (["validate", "--schema", ""], "json\t\t"),
        (["lint", "--config", ""], "file\t\t"),
        (["rule", "SI001"], "plain\tSI001\tThe doc comment of a definition should"),
    ],
)
def test_kinds_of_candidates(call, words, expected):
    (line,) = call("completion", "zsh", "--", *words).stdout.splitlines()
    assert line.startswith(expected)


@pytest.mark.acceptance
@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_one_that_its_shell_can_read(call, program, tmp_path, shell):
    script = tmp_path / "script"
    script.write_text(call("completion", shell).stdout, "utf-8")
    done = subprocess.run(
        [program(shell), "-n", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_shell(call):
    result = call("completion", "csh")
    assert result.exit_code == 2
    assert "'fish'" in result.stderr


@pytest.mark.parametrize(
    "line, expected",
    [
        ("qapidoc rul", ["rule"]),
        ("qapidoc lint --select since-m", ["since-malformed", "since-missing"]),
        ("qapidoc lint sub", ["sub dir"]),
        ("qapidoc lint b", ["bad.json"]),
        ("qapidoc lint --config p", ["plain.toml"]),
    ],
)
def test_in_a_real_bash(environment, tmp_path, bad, line, expected):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    (tmp_path / "sub dir").mkdir()
    (tmp_path / "binary").touch()
    (tmp_path / "plain.toml").touch()
    words = line.split()
    script = f"""
        qapidoc() {{ {sys.executable} -m qapidoc "$@"; }}
        compopt() {{ :; }}  # works within a real completion only
        eval "$(qapidoc completion bash)"
        COMP_WORDS=({line}) COMP_CWORD={len(words) - 1}
        _qapidoc qapidoc
        printf '%s\\n' "${{COMPREPLY[@]}}"
        complete -p qapidoc >&2
    """
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == "complete -F _qapidoc qapidoc\n"
    assert done.stdout.splitlines() == expected
