"""Where settings are found, and what is said of files that hold none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qapidoc.config import OWN_FILE, PROJECT_FILE, Config, ConfigError, find_config, read_config
from qapidoc.config.files import LARGEST, candidates
from qapidoc.findings import Severity


@pytest.mark.parametrize(
    "text, line",
    [
        ("[tool]\nqapidoc = 3", 2),
        ("tool.qapidoc = []", 1),
        ("[[tool.qapidoc]]\nselect = []", 1),
        ("[tool.a]\n\n[tool]\nqapidoc = 'x'", 4),
    ],
)
def test_settings_of_a_project_are_a_table(write, tmp_path, text, line):
    write(text, PROJECT_FILE)
    with pytest.raises(ConfigError) as error:
        find_config(tmp_path)
    assert str(error.value) == f"pyproject.toml:{line}: 'tool.qapidoc' must be a table"


@pytest.mark.parametrize(
    "data, message",
    [
        (b"schemas = [", "qapidoc.toml:1: is no valid TOML: "),
        (b"\na = 1\na = 2\n", "qapidoc.toml:3: is no valid TOML: "),
        (b"select = [\n'\0']", "qapidoc.toml:2: is no valid TOML: "),
        (b"\nselect = ['\xff']", "qapidoc.toml:2: is not UTF-8; save it so"),
        (b"x = " + b"[" * 100_000, "qapidoc.toml: is nested too deeply"),
        (b"x = " + b"{a=" * 100_000, "qapidoc.toml: is nested too deeply"),
        (b"preview = " + b"9" * 5000, "qapidoc.toml:1: is no valid TOML: "),
        (b"#" * (LARGEST + 1), "qapidoc.toml: is larger than 1 MiB, and holds no settings"),
    ],
)
def test_files_that_cannot_be_parsed(write, tmp_path, data, message):
    write(data)
    with pytest.raises(ConfigError) as error:
        find_config(tmp_path)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_the_line_of_a_bad_value_is_told_however_deep_it_is(write):
    path = write("preview = " + "[" * 200 + "]" * 200 + "\nx = 1")
    with pytest.raises(ConfigError, match=r"^qapidoc\.toml:1: 'preview' must be true or false"):
        read_config(path)


@pytest.mark.parametrize(
    "name, message",
    [
        ("missing.toml", "missing.toml: cannot be read: No such file or directory"),
        ("loop", "loop: cannot be read: Too many levels of symbolic links"),
        (".", ".: is no regular file"),
        ("pipe", "pipe: is no regular file"),
        ("nul\0", "nul\0: is no path"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError) as error:
        read_config(tmp_path / name)
    assert str(error.value) == message


def test_no_settings_can_be_asked_for():
    assert read_config(Path(os.devnull)) == Config(folder=Path(os.devnull).parent)


@pytest.mark.parametrize("target", ["nowhere", OWN_FILE])
def test_a_link_that_leads_nowhere_is_not_passed_over(tmp_path, target):
    (tmp_path / OWN_FILE).symlink_to(target)
    with pytest.raises(ConfigError, match="cannot be read: "):
        find_config(tmp_path)


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "has no table [tool.qapidoc]"),
        ("[tool.ruff]\nselect = 3", "has no table [tool.qapidoc]"),
        ("tool = 3 # qapidoc", "has no table [tool.qapidoc]"),
        ("tool = 'qapidoc'", "has no table [tool.qapidoc]"),
        ("[[tool]]\nqapidoc = 3", "has no table [tool.qapidoc]"),
        ("[tool", "has no table [tool.qapidoc]"),
        ("[tool # qapidoc", "is no valid TOML"),
    ],
)
def test_projects_without_settings_are_passed_over(write, tmp_path, text, why):
    write("ignore = ['style']")
    inner = write(text, f"inner/{PROJECT_FILE}").parent
    assert find_config(inner) == Config(folder=tmp_path, ignore=("style",))
    assert [(file.path.parent, file.passed_over) for file in candidates(inner)] == [
        (inner, why),
        (tmp_path, ""),
    ]


def test_a_broken_project_with_settings_is_not_passed_over(write, tmp_path):
    write("[tool.qapidoc]\nignore = [", PROJECT_FILE)
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2: is no valid TOML: "):
        find_config(tmp_path)


def test_an_empty_table_is_found(write, tmp_path):
    path = write("[tool.qapidoc]", PROJECT_FILE)
    assert find_config(tmp_path) == Config(folder=tmp_path)
    assert read_config(path) == Config(folder=tmp_path)


def test_a_project_file_without_the_table_has_the_defaults(write, tmp_path):
    assert read_config(write("[tool.ruff]", PROJECT_FILE)) == Config(folder=tmp_path)


def test_the_nearest_settings_are_found(write, tmp_path):
    deep = tmp_path / "a" / "b" / "c"
    (deep / OWN_FILE).mkdir(parents=True)
    write("ignore = ['top']")
    write("[tool.qapidoc]\nignore = ['project']", f"a/{PROJECT_FILE}")
    assert find_config(deep) == Config(folder=tmp_path / "a", ignore=("project",))
    assert find_config(tmp_path) == Config(folder=tmp_path, ignore=("top",))
    write("ignore = ['own']", f"a/{OWN_FILE}")
    assert find_config(deep) == Config(folder=tmp_path / "a", ignore=("own",))


def test_without_settings_there_are_the_defaults(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert find_config(folder) == Config()
    assert Config().fail_on is Severity.WARNING


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        Config().select = ("x",)  # type: ignore[misc]
