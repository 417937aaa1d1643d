"""Settings: where they are found, what each may be, and what is said of bad ones."""

from __future__ import annotations

import re

import pytest

from qapidoc.config import OWN_FILE, PROJECT_FILE, Config, ConfigError, find_config, read_config
from qapidoc.findings import Severity
from qapidoc.releases import Release


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("schemas = ['qapi/a.json', 'b.json']", "schemas", ("qapi/a.json", "b.json")),
        ("schemas = []", "schemas", ()),
        ("exclude = ['tests/', '!tests/a.json', '/build']", "exclude", None),
        ("select = ['since', 'UN002']", "select", ("since", "UN002")),
        ("ignore = ['style']", "ignore", ("style",)),
        ("target-version = '10.2'", "target_version", Release(10, 2)),
        ("target-version = '7.2.22'", "target_version", Release(7, 2, 22)),
        ("fail-on = 'error'", "fail_on", Severity.ERROR),
        ("fail-on = 'info'", "fail_on", Severity.INFO),
        ("'fail-on' = 'info'", "fail_on", Severity.INFO),
    ],
)
def test_good_settings(tmp_path, text, field, value):
    path = tmp_path / OWN_FILE
    path.write_text(text, encoding="utf-8")
    config = read_config(path)
    assert config.folder == tmp_path
    expected = value if value is not None else ("tests/", "!tests/a.json", "/build")
    assert getattr(config, field) == expected


BAD = [
    ("schemas = 'a.json'", 1, "'schemas' must be a list of strings"),
    ("schemas = [1]", 1, "'schemas' must be a list of strings"),
    ("schemas = {}", 1, "'schemas' must be a list of strings"),
    ("exclude = true", 1, "'exclude' must be a list of strings"),
    ("\n\nexclude = ['a', '!']", 3, "'exclude' has '!', which is no pattern"),
    ("select = 'since'", 1, "'select' must be a list of strings"),
    ("select = []\nignore = 3", 2, "'ignore' must be a list of strings"),
    ("target-version = 10.2", 1, "'target-version' must be a release such as '10.2', not 10.2"),
    ("target-version = 'banana'", 1, "'target-version' must be a release such as '10.2'"),
    ("target-version = '4.3'", 1, "'target-version' names 4.3, but QEMU has no such release"),
    ("target-version = ['4.2']", 1, "'target-version' must be a release"),
    ("fail-on = 'fatal'", 1, "'fail-on' must be one of error, warning, info, not 'fatal'"),
    ("fail-on = []", 1, "'fail-on' must be one of"),
    ("# a\nschema = []", 2, "there is no setting 'schema'; did you mean 'schemas'?"),
    ("targetversion = ''", 1, "there is no setting 'targetversion'; did you mean"),
    ("fail_on = 'info'", 1, "there is no setting 'fail_on'; did you mean 'fail-on'?"),
    ("'selekt' = []", 1, "there is no setting 'selekt'; did you mean 'select'?"),
    ("zzz = 1", 1, "there is no setting 'zzz'; the settings are exclude, fail-on, ignore"),
    ("folder = '/'", 1, "there is no setting 'folder'"),
    ("ignore = []\n[rules]\nx = 1", 2, "there is no setting 'rules'"),
    ("rules.x = 1", 1, "there is no setting 'rules'"),
]


@pytest.mark.parametrize("text, line, message", BAD)
def test_bad_settings(tmp_path, text, line, message):
    path = tmp_path / OWN_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(message)) as error:
        read_config(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text, line, message", BAD)
def test_bad_settings_of_a_project(tmp_path, text, line, message):
    above = "[tool.ruff]\nselect = 1\nexclude = ['!']\nschemas = 2\n\n[tool.qapidoc]\n"
    path = tmp_path / PROJECT_FILE
    path.write_text(above + text.replace("[rules]", "[tool.qapidoc.rules]"), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(message)) as error:
        find_config(tmp_path)
    assert str(error.value).startswith(f"{path}:{line + 6}: ")


@pytest.mark.parametrize(
    "text, line",
    [
        ("[tool]\nqapidoc = 3", 2),
        ("tool.qapidoc = []", 1),
        ("[[tool.qapidoc]]\nselect = []", 1),
        ("[tool.a]\n\n[tool]\nqapidoc = 'x'", 4),
    ],
)
def test_settings_of_a_project_are_a_table(tmp_path, text, line):
    path = tmp_path / PROJECT_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"'tool\.qapidoc' must be a table") as error:
        find_config(tmp_path)
    assert str(error.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    "data, message",
    [
        (b"schemas = [", r"is no valid TOML: .*line 1, column 12|end of document"),
        (b"a = 1\na = 2\n", r"is no valid TOML: .*line 2"),
        (b"select = ['\xff']", "is not UTF-8"),
        (b"x = " + b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_files_that_cannot_be_parsed(tmp_path, data, message):
    path = tmp_path / OWN_FILE
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=message) as error:
        find_config(tmp_path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["missing.toml", ".", "loop"])
def test_files_that_cannot_be_read(tmp_path, name):
    (tmp_path / "loop").symlink_to("loop")
    path = tmp_path / name
    with pytest.raises(ConfigError, match="cannot be read: ") as error:
        read_config(path)
    assert str(error.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[tool.ruff]\nselect = 3",
        "tool = 3",
        "tool = 'qapidoc'",
        "[[tool]]\nqapidoc = 3",
        "[tool",
    ],
)
def test_projects_without_settings_are_passed_over(tmp_path, text):
    (tmp_path / OWN_FILE).write_text("ignore = ['style']", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / PROJECT_FILE).write_text(text, encoding="utf-8")
    assert find_config(inner) == Config(folder=tmp_path, ignore=("style",))


def test_an_empty_table_is_found(tmp_path):
    (tmp_path / PROJECT_FILE).write_text("[tool.qapidoc]", encoding="utf-8")
    assert find_config(tmp_path) == Config(folder=tmp_path)
    assert read_config(tmp_path / PROJECT_FILE) == Config(folder=tmp_path)


def test_a_project_file_without_the_table_has_the_defaults(tmp_path):
    path = tmp_path / PROJECT_FILE
    path.write_text("[tool.ruff]", encoding="utf-8")
    assert read_config(path) == Config(folder=tmp_path)


def test_the_nearest_settings_are_found(tmp_path):
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (tmp_path / OWN_FILE).write_text("ignore = ['top']", encoding="utf-8")
    (tmp_path / "a" / PROJECT_FILE).write_text(
        "[tool.qapidoc]\nignore = ['project']", encoding="utf-8"
    )
    assert find_config(deep) == Config(folder=tmp_path / "a", ignore=("project",))
    assert find_config(tmp_path) == Config(folder=tmp_path, ignore=("top",))
    (tmp_path / "a" / OWN_FILE).write_text("ignore = ['own']", encoding="utf-8")
    assert find_config(deep) == Config(folder=tmp_path / "a", ignore=("own",))
    (deep / OWN_FILE).mkdir()
    assert find_config(deep).ignore == ("own",)


def test_without_settings_there_are_the_defaults(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert find_config(folder) == Config()
    assert Config().fail_on is Severity.WARNING


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        Config().select = ("x",)  # type: ignore[misc]
