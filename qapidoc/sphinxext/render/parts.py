"""The small parts of an entry: labels, badges, names, types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docutils import nodes
from sphinx import addnodes

from qapidoc.schema.model import BUILTIN_TYPES, Condition, Feature, TypeRef
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.mentions import reference
from qapidoc.sphinxext.prose.passage import Scope

SHOWN_TYPES: Mapping[str, str] = {"str": "string", "bool": "boolean", "**": "any"}
"""The built-in types that have another name in JSON; the others tell their width."""

MARKS: Mapping[str, str] = {"deprecated": _("deprecated"), "unstable": _("unstable")}
"""The features that say something about what has them."""


def label(text: str) -> nodes.rubric:
    """Head a part of an entry."""
    return nodes.rubric(text, text, classes=["qapi-label"])


def badge(text: str, kind: str) -> nodes.inline:
    """Say something in a few words."""
    return nodes.inline(text, text, classes=["qapi-badge", f"qapi-badge-{kind}"])


def marks(features: Iterable[Feature]) -> list[nodes.inline]:
    """Give the badges of deprecated and unstable things."""
    present = [feature.name for feature in features]
    return [badge(text, name) for name, text in MARKS.items() if name in present]


def condition_badge(condition: Condition | None) -> list[nodes.inline]:
    """Give the badge of what is there only in some builds."""
    if condition is None:
        return []
    text = str(condition)
    node = nodes.inline(text, _("if") + " ", classes=["qapi-badge", "qapi-badge-condition"])
    node += addnodes.literal_strong(text, text, classes=["qapi-condition"])
    return [node]


def badge_row(badges: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Put badges behind a name, with commas for output that shows them as text."""
    if not badges:
        return []
    row = nodes.inline(classes=["qapi-badges"])
    for node in badges:
        row += [nodes.inline(", ", ", ", classes=["qapi-separator"]), node]
    return [row]


def name(text: str, anchor: str | None = None) -> nodes.Element:
    """Show the name of a member, and link it to itself, so that the link can be copied."""
    if anchor is None:
        return addnodes.literal_strong(text, text, classes=["qapi-name"])
    classes = ["qapi-name", "qapi-self"]
    return nodes.reference(text, text, refid=anchor, internal=True, classes=classes)


def type_nodes(ref: TypeRef | None, scope: Scope) -> list[nodes.Node]:
    """Show a type, with a link if the schema defines it."""
    if ref is None:
        return []
    if not ref.name:
        shown: nodes.Node = type_name(_("object"))
    elif ref.name in BUILTIN_TYPES:
        shown = type_name(SHOWN_TYPES.get(ref.name, ref.name))
    else:
        shown = type_link(ref.name, scope)
    if not ref.array:
        return [shown]
    return [type_name("["), shown, type_name("]")]


def type_name(text: str) -> addnodes.literal_emphasis:
    """Show the name of a type."""
    return addnodes.literal_emphasis(text, text, classes=["qapi-type"])


def type_link(target: str, scope: Scope) -> addnodes.pending_xref:
    """Link to a type."""
    return reference(target, scope, "type", type_name(target))


def comma_list(items: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Put commas between nodes."""
    result: list[nodes.Node] = []
    for item in items:
        if result:
            result.append(nodes.Text(", "))
        result.append(item)
    return result


def add_to_first_paragraph(
    blocks: list[nodes.Node], first: Sequence[nodes.Node], joint: str
) -> list[nodes.Node]:
    """Put inline nodes before the text of `blocks`: in its first paragraph, if it has one."""
    if blocks and isinstance(blocks[0], nodes.paragraph):
        paragraph = blocks[0]
        paragraph.insert(0, [*first, nodes.Text(joint)])
        return blocks
    return [nodes.paragraph("", "", *first), *blocks]
