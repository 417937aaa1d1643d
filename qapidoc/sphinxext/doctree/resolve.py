"""The links of the domain's nodes, or ordinary nodes in their place."""

from __future__ import annotations

from typing import Any, cast

from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from qapidoc.sphinxext.doctree.heads import looked_up
from qapidoc.sphinxext.doctree.nodes import qapi_node
from qapidoc.sphinxext.doctree.ordinary import ordinary
from qapidoc.sphinxext.domain import QapiDomain

WRITTEN = frozenset({"html", "dirhtml"})
"""The builders whose writers know the nodes. Others make one page of several, or other files."""

Link = tuple[str, str]


class ResolveNodes(SphinxPostTransform):
    """Find what the nodes of the domain link to.

    Where the domain does not know all of it, another project may, which only the transform of
    ordinary references asks for.
    """

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Go through the document."""
        domain = cast("QapiDomain", self.env.get_domain("qapi"))
        builder = domain.builder
        lookup = _Lookup(builder, self.env.docname, domain) if builder.name in WRITTEN else None
        for node in list(self.document.findall(qapi_node)):
            links = lookup.links(node) if lookup is not None else None
            if links is None:
                node.replace_self(ordinary(node))
            else:
                node["links"] = links


class _Lookup:
    def __init__(self, builder: Builder, docname: str, domain: QapiDomain) -> None:
        self.builder = builder
        self.docname = docname
        self.domain = domain
        self.found: dict[tuple[str, str, str], Link | None] = {}

    def links(self, node: qapi_node) -> dict[tuple[str, str], Link] | None:
        """Give the addresses and titles of all links of a node, ``None`` if one has none."""
        links: dict[tuple[str, str], Link] = {}
        for bit in looked_up(node.heads()):
            key = (node["namespace"], bit.role, bit.target)
            if key not in self.found:
                self.found[key] = self.link(*key)
            link = self.found[key]
            if link is None:
                return None
            links[key[1:]] = link
        return links

    def link(self, namespace: str, role: str, target: str) -> Link | None:
        found = self.domain.meaning(role, target, namespace)
        if found is None:
            return None
        page = ""
        if found.entry.docname != self.docname:
            page = self.builder.get_relative_uri(self.docname, found.entry.docname)
        return f"{page}#{found.anchor}", found.title
