"""Sphinx without the directives and roles that schemas may not use."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from docutils import nodes
from docutils.nodes import system_message
from docutils.parsers.rst import Directive
from docutils.utils import Reporter
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.typing import RoleFunction

from qapidoc.prose.allowed import is_role
from qapidoc.sphinxext.prose.passage import Scope
from qapidoc.sphinxext.references import TEXT, reference


class Refused(Directive):
    """A directive that is shown as it is written."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Show it."""
        block = nodes.literal_block(self.block_text, self.block_text, language="none")
        block.source, block.line = self.state_machine.get_source_and_line(self.lineno)
        return [block]


def refused_role(  # noqa: PLR0917 (docutils calls it so)
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Any,
    options: dict[str, Any] | None = None,
    content: Sequence[str] = (),
) -> tuple[list[nodes.Node], list[system_message]]:
    """Show a role as it is written."""
    return [nodes.literal(rawtext, rawtext)], []


class AllowedMarkup(CustomReSTDispatcher):
    """While it is active, directives and roles that are not allowed are shown, not run."""

    def __init__(self, scope: Scope, directives: frozenset[str]) -> None:
        super().__init__()
        self.scope = scope
        self.allowed = directives

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[system_message]]:
        """Find a directive."""
        if directive_name.lower() not in self.allowed:
            return Refused, []
        return super().directive(directive_name, language_module, document)

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[RoleFunction, list[system_message]]:
        """Find a role."""
        name = role_name.lower()
        if not name:
            return self.reference, []
        if is_role(name):
            found, messages = super().role(role_name, language_module, lineno, reporter)
            if found is not None:
                return found, messages
        return refused_role, []

    def reference(  # noqa: PLR0917 (docutils calls it so)
        self,
        name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Any,
        options: dict[str, Any] | None = None,
        content: Sequence[str] = (),
    ) -> tuple[list[nodes.Node], list[system_message]]:
        """Read `Name`."""
        target = nodes.unescape(text)
        node = reference(target, self.scope.namespace, TEXT)
        node["qapi:member"] = self.scope.members.get(target)
        node.source, node.line = inliner.reporter.get_source_and_line(lineno)
        return [node], []
