"""The directives that are about a schema.

A build that renders none needs nothing of what reads and renders one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from qapidoc.sphinxext.domain import QapiDomain
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.names import checked_namespace
from qapidoc.sphinxext.pages.split import OF_MODULE, PARTS, Split
from qapidoc.sphinxext.roots import candidates, root_of

if TYPE_CHECKING:
    from qapidoc.schema.model import Definition
    from qapidoc.sphinxext.schemas import Document


class SchemaDirective(SphinxDirective):
    """A directive whose argument is the root of a schema."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "namespace": lambda argument: checked_namespace(argument or ""),
    }

    @property
    def domain(self) -> QapiDomain:
        """The domain."""
        return cast("QapiDomain", self.env.get_domain("qapi"))

    @property
    def namespace(self) -> str:
        """The namespace that the definitions belong to."""
        return str(self.options.get("namespace", ""))

    def document(self) -> Document:
        """Read the schema; raise an error for the author."""
        from qapidoc.config import ConfigError

        root = self._root()
        try:
            document = self.domain.schemas.document(root, outside=self.config.qapidoc_allow_outside)
        except OSError as error:
            reason = error.strerror or str(error)
            raise self.error(f"cannot read the schema {root}: {reason}") from error
        except ConfigError as error:
            raise self.error(str(error)) from error
        self.domain.note_schema(self.env.docname, document)
        return document

    def hang_on(self, document: Document, paths: Iterable[str]) -> None:
        """Note which modules the page shows something of."""
        for path in paths:
            self.env.note_dependency(str(document.files[path]))

    def _root(self) -> Path:
        """Find the root module."""
        name = self.arguments[0]
        found = root_of(self.env, self.env.docname, name)
        if found is None:
            places = " or ".join(map(str, candidates(self.env, self.env.docname, name)))
            raise self.error(f"there is no schema {name} (looked for {places})")
        return found


class QapiDoc(SchemaDirective):
    """``.. qapi-doc:: FILE`` renders the schema whose root is FILE, or a part of it.

    ``:module:`` is a section, named after the module's own heading; with ``:no-title:``, it is
    what would be in that section; with ``:overview:``, it lists its definitions. ``:definition:``
    is a section, too. With ``:split:``, the pages of modules or definitions are elsewhere.
    """

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        **(SchemaDirective.option_spec or {}),
        "split": lambda argument: directives.choice(argument, tuple(Split)),
        "module": directives.unchanged_required,
        "no-title": directives.flag,
        "overview": directives.flag,
        "definition": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Give the nodes of the schema."""
        from qapidoc.sphinxext.render.context import context_of
        from qapidoc.sphinxext.render.page import Page
        from qapidoc.sphinxext.render.shown import files_of_definitions, files_of_module

        asked = [f":{option}:" for option in PARTS if option in self.options]
        if len(asked) > 1:
            raise self.error(f"{' and '.join(asked)} do not go together; leave out one of them")
        stray = [f":{option}:" for option in OF_MODULE if option in self.options]
        if stray and "module" not in self.options:
            raise self.error(f"{stray[0]} says more of :module:, which is not there")
        document = self.document()
        self.env.ref_context["qapi:namespace"] = self.namespace
        split = Split(self.options.get("split", Split.NONE))
        overview = "overview" in self.options or split is Split.DEFINITION
        page = Page(context_of(self, document), self.state.document, overview=overview)
        if "definition" in self.options:
            definition = self._definition(document)
            self.hang_on(document, files_of_definitions(document.schema, [definition]))
            return page.of_definition(definition)
        if "module" in self.options:
            path = self._module(document)
            self.hang_on(document, files_of_module(document.schema, path))
            return page.of_module(path, titled="no-title" not in self.options)
        self.hang_on(document, document.files)
        if split is Split.NONE:
            return page.of_schema()
        content = page.of_module(document.schema.root, titled=False)
        return [*content, *page.section_of(_("Modules"), self._others(document, split))]

    def _others(self, document: Document, split: Split) -> list[nodes.Node]:
        """Give what leads to the other pages."""
        from qapidoc.sphinxext.pages.plan import plan_pages, toctree
        from qapidoc.sphinxext.render.module_table import module_table

        pages = plan_pages(document, split, self.env.docname)
        tree = self.parse_text_to_nodes("\n".join(toctree(pages.modules.values())))
        return [*module_table(document, self.namespace), *tree]

    def _module(self, document: Document) -> str:
        """Give the path of the module that the options name."""
        name = self.options["module"].removesuffix(".json")
        path = document.module_path(name)
        if path is None:
            known = ", ".join(document.modules.values())
            raise self.error(f"the schema has no module {name}; its modules are: {known}")
        return path

    def _definition(self, document: Document) -> Definition:
        """Give the definition that the options name."""
        from qapidoc.schema.names import did_you_mean

        name = self.options["definition"]
        definition = document.schema.definitions.get(name)
        if definition is None:
            hint = did_you_mean(name, document.schema.definitions)
            raise self.error(f"the schema does not define {name}{hint}")
        return definition


class QapiModules(SchemaDirective):
    """``.. qapi-modules:: FILE`` lists the modules of a schema and what is in them."""

    def run(self) -> list[nodes.Node]:
        """Give a table with links to the modules, wherever they are rendered."""
        from qapidoc.sphinxext.render.module_table import module_table

        document = self.document()
        self.hang_on(document, document.files)
        tables = module_table(document, self.namespace)
        for table in tables:
            self.set_source_info(table)
        return [*tables]
