"""Builds: incremental, in parallel, with other builders, with the linter."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCHEMA = """\
##
# @hello:
#
# Say hello.
#
# Since: 8.0
##
{{ 'command': '{name}' }}
"""


def test_import_alone_does_not_import_sphinx():
    code = "import qapidoc, sys; assert 'sphinx' not in sys.modules; assert qapidoc.setup"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_changed_module_is_read_again(project):
    project.write("a.json", "{ 'include': 'b.json' }\n")
    module = project.write("b.json", SCHEMA.format(name="hello"))
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: a.json\n\n:any:`hello`\n")
    app, warnings = project.build("dummy")
    assert warnings == ""
    assert str(module) in {str(app.srcdir / name) for name in app.env.dependencies["index"]}
    module.write_text(SCHEMA.format(name="bye"), encoding="utf-8")
    app, warnings = project.build("dummy")
    assert "target not found: hello" in warnings
    names = {entry[0] for entry in app.env.get_domain("qapi").get_objects()}
    assert "bye" in names
    assert "hello" not in names


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_parallel_builds_know_the_same(project):
    names = [f"c{number}" for number in range(8)]
    for name in names:
        project.write(f"{name}.json", SCHEMA.format(name=name))
        project.write(
            f"{name}.rst", f"{name}\n==\n\n.. qapi-doc:: {name}.json\n   :namespace: {name}\n"
        )
    toctree = "".join(f"   {name}\n" for name in names)
    project.write("index.rst", f"Test\n====\n\n.. toctree::\n\n{toctree}\n:qapi:cmd:`c7:c7`\n")
    app, warnings = project.build("html", jobs=2)
    assert warnings == ""
    found = {
        entry[0] for entry in app.env.get_domain("qapi").get_objects() if entry[2] == "command"
    }
    assert found == {f"{name}:{name}" for name in names} | set(names)
    assert 'href="c7.html#qapi-c7-c7"' in (app.outdir / "index.html").read_text("utf-8")


BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "man",
    "text",
    "texinfo",
    "gettext",
    "linkcheck",
    "xml",
    "pseudoxml",
)


@pytest.mark.parametrize("split", ["none", "module", "definition"])
@pytest.mark.parametrize("builder", BUILDERS)
def test_builders(project, checkout, builder, split):
    folder = checkout / "tests" / "sphinxext" / "schema"
    project.write(
        "index.rst",
        "Test\n====\n\n.. qapi-doc:: lighthouse.json\n   :namespace: L\n"
        f"   :split: {split}\n\n:qapi:member:`Thing.name`\n",
    )
    app, warnings = project.build(
        builder,
        qapidoc_srctree=str(folder),
        linkcheck_ignore=[".*"],
        epub_show_urls="no",
        version="1",
        epub_copyright="nobody",
    )
    assert warnings == ""
    if builder not in {"gettext", "linkcheck"}:
        files = [path for path in app.outdir.rglob("*") if path.is_file()]
        texts = [path.read_text("utf-8", "replace") for path in files]
        assert any("FresnelLens" in text for text in texts)


def test_text(project, checkout):
    schema = checkout / "tests" / "sphinxext" / "schema" / "lighthouse.json"
    project.write("index.rst", f"Test\n====\n\n.. qapi-doc:: {schema}\n   :module: parts\n")
    app, _warnings = project.build("text")
    text = (app.outdir / "index.txt").read_text("utf-8")
    assert "union Lens, since 7.0\n" in text
    branch = "   **fresnel**: *FresnelLens*, if **CONFIG_FRESNEL**\n      **rings** *int*\n"
    assert branch in text


BAD = "{ 'struct': 'S', 'data': { 'a': 'Nope' } }\n"


def test_findings_are_warnings_if_asked_for(project):
    project.write("s.json", BAD)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: s.json\n")
    _app, warnings = project.build("dummy")
    assert warnings == ""
    _app, warnings = project.build("dummy", qapidoc_lint=True)
    assert "s.json:1: ERROR: " in warnings
    assert "[qapidoc.language-unknown-type]" in warnings


def test_findings_come_once_for_all_pages(project):
    project.write("s.json", BAD)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: s.json\n\n.. toctree::\n\n   b\n")
    project.write("b.rst", "B\n=\n\n.. qapi-doc:: s.json\n   :namespace: B\n")
    _app, warnings = project.build("dummy", qapidoc_lint=True)
    assert warnings.count("[qapidoc.language-unknown-type]") == 1


def test_a_module_is_linted_within_its_root(project):
    project.write("s.json", BAD)
    root = "{ 'include': 's.json' }\n{ 'struct': 'Nope', 'data': {} }\n"
    project.write("root.json", root)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: s.json\n")
    _app, warnings = project.build("dummy", qapidoc_lint=True)
    assert "language-unknown-type" not in warnings


def test_findings_can_be_silenced(project):
    project.write("s.json", BAD)
    project.write("index.rst", "Test\n====\n\n.. qapi-doc:: s.json\n")
    silenced = ["qapidoc.language-unknown-type", "qapidoc.member-missing-comment"]
    _app, warnings = project.build("dummy", qapidoc_lint=True, suppress_warnings=silenced)
    assert "language-unknown-type" not in warnings


def test_another_project_links_in(project, lighthouse, tmp_path):
    project.write("index.rst", "Test\n====\n\n:qapi:cmd:`stop` :qapi:member:`L:Thing.name`\n")
    app, warnings = project.build(
        "html",
        extensions=["qapidoc", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"l": ("https://example.org/", str(lighthouse.outdir / "objects.inv"))},
    )
    assert warnings == ""
    text = (app.outdir / "index.html").read_text("utf-8")
    assert 'href="https://example.org/index.html#qapi-L-stop"' in text
    assert 'href="https://example.org/index.html#qapi-L-Thing.name"' in text
