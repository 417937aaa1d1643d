"""The domain's nodes as ordinary ones, for output that does not know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from qapidoc.sphinxext.doctree.heads import ADDRESS, LOOKS, SELF, Badge, Bit, Group, Head, Row
from qapidoc.sphinxext.doctree.nodes import (
    qapi_copies,
    qapi_item,
    qapi_list,
    qapi_node,
    qapi_signature,
)
from qapidoc.sphinxext.references import reference


def ordinary(node: qapi_node) -> list[nodes.Node]:
    """Give the nodes that say the same; children go over to them."""
    namespace: str = node["namespace"]
    result: list[nodes.Node] = []
    if node.get("label"):
        result.append(label(node["label"]))
    match node:
        case qapi_signature():
            result += head_nodes(node["head"], namespace)
        case qapi_list():
            result.append(_list(node, (_item(item, namespace) for item in _items(node))))
        case qapi_copies():
            result.append(_list(node, _groups(node["groups"], namespace)))
    return result


def label(text: str) -> nodes.rubric:
    """Head a part of an entry."""
    return nodes.rubric(text, text, classes=["qapi-label"])


def head_nodes(head: Head, namespace: str) -> list[nodes.Node]:
    """Give the nodes of a first line."""
    bits, end = (bit_nodes(bits, namespace) for bits in (head.bits, head.end))
    return [*bits, *badge_row(head.badges), *end]


def bit_nodes(bits: Iterable[Bit], namespace: str) -> list[nodes.Node]:
    """Give the nodes of bits."""
    return [_bit(bit, namespace) for bit in bits]


def badge_row(badges: Sequence[Badge]) -> list[nodes.Node]:
    """Put badges behind a name, with commas for output that shows them as text."""
    if not badges:
        return []
    row = nodes.inline(classes=["qapi-badges"])
    for badge in badges:
        row += [nodes.inline(", ", ", ", classes=["qapi-separator"]), _badge(badge)]
    return [row]


def _bit(bit: Bit, namespace: str) -> nodes.Node:
    look = LOOKS[bit.style]
    classes = look.classes.split()
    if not classes:
        return nodes.Text(bit.text)
    if bit.role == SELF:
        return nodes.reference(
            bit.text, bit.text, refid=bit.target, internal=True, classes=[*classes, "qapi-self"]
        )
    shown = look.node(bit.text, bit.text, classes=classes)
    if bit.role == ADDRESS:
        return nodes.reference("", "", shown, refuri=bit.target, internal=False)
    return reference(bit.target, namespace, bit.role, shown) if bit.role else shown


def _badge(badge: Badge) -> nodes.inline:
    classes = ["qapi-badge", f"qapi-badge-{badge.kind}"]
    if not badge.code:
        return nodes.inline(badge.text, badge.text, classes=classes)
    code = LOOKS["name"].node(badge.code, badge.code, classes=["qapi-condition"])
    return nodes.inline(badge.code, f"{badge.text} ", code, classes=classes)


def _items(node: qapi_list) -> Iterator[qapi_item]:
    for item in node.children:
        assert isinstance(item, qapi_item)
        yield item


def _list(node: qapi_node, items: Iterable[nodes.definition_list_item]) -> nodes.definition_list:
    result = nodes.definition_list("", *items, classes=node["classes"])
    result.source, result.line = node.source, node.line
    return result


def _item(item: qapi_item, namespace: str) -> nodes.definition_list_item:
    term = nodes.term("", "", *head_nodes(item["head"], namespace), ids=item["ids"])
    term.source, term.line = item.source, item.line
    children, item.children = item.children, []
    return nodes.definition_list_item("", term, nodes.definition("", *children))


def _groups(groups: Iterable[Group], namespace: str) -> Iterator[nodes.definition_list_item]:
    for group in groups:
        if group.head.bits:
            yield _group(group, namespace)
        else:
            yield from (_row(row, namespace) for row in group.rows)


def _group(group: Group, namespace: str) -> nodes.definition_list_item:
    term = nodes.term("", "", *head_nodes(group.head, namespace))
    if group.anchor:
        term["ids"].append(group.anchor)
    body = nodes.definition()
    if group.rows:
        rows = (_row(row, namespace) for row in group.rows)
        body += nodes.definition_list("", *rows, classes=["qapi-members"])
    if group.rest.bits:
        body += nodes.paragraph("", "", *head_nodes(group.rest, namespace))
    return nodes.definition_list_item("", term, body)


def _row(row: Row, namespace: str) -> nodes.definition_list_item:
    term = nodes.term("", "", *head_nodes(row.head, namespace))
    body = nodes.definition()
    if row.gist:
        body += nodes.paragraph(row.gist, row.gist)
    return nodes.definition_list_item("", term, body)
