"""Links to the text of definitions."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

import pytest
from sphinx.errors import ConfigError

from qapidoc.sphinxext.source_links import FORGES, source_address, source_pattern

OWN = "https://git.example.org/vmm/tree/{path}#n{line}"


@pytest.mark.parametrize(
    "setting, pattern",
    [
        ("", ""),
        (None, ""),
        (OWN, OWN),
        (f" {OWN}\n", OWN),
        ("/src/{path}", "/src/{path}"),
        ("../src/{path}#{line}", "../src/{path}#{line}"),
        (
            "gitlab:sea/lights@main",
            "https://gitlab.com/sea/lights/-/blob/main/{path}#L{line}",
        ),
        (
            "gitlab:sea/north/lights@stable-7.0/fixes",
            "https://gitlab.com/sea/north/lights/-/blob/stable-7.0/fixes/{path}#L{line}",
        ),
        (
            "gitlab:https://git.example.org:8443/sea/lights.git@v7.0",
            "https://git.example.org:8443/sea/lights/-/blob/v7.0/{path}#L{line}",
        ),
        (
            "github:sea/lights@v7.0",
            "https://github.com/sea/lights/blob/v7.0/{path}#L{line}",
        ),
        (
            "github:https://code.example.org/sea/lights/@b#1%41@ü",
            "https://code.example.org/sea/lights/blob/b%231%2541%40%C3%BC/{path}#L{line}",
        ),
    ],
)
def test_what_a_setting_stands_for(setting, pattern):
    assert source_pattern(setting) == pattern


@pytest.mark.parametrize(
    "setting, message",
    [
        ("https://gitlab.com/sea/lights", "has no {path}; write gitlab:GROUP/PROJECT@REF, github:"),
        ("yes", "has no {path}"),
        (7, "has no {path}"),
        ("sourcehut:~sea/lights@main", "begins with no known forge (sourcehut)"),
        ("GitLab:sea/lights@main", "has no {path}"),
        ("gitlab:sea/lights", "write gitlab:GROUP/PROJECT@REF or gitlab:https://HOST/GROUP/"),
        ("gitlab:sea/lights@", "names no project and ref"),
        ("gitlab:lights@main", "names no project and ref"),
        ("gitlab:@main", "names no project and ref"),
        ("gitlab:sea/lights@main/", "names no project and ref"),
        ("gitlab:sea/lights@main/{path}", "names no project and ref"),
        ("gitlab:sea/lights@the main one", "names no project and ref"),
        ("gitlab:ssh://git.example.org/sea/lights@main", "names no project and ref"),
        ("gitlab:https://me@git.example.org/sea/lights@main", "names no project and ref"),
        ("gitlab:javascript:alert(1)@main", "names no project and ref"),
        ("github:git.example.org/sea/lights@main", "write github:OWNER/NAME@REF or"),
        ("javascript:alert('{path}')", "is no address to link to"),
        ("javascript://%0aalert('{path}')", "is no address to link to"),
        ("java\nscript://x/{path}", "is no address to link to"),
        ("data:text/html,{path}", "is no address to link to"),
        ("git.example.org/{path}", "begin it with https://"),
        ("git.example.org:8080/{path}", "begin it with https://"),
        ("{path}", "begin it with https://"),
        ("https://git.example.org/{ref}/{path}", "has {ref} in it; write {path} or {line}"),
    ],
)
def test_settings_that_would_make_no_links(setting, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        source_pattern(setting)
    assert str(caught.value).startswith(repr(str(setting)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "path, quoted",
    [
        ("qapi/light.json", "qapi/light.json"),
        ("a b/c#d?e%41.json", "a%20b/c%23d%3Fe%2541.json"),
        ("{line}/ü&'\".json", "%7Bline%7D/%C3%BC%26%27%22.json"),
        ("javascript:x.json", "javascript%3Ax.json"),
        ("\udcff.json", "%FF.json"),
    ],
)
def test_names_of_files_are_quoted(path, quoted):
    address = source_address("https://example.org/{path}#L{line}", PurePath(path), 12)
    assert address == f"https://example.org/{quoted}#L12"


@pytest.mark.parametrize("name", FORGES)
def test_the_manual_names_each_forge(checkout, name):
    form = f"``{name}:{FORGES[name].project}@REF``"
    assert form in (checkout / "docs" / "sphinx.rst").read_text("utf-8")


SCHEMA = "{ 'struct': 'S', 'data': {} }\n"


def page(project, **settings) -> str:
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: a #1.json\n")
    app, warnings = project.build(**settings)
    assert warnings == ""
    return Path(app.outdir, "index.html").read_text("utf-8")


def test_definitions_are_linked(project):
    project.write("a #1.json", SCHEMA)
    text = page(project, qapidoc_source_url="gitlab:sea/lights@main")
    assert 'href="https://gitlab.com/sea/lights/-/blob/main/a%20%231.json#L1"' in text


def test_what_is_outside_of_the_tree_has_no_link(project):
    project.write("a #1.json", SCHEMA)
    project.write("tree/VERSION", "7.0\n")
    settings = {"qapidoc_srctree": "tree", "qapidoc_source_url": OWN}
    assert "git.example.org" not in page(project, **settings)


@pytest.mark.parametrize("setting", ["https://example.org/", "gitlab:sea/lights", 7])
def test_a_build_refuses_settings_that_would_make_no_links(project, setting):
    project.write("index.rst", "Test\n====\n")
    with pytest.raises(ConfigError, match=r"^qapidoc_source_url: .*; write "):
        project.build(qapidoc_source_url=setting)
