"""The history that the settings ask for, and builds that go on without it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sphinx.errors import ConfigError

from qapidoc.history.folders import Folder
from qapidoc.history.loading import load
from qapidoc.history.stored import packed
from tests.sphinxext.render.test_since import heads

OLD = "{ 'command': 'heat', 'data': { 'a': 'int' } }\n"
NEW = "{ 'command': 'heat', 'data': { 'a': 'int', 'b': 'int' } }\n"
NOW = f"##\n# @heat:\n#\n# @a: one\n#\n# @b: other\n#\n# Since: 9.0\n##\n{NEW}"


@pytest.fixture
def releases(project):
    project.write("VERSION", "9.2.0\n")
    project.write("releases/9.0.0/schema.json", OLD)
    project.write("releases/9.1.0/schema.json", NEW)
    return project.folder / "src" / "releases"


def test_folder(render, releases):
    doctree, warnings = render(NOW, {"qapidoc_history": "releases"})
    assert warnings == ""
    assert heads(doctree, "heat")[1:] == ["a int", "b int, first seen in 9.1"]


def test_file(render, project, releases):
    file = project.folder / "src" / "own.history"
    file.write_bytes(packed(load(Folder(releases), ["schema.json"]).history))
    doctree, warnings = render(NOW, {"qapidoc_history": file})
    assert warnings == ""
    assert heads(doctree, "heat")[2] == "b int, first seen in 9.1"


def test_words_of_its_own(project, releases):
    """Who reads it without colours can tell apart what is said and what is seen."""
    project.write("schema.json", NOW)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: schema.json\n")
    app, _warnings = project.build(qapidoc_history="releases")
    page = (app.outdir / "index.html").read_text("utf-8")
    assert '<span class="qapi-badge qapi-badge-seen">first seen in 9.1</span>' in page
    assert '<span class="qapi-badge qapi-badge-since">since 9.0</span>' in page


@pytest.mark.parametrize("value", ["gti", "", "nowhere/9.1"])
def test_what_is_no_source_is_refused(render, value):
    with pytest.raises(ConfigError, match=r"qapidoc_history: .* is none of off, bundled, git"):
        render(NOW, {"qapidoc_history": value})


def test_damaged_file(render, project):
    project.write("own.history", "nothing")
    doctree, warnings = render(NOW, {"qapidoc_history": "own.history"})
    assert "own.history: is no history of qapidoc's" in warnings
    assert "[qapidoc.history]" in warnings
    assert heads(doctree, "heat")[2] == "b int"


@pytest.mark.parametrize("source", ["git", "bundled+git"])
def test_no_repository(render, source):
    doctree, warnings = render(NOW, {"qapidoc_history": source})
    assert "is in no git repository" in warnings
    assert heads(doctree, "heat")[2] == "b int"


def test_warnings_can_be_silenced(render):
    settings = {"qapidoc_history": "git", "suppress_warnings": ["qapidoc.history"]}
    assert render(NOW, settings)[1] == ""


def test_nothing_is_imported_without_a_history(project):
    project.write("schema.json", NOW)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: schema.json\n")
    project.write("conf.py", "extensions = ['qapidoc']\n")
    code = (
        "import sys; from sphinx.cmd.build import main\n"
        f"assert not main(['-q', '-b', 'dummy', {str(project.folder / 'src')!r},"
        f" {str(project.folder / 'out')!r}])\n"
        "assert 'qapidoc.sphinxext.render.since' in sys.modules\n"
        "found = [n for n in sys.modules if n.startswith(('qapidoc.history', 'qapidoc.engine'))]\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
