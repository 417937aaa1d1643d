"""The directives that are about a schema.

A build that renders none needs nothing of what reads and renders one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from qapidoc.sphinxext.domain import QapiDomain

if TYPE_CHECKING:
    from qapidoc.sphinxext.schemas import Document


class SchemaDirective(SphinxDirective):
    """A directive whose argument is the root of a schema."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "namespace": directives.unchanged_required,
    }

    @property
    def domain(self) -> QapiDomain:
        """The domain."""
        return cast("QapiDomain", self.env.get_domain("qapi"))

    @property
    def namespace(self) -> str:
        """The namespace that the definitions belong to."""
        return "".join(self.options.get("namespace", "").split())

    def document(self) -> Document:
        """Read the schema, and note that the page hangs on it; raise an error for the author."""
        from qapidoc.config import ConfigError

        root = self._root()
        try:
            document = self.domain.schemas.document(root, outside=self.config.qapidoc_allow_outside)
        except OSError as error:
            reason = error.strerror or str(error)
            raise self.error(f"cannot read the schema {root}: {reason}") from error
        except ConfigError as error:
            raise self.error(str(error)) from error
        for file in document.files.values():
            self.env.note_dependency(str(file))
        self.domain.note_root(self.env.docname, str(document.root))
        return document

    def srctree(self) -> Path | None:
        """Give the folder that paths are relative to, if the settings name one."""
        configured = self.config.qapidoc_srctree
        return Path(self.env.srcdir, configured).resolve() if configured else None

    def _root(self) -> Path:
        """Find the root module: below `qapidoc_srctree`, else beside the document."""
        found = next((path for path in self._candidates() if path.is_file()), None)
        if found is None:
            places = " or ".join(str(path) for path in self._candidates())
            raise self.error(f"there is no schema {self.arguments[0]} (looked for {places})")
        return found

    def _candidates(self) -> Iterator[Path]:
        name = self.arguments[0]
        srctree = self.srctree()
        if srctree is not None:
            yield srctree / name
        yield Path(self.env.relfn2path(name)[1])
        if Path(name).is_absolute():
            yield Path(name)


class QapiDoc(SchemaDirective):
    """``.. qapi-doc:: FILE`` renders the schema whose root is FILE, or one module of it.

    A module is a section, named after the module's own heading; with ``:no-title:``, it is
    what would be in that section.
    """

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "module": directives.unchanged_required,
        "namespace": directives.unchanged_required,
        "no-title": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Give the nodes of the schema."""
        from qapidoc.sphinxext.render.context import context_of
        from qapidoc.sphinxext.render.page import module_content, module_nodes, schema_nodes

        document = self.document()
        path = self._module(document)
        self.env.ref_context["qapi:namespace"] = self.namespace
        ctx, target = context_of(self, document), self.state.document
        if path is None:
            return schema_nodes(ctx, target)
        render = module_content if "no-title" in self.options else module_nodes
        return render(ctx, target, path)

    def _module(self, document: Document) -> str | None:
        """Give the path of the module that the options name."""
        name: str | None = self.options.get("module")
        if name is None:
            return None
        path = document.module_path(name.removesuffix(".json"))
        if path is None:
            known = ", ".join(document.modules.values())
            raise self.error(f"the schema has no module {name}; its modules are: {known}")
        return path


class QapiModules(SchemaDirective):
    """``.. qapi-modules:: FILE`` lists the modules of a schema and what is in them."""

    def run(self) -> list[nodes.Node]:
        """Give a table with links to the modules, wherever they are rendered."""
        from qapidoc.sphinxext.render.overview import module_table

        tables = module_table(self.document(), self.namespace)
        for table in tables:
            self.set_source_info(table)
        return [*tables]
