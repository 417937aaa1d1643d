"""The domain: what it knows, and how it finds it."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from qapidoc.sphinxext.domain import Entry, QapiDomain
from qapidoc.sphinxext.names import parse_target


def empty():
    return QapiDomain(SimpleNamespace(domaindata={}))  # type: ignore[arg-type]


def fill(domain, docname, *names, namespace="A", table="definitions", kind="command"):
    for name in names:
        entry = Entry(docname, kind, "mod")
        domain.note(table, namespace, name, entry)


@pytest.fixture
def filled():
    domain = empty()
    fill(domain, "a", "stop", "both")
    fill(domain, "a", "STOP", kind="event")
    fill(domain, "b", "both", "only", namespace="B")
    fill(domain, "b", "Thing.name", namespace="B", table="parts", kind="member")
    fill(domain, "b", "mod", namespace="B", table="modules", kind="module")
    return domain


@pytest.mark.parametrize(
    "target, context, expected",
    [
        ("stop", "A", ["A stop"]),
        ("STOP", "A", ["A STOP"]),
        ("Stop", "A", []),
        ("both", "A", ["A both"]),
        ("both", "B", ["B both"]),
        ("both", None, ["A both", "B both"]),
        ("B:both", "A", ["B both"]),
        ("only", "A", ["B only"]),
        ("A:only", "B", []),
        ("mod.both", "B", ["B both"]),
        ("other.both", "B", []),
        ("Thing.name", "A", ["B Thing.name"]),
        ("mod", None, ["B mod"]),
    ],
)
def test_find(filled, target, context, expected):
    found = filled.find(parse_target(target), context)
    assert [f"{f.namespace} {f.name}" for f in found] == expected


def test_find_by_kind(filled):
    assert filled.find(parse_target("stop"), "A", frozenset({"event"})) == []


def test_clear_doc_forgets_a_document_and_nothing_else(filled):
    before = len(list(filled.get_objects()))
    filled.clear_doc("b")
    assert {entry[3] for entry in filled.get_objects()} == {"a"}
    assert len(list(filled.get_objects())) < before
    filled.clear_doc("a")
    assert filled.data["documents"] == {}
    assert filled.data["definitions"] == {}
    filled.clear_doc("a")


def test_merge_takes_the_documents_that_it_is_told(filled):
    domain = empty()
    schema = SimpleNamespace(
        root="/x.json", structure="as it is", stamp=(("/x.json", 1, 2),), unread=()
    )
    filled.note_schema("b", schema)
    domain.merge_domaindata({"b"}, filled.data)
    assert {entry[3] for entry in domain.get_objects()} == {"b"}
    assert domain.data["roots"] == {"b": {"/x.json": "as it is"}}
    assert domain.data["stamps"] == {"/x.json": (("/x.json", 1, 2),)}
    assert domain.data["unread"] == {"/x.json": []}
    domain.clear_doc("b")
    assert list(domain.get_objects()) == []


def test_of_two_descriptions_the_first_counts(filled):
    again = Entry("c", "command", "mod")
    assert not filled.note("definitions", "A", "stop", again)
    (found,) = filled.find(parse_target("stop"), "A")
    assert found.entry.docname == "a"


def inventory(app):
    data = (Path(app.outdir) / "objects.inv").read_bytes()
    text = zlib.decompress(data.split(b"\n", 4)[4]).decode()
    return {tuple(line.split(" ", 2)[:2]) for line in text.splitlines()}


def test_inventory_lists_everything(lighthouse):
    listed = inventory(lighthouse)
    for name, kind in [
        ("lamp-on", "command"),
        ("stop", "command"),
        ("STOP", "event"),
        ("Colour", "enum"),
        ("Thing", "object"),
        ("Lens", "object"),
        ("LensOrName", "alternate"),
    ]:
        assert {(name, f"qapi:{kind}"), (f"L:{name}", f"qapi:{kind}")} <= listed
    for name, kind in [
        ("parts", "module"),
        ("Thing.name", "member"),
        ("Colour.red", "value"),
        ("Lens.kind.fresnel", "branch"),
        ("LensOrName.name", "branch"),
        ("lamp-on..unstable", "feature"),
    ]:
        assert (f"L:{name}", f"qapi:{kind}") in listed


def test_anchors_are_on_the_page(domain, page):
    for _name, _shown, _kind, docname, anchor, _priority in domain.get_objects():
        assert docname == "index"
        assert f'id="{anchor}"' in page


def test_roles(lighthouse):
    text = (Path(lighthouse.outdir) / "refs.html").read_text(encoding="utf-8")
    for anchor, title in [
        ("qapi-L-stop", "command stop"),
        ("qapi-L-STOP", "event STOP"),
        ("qapi-L-Colour", "enum Colour"),
        ("qapi-L-Lens", "union Lens"),
        ("qapi-L-Thing.name", "member Thing.name"),
        ("module-L-parts", "module parts"),
        ("qapi-L-lamp-on", "command lamp-on"),
    ]:
        assert f'href="index.html#{anchor}" title="{title}"' in text
    assert 'href="qapi-l-index.html"' in text
    assert '<span class="pre">the</span> <span class="pre">lens</span>' in text
    assert "<em>optional</em>" in text


def test_index_groups_definitions(lighthouse):
    text = (Path(lighthouse.outdir) / "qapi-l-index.html").read_text(encoding="utf-8")
    words = (">Commands", ">lamp-on", ">Events", ">STOP", ">Types", ">Colour")
    places = [text.rindex(word) for word in words]
    assert places == sorted(places)
    assert "Light the *lamp*" in text
