"""The nodes. Each has its namespace, and `labelled` ones the words above them."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from qapidoc.sphinxext.doctree.heads import Group, Head


class qapi_node(nodes.Element):
    """What all have in common."""

    def heads(self) -> Iterator[Head]:
        """Give the first lines in it."""
        raise NotImplementedError


class qapi_signature(nodes.Part, qapi_node):
    """What the signature of a definition says: a ``head``."""

    def heads(self) -> Iterator[Head]:
        """Give it."""
        yield self["head"]

    def astext(self) -> str:
        """Give its text."""
        text: str = self["head"].text
        return text


class qapi_list(nodes.Sequential, qapi_node):
    """Members, values or features, with their texts: `qapi_item` nodes."""

    def heads(self) -> Iterator[Head]:
        """Give those of the items."""
        for item in self.children:
            assert isinstance(item, qapi_item)
            yield item["head"]


class qapi_item(nodes.Part, nodes.Element):
    """One of a list: a ``head``, and blocks of text as children."""

    def astext(self) -> str:
        """Give the text of it all."""
        return "\n\n".join((self["head"].text, *(child.astext() for child in self.children)))


class qapi_copies(nodes.Sequential, qapi_node):
    """Members that are described elsewhere: ``groups`` of them, ``folded`` or not."""

    def heads(self) -> Iterator[Head]:
        """Give those of the groups, and of what is in them."""
        group: Group
        for group in self["groups"]:
            yield group.head
            yield from (row.head for row in group.rows)
            yield group.rest
