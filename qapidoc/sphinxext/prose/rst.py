"""Text in rST, as it has been since 5.2: docutils parses each passage once."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import switch_source_input

from qapidoc.prose.allowed import is_safe
from qapidoc.prose.machine import NESTED
from qapidoc.prose.plain import plain_paragraph
from qapidoc.sphinxext.prose.allowed import AllowedMarkup
from qapidoc.sphinxext.prose.literal import transcript_language
from qapidoc.sphinxext.prose.mentions import with_mentions
from qapidoc.sphinxext.prose.passage import Passage, Scope

VERBATIM = (
    nodes.FixedTextElement,
    nodes.literal,
    nodes.math,
    nodes.problematic,
    nodes.raw,
    nodes.reference,
    nodes.system_message,
    pending_xref,
)
"""Nodes in which ``@name`` is nothing but text."""


class RstProse:
    """Reads passages within the parse of the document that shows them."""

    def __init__(self, state: RSTState, directives: frozenset[str]) -> None:
        self._state = state
        self._document: nodes.document = state.document
        self._directives = directives

    def blocks(self, passage: Passage, scope: Scope) -> list[nodes.Node]:
        """Give the blocks of a passage."""
        text = passage.text
        if not any(text.lines):
            return []
        plain = plain_paragraph(text.lines)
        if plain is not None:
            paragraph = nodes.paragraph(plain, "", *with_mentions(plain, scope))
            passage.place(paragraph)
            return [paragraph]
        first = passage.first_line - 1
        content = StringList(
            list(text.lines), items=[(passage.file, first + n) for n in range(len(text.lines))]
        )
        container = nodes.Element()
        container.document = self._document
        with (
            switch_source_input(self._state, content),
            AllowedMarkup(scope, self._directives),
        ):
            self._state.nested_parse(content, 0, container, **NESTED)
        self._finish(container, scope)
        return container.children

    def title(self, passage: Passage, text: str, scope: Scope) -> list[nodes.Node]:
        """Give the inline nodes of a title."""
        content = StringList([text], items=[(passage.file, passage.first_line - 1)])
        with (
            switch_source_input(self._state, content),
            AllowedMarkup(scope, self._directives),
        ):
            inline, _messages = self._state.inline_text(text, 1)
        container = nodes.Element("", *inline)
        container.document = self._document
        self._finish(container, scope)
        return container.children

    def _finish(self, container: nodes.Element, scope: Scope) -> None:
        """Link the names, and take the harm out of what may have some."""
        for node in list(container.findall()):
            if isinstance(node, nodes.Text):
                if "@" in node and not isinstance(node.parent, VERBATIM):
                    node.parent.replace(node, list(with_mentions(str(node), scope)))
            elif isinstance(node, pending_xref):
                node["refwarn"] = False
            elif isinstance(node, nodes.literal_block):
                if "language" not in node:
                    node["language"] = transcript_language(node.astext())
                    node["force"] = True
            elif isinstance(node, nodes.reference | nodes.target):
                _guard(node)


def _guard(node: nodes.Element) -> None:
    """Take away an address that a browser might run; mark links whose address comes later."""
    if "refuri" in node and not is_safe(node["refuri"]):
        if isinstance(node, nodes.target):
            node["refuri"] = "#"
        else:
            node.replace_self(nodes.inline("", "", *node.children))
