"""The roles of the domain."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from qapidoc.sphinxext.locale import _


class QapiRole(XRefRole):
    """A reference to something in a schema.

    ``[Name]`` is an array, ``Name?`` something optional, and ``~NAMESPACE:module.Name`` shows
    nothing but the name.
    """

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Read the target, and give the text of the link."""
        refnode["qapi:namespace"] = env.ref_context.get("qapi:namespace")
        short = target.startswith("~")
        target = target.removeprefix("~")
        refnode["qapi:optional"] = target.endswith("?")
        target = target.removesuffix("?")
        refnode["qapi:array"] = target.startswith("[") and target.endswith("]")
        if refnode["qapi:array"]:
            target = target[1:-1]
        if has_explicit_title:
            return title, target
        shown = target.rpartition(":")[2].rpartition(".")[2] if short else target
        return shown, target

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: nodes.Element,
        is_ref: bool,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Put the decorations of a type around the link."""
        result: list[nodes.Node] = [node]
        if node.get("qapi:array"):
            result = [nodes.literal("[", "["), node, nodes.literal("]", "]")]
        if node.get("qapi:optional"):
            result += [nodes.Text(", "), nodes.emphasis("", _("optional"))]
        return result, []
