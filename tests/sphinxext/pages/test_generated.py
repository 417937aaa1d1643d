"""Pages of modules and definitions: written, read anew where needed, and taken away."""

from __future__ import annotations

import os
import time

import pytest

from qapidoc.sphinxext.pages.generated import MARK, Asked, asked_in
from qapidoc.sphinxext.pages.split import Split

ROOT = "##\n# = Fans\n##\n{ 'include': 'kinds.json' }\n{ 'include': 'fans.json' }\n"
KINDS = (
    "##\n# = Kinds\n##\n##\n# @Kind:\n#\n# A kind of fan.\n#\n# @name: its name\n##\n"
    "{ 'struct': 'Kind', 'data': { 'name': 'str' } }\n"
)
FANS = (
    "##\n# = All fans\n##\n##\n# @Fan:\n#\n# A fan.\n#\n# @speed: its speed\n##\n"
    "{ 'struct': 'Fan', 'base': 'Kind', 'data': { 'speed': 'int' } }\n"
    "{ 'command': 'stop', 'data': { 'kind': 'Kind' } }\n"
    "{ 'event': 'STOP' }\n"
)


@pytest.fixture
def fans(project):
    """A project whose first page asks for pages of modules."""
    for name, text in (("root", ROOT), ("kinds", KINDS), ("fans", FANS)):
        project.write(f"{name}.json", text)
    ask(project, "module")
    return project


def ask(project, split):
    page = f"Fans\n====\n\n.. qapi-doc:: root.json\n   :namespace: F\n   :split: {split}\n"
    project.write("index.rst", page)


def change(project, name, old, new):
    """Change a schema's file, at a time that differs from that of the last build."""
    path = project.folder / "src" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    later = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))


def read_by(project, **settings):
    """Build; give the documents that are there, and those that were read."""
    start = time.time_ns() // 1_000
    app, warnings = project.build(qapi_namespaces=["F"], **settings)
    assert warnings == ""
    read = [docname for docname, when in app.env.all_docs.items() if when >= start]
    return sorted(app.env.found_docs), sorted(read)


PAGES = ["index", "index/fans", "index/kinds"]


def test_a_page_for_each_module(fans):
    assert read_by(fans) == (PAGES, PAGES)
    page = (fans.folder / "html" / "index" / "fans.html").read_text("utf-8")
    assert "<title>All fans" in page
    assert 'href="kinds.html#qapi-F-Kind.name"' in page
    home = (fans.folder / "html" / "index.html").read_text("utf-8")
    assert 'href="index/kinds.html"' in home
    assert read_by(fans) == (PAGES, [])


def test_a_page_for_each_definition(fans):
    ask(fans, "definition")
    names = ["Fan", "STOP-2", "stop"]
    pages = ["index", "index/fans", *(f"index/fans/{n}" for n in names), "index/kinds"]
    found, read = read_by(fans)
    assert set(found) == {*pages, "index/kinds/Kind"}
    assert read == found
    page = (fans.folder / "html" / "index" / "fans.html").read_text("utf-8")
    assert 'href="fans/Fan.html#qapi-F-Fan" title="struct Fan">Fan</a>' in page
    assert "<dd>A fan</dd>" in page
    page = (fans.folder / "html" / "index" / "fans" / "Fan.html").read_text("utf-8")
    assert 'Module <a class="reference internal" href="../fans.html' in page


def test_pages_that_show_a_changed_module_are_read_anew(fans):
    read_by(fans)
    change(fans, "fans.json", "# A fan.", "# A good fan.")
    assert read_by(fans)[1] == ["index", "index/fans"]
    change(fans, "kinds.json", "# @name: its name", "# @name: its good name")
    assert read_by(fans)[1] == PAGES
    page = (fans.folder / "html" / "index" / "fans.html").read_text("utf-8")
    assert "its good name" in page


def test_all_pages_are_read_anew_where_they_hang_on_what_changes(fans):
    read_by(fans)
    change(fans, "root.json", "# = Fans", "# = Fans\n#\n# Old\n# ~~~")
    assert read_by(fans)[1] == PAGES


def test_links_follow_what_moves(fans):
    fans.write("other.rst", ":orphan:\n\nOther\n=====\n\n:qapi:event:`STOP`\n")
    read_by(fans)
    page = fans.folder / "html" / "other.html"
    assert 'href="index/fans.html#qapi-F-STOP"' in page.read_text("utf-8")
    change(fans, "fans.json", "{ 'event': 'STOP' }\n", "")
    change(fans, "kinds.json", "{ 'struct': 'Kind'", "{ 'event': 'STOP' }\n{ 'struct': 'Kind'")
    assert "other" not in read_by(fans)[1]
    assert 'href="index/kinds.html#qapi-F-STOP"' in page.read_text("utf-8")


def test_modules_come_and_go(fans):
    read_by(fans)
    fans.write("more.json", "{ 'struct': 'More', 'data': {} }\n")
    change(fans, "root.json", "{ 'include': 'kinds.json' }", "{ 'include': 'more.json' }")
    change(fans, "fans.json", "'base': 'Kind', ", "")
    change(fans, "fans.json", "'kind': 'Kind'", "'kind': 'str'")
    assert read_by(fans)[0] == ["index", "index/fans", "index/more"]


def test_pages_go_when_nobody_asks_for_them(fans):
    read_by(fans)
    ask(fans, "none")
    assert read_by(fans)[0] == ["index"]
    assert list((fans.folder / "src" / "index").iterdir()) == []


def test_pages_that_were_removed_come_back(fans):
    read_by(fans)
    (fans.folder / "src" / "index" / "fans.rst").unlink()
    assert read_by(fans)[0] == PAGES


def test_files_of_the_author_stay(fans):
    own = fans.write("index/fans.rst", "Mine\n====\n")
    other = fans.write("index/other.rst", ":orphan:\n\nMine\n====\n")
    _app, warnings = fans.build()
    told = f"{own} is in the place of a page that :split: asks for; rename it [qapidoc.page]"
    assert told in warnings
    assert own.read_text("utf-8") == "Mine\n====\n"
    ask(fans, "none")
    fans.build()
    assert own.exists()
    assert other.exists()
    assert not (own.parent / "kinds.rst").exists()


def test_a_page_that_cannot_be_written_is_told(fans):
    (fans.folder / "src" / "index" / "fans.rst").mkdir(parents=True)
    _app, warnings = fans.build()
    assert "cannot write the page" in warnings
    assert "fans.rst: Is a directory [qapidoc.page]" in warnings


def test_schemas_that_cannot_be_read_are_told_once(fans):
    (fans.folder / "src" / "root.json").unlink()
    _app, warnings = fans.build()
    assert warnings.count("there is no schema root.json") == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_page_goes_while_a_schema_cannot_be_read(fans, jobs):
    read_by(fans)
    (fans.folder / "src" / "fans.json").rename(fans.folder / "src" / "away.json")
    _app, warnings = fans.build(jobs=jobs)
    place = f"{fans.folder / 'src' / 'root.json'}:5: WARNING: 'fans.json' cannot be included"
    assert warnings.count(place) == 1
    assert "what stands there may be missing [qapidoc.language-include]" in warnings
    assert (fans.folder / "src" / "index" / "fans.rst").exists()
    (fans.folder / "src" / "away.json").rename(fans.folder / "src" / "fans.json")
    assert read_by(fans) == (PAGES, PAGES)


def test_no_page_goes_while_a_module_has_an_error(fans):
    read_by(fans)
    whole = (fans.folder / "src" / "kinds.json").read_text("utf-8")
    change(fans, "kinds.json", whole, "{ 'struct': 'Kind'")
    _app, warnings = fans.build()
    place = f"{fans.folder / 'src' / 'kinds.json'}:1: WARNING: "
    assert warnings.count(place) == 1
    assert (fans.folder / "src" / "index" / "kinds.rst").exists()
    change(fans, "kinds.json", "{ 'struct': 'Kind'", whole)
    assert read_by(fans)[0] == PAGES


def test_no_page_goes_while_its_schema_is_away(fans):
    read_by(fans)
    root = fans.folder / "src" / "root.json"
    root.rename(fans.folder / "away.json")
    _app, warnings = fans.build()
    assert "there is no schema root.json" in warnings
    assert (fans.folder / "src" / "index" / "fans.rst").exists()


def test_several_processes(fans):
    assert read_by(fans, jobs=2)[0] == PAGES
    assert read_by(fans, jobs=2)[1] == []


def test_made_pages_say_so(fans):
    fans.build()
    text = (fans.folder / "src" / "index" / "kinds.rst").read_text("utf-8")
    assert text == f"{MARK}\n\n.. qapi-doc:: /root.json\n   :namespace: F\n   :module: kinds\n"


@pytest.mark.parametrize(
    "text, expected",
    [
        (".. qapi-doc:: a.json\n   :split: module\n", [("a.json", "", Split.MODULE)]),
        (
            ".. qapi-doc::  a b.json \n   :namespace: N\n   :split: definition",
            [("a b.json", "N", Split.DEFINITION)],
        ),
        ("```{qapi-doc} a.json\n:split: module\n```\n", [("a.json", "", Split.MODULE)]),
        (":::{qapi-doc} a.json\n:split: module\n:::\n", [("a.json", "", Split.MODULE)]),
        (".. qapi-doc:: a.json\n   :split: none\n", []),
        (".. qapi-doc:: a.json\n   :split: nonsense\n", []),
        (".. qapi-doc:: a.json\n   :split: module\n   :module: m\n", []),
        (".. qapi-doc:: a.json\n   :split: module\n   :overview:\n", []),
        (".. qapi-doc:: a.json\n   :split: module\n   :namespace: a b\n", []),
        (".. qapi-doc:: a.json\n   :split: module\n   :namespace:\n", []),
        (".. qapi-doc:: a.json\n\n   :split: module\n", []),
        (".. qapi-doc:: a.json\n", []),
        (".. code-block:: rst\n\n   .. qapi-doc:: a.json\n      :split: module\n", []),
        (".. qapi-modules:: a.json\n   :split: module\n", []),
    ],
)
def test_asked_in(text, expected):
    found = list(asked_in("doc", text))
    assert found == [Asked("doc", *each) for each in expected]
