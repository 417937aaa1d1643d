"""Whole sites, by the function and by the command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from qapidoc.site.build import build_site
from qapidoc.site.errors import SiteError

DOCUMENTED = """\
##
# @{name}:
#
# What it does.  See `{other}`.
#
# Since: 8.0
##
{{ '{kind}': '{name}', 'data': {{}} }}
"""


@pytest.fixture(scope="module")
def schemas(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("schemas")
    for name, first in {"light": "stop", "fog": "horn"}.items():
        (folder / name).mkdir()
        (folder / name / "schema.json").write_text(
            f"##\n# The {name}\n# =========\n##\n{{ 'include': 'part.json' }}\n"
            + DOCUMENTED.format(name=first, kind="command", other="STOP"),
            encoding="utf-8",
        )
        (folder / name / "part.json").write_text(
            DOCUMENTED.format(name=first.upper(), kind="event", other=first), encoding="utf-8"
        )
    return [folder / name / "schema.json" for name in ("light", "fog")]


def test_a_site_of_two_schemas(schemas, tmp_path):
    site = build_site(schemas, tmp_path / "site", source_url="https://example.org/{path}#{line}")
    assert (site.title, site.pages, site.definitions) == ("QAPI reference", 5, 4)
    assert site.warnings == ()
    pages = {str(path.relative_to(site.output)) for path in site.output.rglob("*.html")}
    assert {
        "index.html",
        "light/index.html",
        "light/part.html",
        "fog/index.html",
        "fog/part.html",
        "genindex.html",
        "search.html",
        "qapi-index.html",
        "qapi-light-index.html",
        "qapi-fog-index.html",
    } == pages
    assert not list(site.output.rglob("*.rst*"))
    assert (site.output / "objects.inv").is_file()
    home = (site.output / "light" / "index.html").read_text("utf-8")
    assert "<h1>The light<a" in home
    assert 'href="part.html#qapi-light-STOP" title="event STOP"' in home
    assert 'href="https://example.org/schema.json#13"' in home
    page = (site.output / "light" / "part.html").read_text("utf-8")
    sidebar = page[page.index('class="toc-tree"') :]
    assert re.search(r'Events<ul>\s*<li><a [^>]*href="#qapi-light-STOP"', sidebar)
    for name in ("qapidoc.css", "site.css"):
        assert (site.output / "_static" / name).is_file()


def links(site, page):
    text = (site / page).read_text("utf-8")
    return re.findall(r'href="([^"#?:]+)(?:#[^"]*)?"', text)


def test_a_site_of_one_schema(schemas, tmp_path):
    site = build_site(schemas[:1], tmp_path / "site", title="Lights & more", jobs=2)
    assert site.title == "Lights & more"
    home = (site.output / "index.html").read_text("utf-8")
    assert "<title>Lights &amp; more</title>" in home
    for page in ("index.html", "light/part.html", "search.html"):
        for link in links(site.output, page):
            assert ((site.output / page).parent / link).exists(), link


HEAT = "{{ 'command': 'heat', 'data': {{ 'a': 'int'{more} }} }}\n"


@pytest.mark.parametrize(
    "setting, asked, is_seen",
    [
        ("releases", None, True),
        ("off", None, False),
        ("off", "releases", True),
        ("releases", "off", False),
    ],
)
def test_history(tmp_path, monkeypatch, setting, asked, is_seen):
    for path, text in {
        "VERSION": "9.2.0\n",
        "qapidoc.toml": f"history = '{setting}'\n",
        "releases/9.0.0/schema.json": HEAT.format(more=""),
        "releases/9.1.0/schema.json": HEAT.format(more=", 'b': 'int'"),
        "schema.json": HEAT.format(more=", 'b': 'int'"),
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    site = build_site([tmp_path / "schema.json"], tmp_path / "site", history=asked)
    assert site.warnings == ()
    assert ("first seen in 9.1" in (site.output / "index.html").read_text("utf-8")) is is_seen


def test_history_that_is_nowhere(schemas, tmp_path):
    with pytest.raises(SiteError, match="history: 'gti' is none of off, bundled, git"):
        build_site(schemas, tmp_path / "site", history="gti")


def test_what_cannot_be_read_is_an_error(schemas, tmp_path):
    output = tmp_path / "site"
    with pytest.raises(SiteError, match=r"nope\.json: cannot be read: No such file"):
        build_site([tmp_path / "nope.json", *schemas], output)
    assert not output.exists()


def test_keep_going_builds_the_rest(schemas, tmp_path):
    site = build_site([tmp_path / "nope.json", *schemas], tmp_path / "site", keep_going=True)
    assert site.definitions == 4
    with pytest.raises(SiteError):
        build_site([tmp_path / "nope.json"], tmp_path / "other", keep_going=True)


@pytest.mark.parametrize(
    "text, message",
    [
        ("{ 'include': 'nope.json' }\n", "'nope.json' cannot be included"),
        ("{ 'struct': 'S', \n", "is still open where"),
        ("{ 'struct': 'S' 'data': } }\n", "cannot stand here"),
    ],
)
def test_broken_schemas(tmp_path, text, message):
    schema = tmp_path / "s.json"
    schema.write_text(text + "{ 'struct': 'Fine', 'data': {} }\n", encoding="utf-8")
    with pytest.raises(SiteError, match=message) as caught:
        build_site([schema], tmp_path / "site")
    assert "--keep-going" in str(caught.value)
    assert "\n" not in str(caught.value)
    site = build_site([schema], tmp_path / "site", keep_going=True)
    assert re.search(rf"{schema}:[12]: WARNING: ", site.warnings[0])
    assert "Fine" in (site.output / "index.html").read_text("utf-8")


@pytest.mark.parametrize("data", [b"", b"Hello, world\n", b"\xff\xfe\x00{", b"{ 'a': 'b' }"])
def test_files_that_are_no_schemas(tmp_path, data):
    path = tmp_path / "s.json"
    path.write_bytes(data)
    with pytest.raises(SiteError):
        build_site([path], tmp_path / "site")


def run(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", "qapidoc", "site", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_command(schemas, tmp_path):
    result = run(schemas[0], "-o", "out", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 definitions" in result.stdout
    assert (tmp_path / "out" / "index.html").is_file()


def test_command_that_could_not_run(tmp_path):
    result = run("nope.json", "-o", "out", folder=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("qapidoc: nope.json: cannot be read")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "place, message",
    [
        ("gitlab:sea/lights", "names no project and ref; write gitlab:GROUP/PROJECT@REF or"),
        ("https://example.org", "has no {path}; write gitlab:GROUP/PROJECT@REF, github:"),
        ("javascript:{path}", "is no address to link to; begin it with https://"),
    ],
)
def test_command_with_a_place_that_makes_no_links(schemas, tmp_path, place, message):
    result = run(schemas[0], "-o", "out", "--source-url", place, folder=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"qapidoc: --source-url: '{place}' {message}")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_command_with_a_forge(schemas, tmp_path):
    place = "github:sea/lights@v7.0"
    result = run(schemas[0], "-o", "out", "--source-url", place, folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    home = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert 'href="https://github.com/sea/lights/blob/v7.0/schema.json#L13"' in home
