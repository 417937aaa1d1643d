"""What rendering needs to know besides the definition at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from docutils import nodes

from qapidoc.prose.allowed import DIRECTIVES
from qapidoc.schema.comments import described
from qapidoc.schema.model import Definition, Schema
from qapidoc.schema.navigate import members
from qapidoc.schema.workspace import tree_top
from qapidoc.sphinxext import names
from qapidoc.sphinxext.directive import SchemaDirective
from qapidoc.sphinxext.doctree.heads import Row
from qapidoc.sphinxext.doctree.nodes import qapi_item, qapi_list, qapi_node
from qapidoc.sphinxext.domain import OBJECT_TYPES, Entry, QapiDomain
from qapidoc.sphinxext.markup import Markup
from qapidoc.sphinxext.prose.passage import Passage, Prose, Scope
from qapidoc.sphinxext.prose.plain import PlainProse
from qapidoc.sphinxext.prose.rst import RstProse
from qapidoc.sphinxext.render.since import Sinces
from qapidoc.sphinxext.roots import srctree
from qapidoc.sphinxext.schemas import Document
from qapidoc.sphinxext.source_links import source_address
from qapidoc.syntax.nodes import Section, SectionKind

Made = TypeVar("Made", bound=qapi_node)


@dataclass(frozen=True)
class Context:
    """One directive's view: the schema, its namespace, and the document that shows it."""

    document: Document
    sinces: Sinces
    namespace: str
    docname: str
    domain: QapiDomain
    prose: Prose
    source_url: str
    source_top: Path
    toc: bool

    @property
    def schema(self) -> Schema:
        """The schema itself."""
        return self.document.schema

    def register(
        self,
        table: str,
        name: str,
        kind: str,
        path: str,
        node: nodes.Element,
        *,
        summary: str = "",
    ) -> str | None:
        """Make `node` the place of something; give its anchor, ``None`` if it has another."""
        anchor = names.anchor_of(kind, self.namespace, name)
        module = self.document.modules[path] if table != "parts" else ""
        entry = Entry(self.docname, kind, module, summary)
        if not self.domain.note(table, self.namespace, name, entry, node):
            return None
        node["ids"].append(anchor)
        return anchor

    def alias(self, definition: Definition) -> str:
        """Give the anchor that a definition has in the documentation that QEMU's domain makes."""
        object_type = OBJECT_TYPES.get(definition.kind, str(definition.kind))
        module = self.document.begun[definition.name]
        return names.alias_anchor(object_type, self.namespace, module, definition.name)

    def passage(self, definition: Definition, section: Section) -> Passage:
        """Give the text of a section of a definition's doc comment."""
        source = self.schema.source(definition.path)
        return Passage.of(str(self.document.files[definition.path]), source, section)

    def scope(self, definition: Definition) -> Scope:
        """Give what names mean in the doc comment of a definition."""
        return Scope(self.namespace, definition.name, part_names(self.schema, definition))

    def described(self, definition: Definition, kind: SectionKind) -> Mapping[str, Section]:
        """Give the sections of a kind that a definition's doc comment has, by their names."""
        return described(definition.doc, kind) if definition.doc is not None else {}

    def node(self, node: Made, definition: Definition, **attributes: object) -> Made:
        """Give a node of the domain's own what all of them have."""
        node.attributes.update(namespace=self.namespace, **attributes)
        self.place(node, definition)
        return node

    def list(self, definition: Definition, items: Sequence[qapi_item], *looks: str) -> qapi_list:
        """List members, values or features."""
        return self.node(qapi_list("", *items), definition, classes=["qapi-members", *looks])

    @cached_property
    def rows(self) -> dict[tuple[str, str], Row]:
        """The rows that were made so far, by the definition and the member."""
        return {}

    def place(self, node: nodes.Element, definition: Definition, offset: int | None = None) -> None:
        """Tell a node where in the schema it comes from."""
        source = self.schema.source(definition.path)
        at = definition.span.start if offset is None else offset
        node.source = str(self.document.files[definition.path])
        node.line = source.position(at).line

    def link_to_source(self, definition: Definition) -> str | None:
        """Give the address of a definition's text, if the settings tell where its tree is."""
        path = self.document.files[definition.path]
        if not self.source_url or not path.is_relative_to(self.source_top):
            return None
        line = self.schema.source(definition.path).position(definition.span.start).line
        return source_address(self.source_url, path.relative_to(self.source_top), line)


def context_of(directive: SchemaDirective, document: Document) -> Context:
    """Give the context in which a directive shows `document`."""
    config = directive.config
    return Context(
        document,
        directive.domain.schemas.sinces(document, config.qapidoc_history),
        directive.namespace,
        directive.env.docname,
        directive.domain,
        _prose(directive, document),
        config.qapidoc_source_url,
        srctree(directive.env) or tree_top(document.root) or document.root.parent,
        config.toc_object_entries,
    )


def _prose(directive: SchemaDirective, document: Document) -> Prose:
    if document.markup is Markup.PLAIN:
        return PlainProse()
    allowed = DIRECTIVES | set(directive.config.qapidoc_allowed_directives)
    return RstProse(directive.state, allowed)


def part_names(schema: Schema, definition: Definition) -> Mapping[str, str]:
    """Map the names of members, values and branches to the parts of the domain they are."""
    own = [value.name for value in definition.values]
    own += [branch.name for branch in definition.branches]
    parts = {name: names.member_name(definition.name, name) for name in own}
    if definition.discriminator is not None:
        parts = {
            branch.name: names.branch_name(definition.name, definition.discriminator, branch.name)
            for branch in definition.branches
        }
    for owned in members(schema, definition):
        parts[owned.member.name] = names.member_name(owned.owner.name, owned.member.name)
    return parts
