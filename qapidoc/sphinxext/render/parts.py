"""The small parts of an entry: names, types, badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docutils import nodes

from qapidoc.schema.model import BUILTIN_TYPES, Condition, EnumValue, Feature, Member, TypeRef
from qapidoc.sphinxext.doctree.badges import condition_badge, marks
from qapidoc.sphinxext.doctree.heads import SELF, Badge, Bit
from qapidoc.sphinxext.doctree.nodes import qapi_node
from qapidoc.sphinxext.doctree.ordinary import label
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.render.since import Known

SHOWN_TYPES: Mapping[str, str] = {"str": "string", "bool": "boolean", "**": "any"}
"""The built-in types that have another name in JSON; the others tell their width."""

JSON_TYPES = frozenset({*BUILTIN_TYPES, *BUILTIN_TYPES.values(), "object", "q_empty"})
"""Types that need no documentation: the language's, and what they are in JSON."""


def part_badges(part: Member | EnumValue, since: Known | None = None) -> tuple[Badge, ...]:
    """Give the badges of a member, value or branch."""
    return (*since_badges(since), *common_badges(part.features, part.condition))


def since_badges(since: Known | None) -> tuple[Badge, ...]:
    """Say since when it is there, if that is known."""
    return (since.badge(),) if since is not None else ()


def common_badges(features: Iterable[Feature], condition: Condition | None) -> tuple[Badge, ...]:
    """Say that something is deprecated or unstable, and that not all builds have it."""
    names = [feature.name for feature in features]
    return (*marks(names), *condition_badge(str(condition or "")))


def name(text: str, anchor: str | None = None) -> Bit:
    """Show the name of a member, and link it to itself, so that the link can be copied."""
    return Bit("name", text, anchor, SELF) if anchor is not None else Bit("name", text)


def type_bits(ref: TypeRef | None) -> tuple[Bit, ...]:
    """Show a type, with a link if the schema defines it."""
    if ref is None:
        return ()
    if not ref.name:
        shown = Bit("type", _("object"))
    elif ref.name in BUILTIN_TYPES:
        shown = Bit("type", SHOWN_TYPES.get(ref.name, ref.name))
    else:
        shown = type_link(ref.name)
    return (Bit("type", "["), shown, Bit("type", "]")) if ref.array else (shown,)


def type_link(target: str) -> Bit:
    """Link to a type."""
    return Bit("type", target, target, "type")


def member_bits(member: Member, shown: Bit, *words: str) -> tuple[Bit, ...]:
    """Say what a member is: its name as `shown`, its type, whether it is optional, `words`."""
    said = "".join(f", {word}" for word in ((_("optional"),) if member.optional else ()) + words)
    types = type_bits(member.type)
    bits = (shown, Bit("text", " "), *types) if types else (shown,)
    return (*bits, Bit("word", said)) if said else bits


def comma_list(items: Iterable[Bit]) -> tuple[Bit, ...]:
    """Put commas between bits."""
    result: list[Bit] = []
    for item in items:
        if result:
            result.append(Bit("text", ", "))
        result.append(item)
    return tuple(result)


def labelled(text: str, content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Head a part of an entry; lists carry their labels themselves."""
    if content and isinstance(content[0], qapi_node):
        content[0]["label"] = text
        return [*content]
    return [label(text), *content]


def add_to_first_paragraph(
    blocks: list[nodes.Node], first: Sequence[nodes.Node], joint: str
) -> list[nodes.Node]:
    """Put inline nodes before the text of `blocks`: in its first paragraph, if it has one."""
    if blocks and isinstance(blocks[0], nodes.paragraph):
        paragraph = blocks[0]
        paragraph.insert(0, [*first, nodes.Text(joint)])
        return blocks
    return [nodes.paragraph("", "", *first), *blocks]
