"""Names in running text: ``@member`` and ``@Definition``."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from qapidoc.prose.mentions import AT_NAME
from qapidoc.sphinxext.prose.passage import Scope
from qapidoc.sphinxext.references import MENTION, name_literal, reference


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
        return reference(name, scope.namespace, MENTION)
    return reference(part, scope.namespace, "any", name_literal(name))
