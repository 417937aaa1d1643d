"""What each setting may be, and what is said of what it may not."""

from __future__ import annotations

import pytest

from qapidoc.config import PROJECT_FILE, ConfigError, find_config, read_config
from qapidoc.findings import Severity
from qapidoc.releases import Release


@pytest.mark.parametrize(
    "text, field, value",
    [
        ("schemas = ['qapi/a.json', 'b.json']", "schemas", ("qapi/a.json", "b.json")),
        ("schemas = []", "schemas", ()),
        (
            "exclude = ['tests/', '!a.json', '/build', 'x[0-9]']",
            "exclude",
            ("tests/", "!a.json", "/build", "x[0-9]"),
        ),
        ("select = ['since', 'UN002']", "select", ("since", "UN002")),
        ("extend-select = ['style-long-line']", "extend_select", ("style-long-line",)),
        ("ignore = ['style']", "ignore", ("style",)),
        (
            "[per-file-ignores]\n'/old/' = ['since']\n'*-x.json' = []",
            "per_file_ignores",
            (("/old/", ("since",)), ("*-x.json", ())),
        ),
        (
            "per-definition-ignores = {'Foo.bar' = ['member'], 'x-*' = ['since']}",
            "per_definition_ignores",
            (("Foo.bar", ("member",)), ("x-*", ("since",))),
        ),
        ("severity.since-future = 'error'", "severity", (("since-future", Severity.ERROR),)),
        (
            "[severity]\nSI001 = 'info'\nUN002 = 'warning'",
            "severity",
            (("SI001", Severity.INFO), ("UN002", Severity.WARNING)),
        ),
        ("preview = true", "preview", True),
        ("baseline = 'known.json'", "baseline", "known.json"),
        ("target-version = '10.2'", "target_version", Release(10, 2)),
        ("target-version = '7.2.22'", "target_version", Release(7, 2, 22)),
        ("fail-on = 'error'", "fail_on", Severity.ERROR),
        ("'fail-on' = 'info'", "fail_on", Severity.INFO),
        ("required-version = '>=0.0.1'", "required_version", ">=0.0.1"),
        ("\ufeffpreview = true\r\nignore = ['style']\r\n", "ignore", ("style",)),
    ],
)
def test_good_values(write, tmp_path, text, field, value):
    config = read_config(write(text))
    assert config.folder == tmp_path
    assert getattr(config, field) == value


NONE_SUCH = "but QEMU has no such release; the nearest releases"
NO_RELEASE = "'target-version' must be a release such as '10.2', not"
NO_SEVERITY = "must be one of error, warning, info, not"
NO_STRINGS = "must be a list of strings, not"
NO_VERSION = "'required-version' must be a version specifier such as '>=0.1', not"

BAD = [
    ("schemas = 'a.json'", 1, f"'schemas' {NO_STRINGS} 'a.json'"),
    ("schemas = [\n 'a',\n 1]", 3, "'schemas' must be a list of strings, but 1 is in it"),
    ("schemas = {}", 1, f"'schemas' {NO_STRINGS} a table"),
    ("schemas = ['a',\n'']", 2, "'schemas' has an empty string in it"),
    ('schemas = ["a\\u0000b"]', 1, "'schemas' has a path with a NUL in it"),
    ("exclude = true", 1, f"'exclude' {NO_STRINGS} true"),
    (
        "\n\nexclude = ['a',\n # !\n'!']",
        5,
        "'exclude' has '!', which is no pattern as in .gitignore",
    ),
    ("exclude = ['[z-a]']", 1, "'exclude' has '[z-a]', which is no pattern as in .gitignore"),
    ("select = 'since'", 1, f"'select' {NO_STRINGS} 'since'"),
    ("select = []\nignore = 3", 2, f"'ignore' {NO_STRINGS} 3"),
    ("extend-select = [[]]", 1, "'extend-select' must be a list of strings, but a list is in it"),
    (
        "per-file-ignores = []",
        1,
        "'per-file-ignores' must be a table from patterns to lists of rules, not a list",
    ),
    (
        "[per-file-ignores]\n'a' = ['b']\n'c' = 'd'",
        3,
        f"'per-file-ignores.c' {NO_STRINGS} 'd'",
    ),
    (
        "[per-file-ignores]\n'a' = [\n'b',\n2]",
        4,
        "'per-file-ignores.a' must be a list of strings, but 2 is in it",
    ),
    (
        "[per-file-ignores]\na = []\n'!' = []",
        3,
        "'per-file-ignores.!' has '!', which is no pattern as in .gitignore",
    ),
    ("per-definition-ignores.'' = []", 1, "'per-definition-ignores.' has an empty key"),
    (
        "[severity]\nsince = 'eror'",
        2,
        f"'severity.since' {NO_SEVERITY} 'eror'; did you mean 'error'?",
    ),
    ("severity.a.b = 'info'", 1, f"'severity.a' {NO_SEVERITY} a table"),
    ("severity = 'info'", 1, "'severity' must be a table from rules to severities, not 'info'"),
    ("preview = 1", 1, "'preview' must be true or false, not 1"),
    ("baseline = ''", 1, "'baseline' must be a path, not ''"),
    ("baseline = false", 1, "'baseline' must be a path, not false"),
    ("target-version = 10.2", 1, f"{NO_RELEASE} 10.2"),
    ("target-version = 'banana'", 1, f"{NO_RELEASE} 'banana'"),
    ("target-version = 2020-01-02", 1, f"{NO_RELEASE} 2020-01-02"),
    ("target-version = '4.3'", 1, f"'target-version' names 4.3, {NONE_SUCH} are 4.2 and 5.0"),
    ("target-version = ['4.2']", 1, f"{NO_RELEASE} a list"),
    ("fail-on = 'fatal'", 1, f"'fail-on' {NO_SEVERITY} 'fatal'"),
    ("fail-on = 'warn'", 1, f"'fail-on' {NO_SEVERITY} 'warn'; did you mean 'warning'?"),
    ("fail-on = []", 1, f"'fail-on' {NO_SEVERITY} a list"),
    ("required-version = '0.1'", 1, f"{NO_VERSION} '0.1'"),
    ("required-version = ' '", 1, f"{NO_VERSION} ' '"),
    ("required-version = 1", 1, f"{NO_VERSION} 1"),
    ("# a\nschema = []", 2, "there is no setting 'schema'; did you mean 'schemas'?"),
    ("target = ''", 1, "there is no setting 'target'; did you mean 'target-version'?"),
    ("fail_on = 'info'", 1, "there is no setting 'fail_on'; did you mean 'fail-on'?"),
    ("'selekt' = []", 1, "there is no setting 'selekt'; did you mean 'select'?"),
    ("FAIL-ON = 'info'", 1, "there is no setting 'FAIL-ON'; did you mean 'fail-on'?"),
    (
        "preview = true\n[severities]\n",
        2,
        "there is no setting 'severities'; did you mean 'severity'?",
    ),
]


@pytest.mark.parametrize("text, line, message", BAD)
def test_bad_values(write, text, line, message):
    with pytest.raises(ConfigError) as error:
        read_config(write(text))
    assert str(error.value) == f"qapidoc.toml:{line}: {message}"


@pytest.mark.parametrize("text, line, message", BAD)
def test_bad_values_of_a_project(write, tmp_path, text, line, message):
    above = "[tool.ruff]\nselect = 1\nexclude = ['!']\nschemas = 2\n\n[tool.qapidoc]\n"
    for table in ("severities", "severity", "per-file-ignores"):
        text = text.replace(f"[{table}]", f"[tool.qapidoc.{table}]")
    write(above + text, PROJECT_FILE)
    with pytest.raises(ConfigError) as error:
        find_config(tmp_path)
    assert str(error.value) == f"pyproject.toml:{line + 6}: {message}"


@pytest.mark.parametrize(
    "text, message",
    [
        ("zzz = 1", "there is no setting 'zzz'; the settings are baseline, exclude, "),
        ("folder = '/'", "there is no setting 'folder'; the settings are baseline, exclude, "),
        (f"{'a' * 1000} = 1", f"there is no setting '{'a' * 60}…'; the settings are "),
        (f"preview = '{'a' * 1000}'", f"'preview' must be true or false, not '{'a' * 60}…'"),
        (f"preview = 0x{'f' * 5000}", "'preview' must be true or false, not such a number"),
    ],
)
def test_what_is_far_from_right_is_told_briefly(write, text, message):
    with pytest.raises(ConfigError) as error:
        read_config(write(text))
    assert str(error.value).startswith(f"qapidoc.toml:1: {message}")
    assert len(str(error.value)) < 300


def test_a_tool_that_is_too_old_says_so_before_all_else(write):
    path = write("from-the-future = 1\nselect = 3\nrequired-version = '>=99'")
    with pytest.raises(ConfigError, match=r"needs qapidoc >=99, this is \d+\.\d+") as error:
        read_config(path)
    assert str(error.value).startswith("qapidoc.toml:3: 'required-version' ")
