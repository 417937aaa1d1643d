"""Names in running text: ``@member`` and ``@Definition``."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref

from qapidoc.prose.mentions import AT_NAME
from qapidoc.sphinxext.prose.passage import Scope

MENTION = "mention"
"""The type of references to a definition of the same namespace that may lead nowhere."""
TEXT = "text"
"""The type of references that text makes as `Name`."""


def reference(
    target: str, scope: Scope, kind: str, content: nodes.Element | None = None
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
        **{"qapi:namespace": scope.namespace, "qapi:soft": kind == MENTION},
    )


def name_literal(name: str) -> nodes.literal:
    """Show a name in running text."""
    return nodes.literal(name, name, classes=["qapi-mention"])


def with_mentions(text: str, scope: Scope) -> Iterator[nodes.Node]:
    """Split running text at the names in it."""
    end = 0
    if "@" in text:
        for match in AT_NAME.finditer(text):
            if match.start() > end:
                yield nodes.Text(text[end : match.start()])
            yield mention(match[1], scope)
            end = match.end()
    if end < len(text):
        yield nodes.Text(text[end:])


def mention(name: str, scope: Scope) -> nodes.Node:
    """Show a name that is written ``@name``."""
    if name in {scope.member, scope.definition}:
        return name_literal(name)
    part = scope.members.get(name)
    if part is None:
        return reference(name, scope, MENTION)
    return reference(part, scope, "any", name_literal(name))
