"""Namespaces, titles and pages of sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapidoc.site.pages import page_sources
from qapidoc.site.plan import namespace_of, plan_site, site_title
from qapidoc.sphinxext.pages.split import Split
from qapidoc.sphinxext.schemas import Schemas


@pytest.mark.parametrize(
    "root, namespace",
    [
        ("qemu/qapi/qapi-schema.json", "QMP"),
        ("qemu/qga/qapi-schema.json", "QGA"),
        ("qemu/storage-daemon/qapi/qapi-schema.json", "QSD"),
        ("releases/2.11/qapi-schema.json", "2-11"),
        ("qemu/docs/interop/firmware.json", "firmware"),
        ("demo/schema.json", "demo"),
        ("x/some thing!.json", "some-thing"),
        ("x/!.json", "QAPI"),
        ("qapi/sub/other.json", "other"),
    ],
)
def test_namespaces(root, namespace):
    assert namespace_of(Path("/", root)) == namespace


def documents(folder, **roots):
    schemas = Schemas()
    for name, text in roots.items():
        path = folder / name / "schema.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [schemas.document(folder / name / "schema.json") for name in roots]


@pytest.mark.parametrize(
    "text, title",
    [
        ("##\n# = The thing\n##\n", "The thing"),
        ("##\n# = Introduction\n##\n", "one reference"),
        ("##\n# = One\n# = Two\n##\n", "one reference"),
        ("##\n# Text.\n##\n", "one reference"),
    ],
)
def test_titles(tmp_path, text, title):
    parts = plan_site(documents(tmp_path, one=text), Split.MODULE)
    assert site_title(parts) == title


STRUCT = "{ 'struct': 'S', 'data': {} }\n"


def test_pages_of_one_schema(tmp_path):
    for name in ("Mod", "index", "empty"):
        text = STRUCT.replace("'S'", f"'{name.title()}'")
        if name == "empty":
            text = "{ 'pragma': { 'doc-required': true } }\n"
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    root = "".join(f"{{ 'include': '../{name}.json' }}\n" for name in ("Mod", "index", "empty"))
    (tmp_path / "VERSION").write_text("10.2.0\n", encoding="utf-8")
    (part,) = plan_site(documents(tmp_path, one=root), Split.MODULE)
    assert part.home == "index"
    assert part.pages.modules == {"Mod": "one/Mod", "index": "one/index-2"}
    sources = page_sources([part], "Title: `x`")
    assert set(sources) == {"index", "one/Mod", "one/index-2"}
    assert sources["index"].startswith("Title\\: \\`x\\`\n====")


def test_pages_of_several_schemas(tmp_path):
    parts = plan_site(documents(tmp_path, one=STRUCT, One=STRUCT, two=STRUCT), Split.MODULE)
    assert [part.namespace for part in parts] == ["one", "One-2", "two"]
    assert [part.home for part in parts] == ["one/index", "one-2/index", "two/index"]
    assert site_title(parts) == "QAPI reference"
    assert set(page_sources(parts, "Title")) == {"index", *(part.home for part in parts)}


def test_pages_differ_in_more_than_case(tmp_path):
    for name in ("a/x", "a/X", "b/x"):
        path = tmp_path / "one" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STRUCT.replace("'S'", f"'S{name[0]}{name[-1]}'"), encoding="utf-8")
    root = "{ 'include': 'a/x.json' }\n{ 'include': 'a/X.json' }\n{ 'include': 'b/x.json' }\n"
    (part,) = plan_site(documents(tmp_path, one=root), Split.MODULE)
    assert len({page.casefold() for page in part.pages.modules.values()}) == 3
