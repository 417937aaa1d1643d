"""References that the domain resolves."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref

MENTION = "mention"
"""The type of references to a definition of the same namespace that may lead nowhere."""
TEXT = "text"
"""The type of references that text makes as `Name`."""


def reference(
    target: str, namespace: str, kind: str, content: nodes.Element | None = None
) -> pending_xref:
    """Give a reference that the domain resolves; if it cannot, nothing but `content` is shown."""
    return pending_xref(
        target,
        content if content is not None else name_literal(target),
        refdomain="qapi",
        reftype=kind,
        reftarget=target,
        refexplicit=False,
        refwarn=False,
        **{"qapi:namespace": namespace, "qapi:soft": kind == MENTION},
    )


def name_literal(name: str) -> nodes.literal:
    """Show a name in running text."""
    return nodes.literal(name, name, classes=["qapi-mention"])
