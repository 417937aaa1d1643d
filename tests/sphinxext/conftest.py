"""Small Sphinx projects."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from qapidoc.sphinxext.doctree import resolve
from qapidoc.sphinxext.doctree.nodes import qapi_node
from qapidoc.sphinxext.doctree.ordinary import ordinary
from qapidoc.sphinxext.domain import QapiDomain

SCHEMA = Path(__file__).resolve().parent / "schema"


@dataclass(frozen=True)
class Project:
    """A folder with a project, which can be built several times."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def build(
        self, builder: str = "html", *, jobs: int = 1, **settings: object
    ) -> tuple[Sphinx, str]:
        """Build, and give the application and its warnings."""
        source = self.folder / "src"
        warnings = io.StringIO()
        overrides = {"extensions": ["qapidoc"], "html_theme": "basic", **settings}
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                None,
                self.folder / builder,
                self.folder / "doctrees",
                builder,
                overrides,
                status=None,
                warning=warnings,
                parallel=jobs,
            )
            app.build()
        return app, warnings.getvalue()


def ordinary_nodes(app: Sphinx, docname: str) -> nodes.document:
    """Give a document with ordinary nodes in place of the domain's own."""
    doctree = app.env.get_doctree(docname)
    for node in list(doctree.findall(qapi_node)):
        node.replace_self(ordinary(node))
    return doctree


@pytest.fixture
def project(tmp_path) -> Project:
    (tmp_path / "src").mkdir()
    return Project(tmp_path)


@pytest.fixture(scope="session")
def lighthouse(tmp_path_factory) -> Sphinx:
    """The project with the schema of the lighthouse, built once."""
    return build_lighthouse(tmp_path_factory.mktemp("lighthouse"))


@pytest.fixture(scope="session")
def ordinary_page(tmp_path_factory) -> str:
    """The page of the lighthouse, if it is made of ordinary nodes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolve, "WRITTEN", frozenset())
        app = build_lighthouse(tmp_path_factory.mktemp("ordinary"))
    return (Path(app.outdir) / "index.html").read_text(encoding="utf-8")


def build_lighthouse(folder: Path) -> Sphinx:
    """Build the project with the schema of the lighthouse."""
    project = Project(folder)
    project.write(
        "index.rst",
        "Lights\n======\n\n.. qapi-doc:: lighthouse.json\n   :namespace: L\n\n"
        ".. toctree::\n\n   refs\n",
    )
    project.write(
        "refs.rst",
        "Roles\n=====\n\n"
        ":qapi:cmd:`stop` :qapi:event:`STOP` :qapi:type:`[L:Colour]?` :qapi:obj:`~parts.Lens`\n"
        ":qapi:member:`Thing.name` :qapi:mod:`parts` :any:`lamp-on` :qapi:any:`the lens <Lens>`\n"
        ":ref:`qapi-l-index`\n\n"
        ".. qapi-modules:: lighthouse.json\n   :namespace: L\n",
    )
    app, warnings = project.build(
        qapidoc_srctree=str(SCHEMA),
        qapi_namespaces=["L"],
        qapidoc_source_url="https://example.org/{path}#L{line}",
    )
    assert warnings == ""
    return app


@pytest.fixture(scope="session")
def page(lighthouse) -> str:
    """The page of the lighthouse."""
    return (Path(lighthouse.outdir) / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def doctree(lighthouse) -> nodes.document:
    return ordinary_nodes(lighthouse, "index")


@pytest.fixture(scope="session")
def domain(lighthouse) -> QapiDomain:
    return cast("QapiDomain", lighthouse.env.get_domain("qapi"))


@pytest.fixture
def render(project) -> Callable[..., tuple[nodes.document, str]]:
    """Render a schema of one file: its doctree, and the warnings."""

    def render(
        schema: str, settings: Mapping[str, object] | None = None, options: str = ""
    ) -> tuple[nodes.document, str]:
        project.write("schema.json", schema)
        project.write("index.rst", f"Test\n====\n\n.. qapi-doc:: schema.json\n{options}")
        app, warnings = project.build("dummy", **(settings or {}))
        return ordinary_nodes(app, "index"), warnings

    return render
