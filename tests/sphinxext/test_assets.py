"""What pages bring along, as far as it shows without a browser."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pygments import highlight
from pygments.formatters import HtmlFormatter

from qapidoc.sphinxext import extension
from qapidoc.sphinxext.assets import COPY, SEARCH, STATIC, words
from qapidoc.sphinxext.lexers import QmpLexer
from qapidoc.sphinxext.locale import CATALOG


def attributes(folder: Path) -> dict[str, str]:
    """The attributes with which a page loads the script; none if it does not."""
    page = next(path for path in folder.rglob("index.*html"))
    found = re.search(rf"<script ([^>]*{COPY}[^>]*)>", page.read_text("utf-8"))
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1])) if found else {}


def test_pages_load_the_script_with_its_words(lighthouse):
    given = attributes(lighthouse.outdir)
    assert given["defer"] == "defer"
    assert given["data-copy"] == "Copy command"
    assert set(words()) <= set(given)
    assert (lighthouse.outdir / "_static" / COPY).is_file()


def test_the_script_has_a_word_for_all_that_it_says():
    code = (STATIC / COPY).read_text("utf-8")
    asked = re.findall(r"\bwords\.(\w+)", code)
    assert {"data-" + re.sub("[A-Z]", r"-\g<0>", name).lower() for name in asked} == set(words())


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_what_no_browser_shows_has_no_script(project, builder):
    project.write("index.rst", "Test\n====\n")
    app, _warnings = project.build(builder, suppress_warnings=["epub"])
    assert list(app.outdir.rglob("qapidoc-*.js")) == []
    assert builder != "epub" or attributes(app.outdir) == {}


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_all_sorts_of_pages_have_the_script(project, builder):
    project.write("index.rst", "Test\n====\n")
    app, _warnings = project.build(builder)
    assert attributes(app.outdir)["data-copied"] == "Copied"


def test_the_search_has_its_script_and_other_pages_do_not(lighthouse):
    assert (lighthouse.outdir / "_static" / SEARCH).is_file()
    having = [path.name for path in lighthouse.outdir.glob("*.html") if SEARCH in path.read_text()]
    assert having == ["search.html"]


def test_words_are_translated(project, tmp_path, monkeypatch):
    catalog = Catalog(locale="de")
    catalog.add("Copy command", 'Befehl "kopieren"')
    made = io.BytesIO()
    write_mo(made, catalog)
    folder = tmp_path / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{CATALOG}.mo").write_bytes(made.getvalue())
    monkeypatch.setattr(extension, "LOCALE_DIR", tmp_path / "locales")
    project.write("index.rst", "Test\n====\n")
    app, _warnings = project.build(language="de")
    given = attributes(app.outdir)
    assert given["data-copy"] == "Befehl &quot;kopieren&quot;"
    assert given["data-copied"] == "Copied"


def test_transcripts_have_the_marks_that_the_script_looks_for():
    text = '-> { "execute": "a{b" } # c\n<- { "return": [] }\n'
    shown = highlight(text, QmpLexer(), HtmlFormatter(nowrap=True))
    marked = re.findall(r'<span class="(gp|go|p|c1)">([^<]*)</span>', shown)
    assert marked == [
        ("gp", "-&gt;"),
        *[("p", mark) for mark in "{:}"],
        ("c1", "# c"),
        ("go", "&lt;-"),
        *[("p", mark) for mark in ["{", ":", "[]", "}"]],
    ]
