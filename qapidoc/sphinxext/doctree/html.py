"""The domain's nodes in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

from qapidoc.sphinxext.doctree.heads import ADDRESS, LOOKS, SELF, Badge, Bit, Group, Head, Row
from qapidoc.sphinxext.doctree.nodes import qapi_copies, qapi_item, qapi_list, qapi_signature

Links = Mapping[tuple[str, str], tuple[str, str]]
"""The addresses and titles of links, by role and target."""


def visit_signature(translator: HTML5Translator, node: qapi_signature) -> None:
    """Write what a signature says."""
    translator.body.append(_head(node["head"], node["links"]))


def visit_list(translator: HTML5Translator, node: qapi_list) -> None:
    """Begin a list."""
    translator.body.append(_label(node) + f'<dl class="{" ".join(node["classes"])}">\n')


def depart_list(translator: HTML5Translator, _node: qapi_list) -> None:
    """End a list."""
    translator.body.append("</dl>\n")


def visit_item(translator: HTML5Translator, node: qapi_item) -> None:
    """Write the first line of an item."""
    ids = "".join(f' id="{escape(anchor)}"' for anchor in node["ids"][:1])
    assert isinstance(node.parent, qapi_list)
    translator.body.append(f"<dt{ids}>{_head(node['head'], node.parent['links'])}</dt>\n<dd>")


def depart_item(translator: HTML5Translator, _node: qapi_item) -> None:
    """End an item."""
    translator.body.append("</dd>\n")


def visit_copies(translator: HTML5Translator, node: qapi_copies) -> None:
    """Write members that are described elsewhere."""
    config = translator.config
    permalink = config.html_permalinks_icon if config.html_permalinks else ""
    groups = _folded if node["folded"] else _listed
    translator.body.append(_label(node))
    translator.body.extend(groups(node["groups"], node["links"], permalink))


def depart_nothing(_translator: HTML5Translator, _node: nodes.Node) -> None:
    """Do nothing: all is written."""


def _label(node: nodes.Element) -> str:
    text = node.get("label")
    return f'<p class="rubric qapi-label">{escape(text, quote=False)}</p>\n' if text else ""


def _head(head: Head, links: Links) -> str:
    return _bits(head.bits, links) + _badges(head.badges) + _bits(head.end, links)


def _bits(bits: Iterable[Bit], links: Links) -> str:
    return "".join(_bit(bit, links) for bit in bits)


def _bit(bit: Bit, links: Links) -> str:
    text = escape(bit.text, quote=False)
    look = LOOKS[bit.style]
    if bit.role == SELF:
        target = escape(bit.target)
        return f'<a class="{look.classes} qapi-self reference internal" href="#{target}">{text}</a>'
    if bit.role == ADDRESS:
        shown = f'<span class="{look.classes}">{text}</span>'
        return f'<a class="reference external" href="{escape(bit.target)}">{shown}</a>'
    if bit.role:
        address, title = links[bit.role, bit.target]
        return (
            f'<a class="{look.classes} reference internal" href="{escape(address)}"'
            f' title="{escape(title)}">{text}</a>'
        )
    return f'<{look.tag} class="{look.classes}">{text}</{look.tag}>' if look.classes else text


def _badges(badges: Iterable[Badge]) -> str:
    shown = "".join(_badge(badge) for badge in badges)
    return f'<span class="qapi-badges">{shown}</span>' if shown else ""


def _badge(badge: Badge) -> str:
    text = escape(badge.text, quote=False)
    if badge.code:
        text += f' <strong class="qapi-condition">{escape(badge.code, quote=False)}</strong>'
    return (
        '<span class="qapi-separator">, </span>'
        f'<span class="qapi-badge qapi-badge-{badge.kind}">{text}</span>'
    )


def _listed(groups: Iterable[Group], links: Links, _permalink: str) -> Iterator[str]:
    for group in groups:
        if group.head.bits:
            yield f'<p class="qapi-origin">{_head(group.head, links)}</p>\n'
        yield from _rows(group.rows, links)
        yield from _rest(group, links)


def _folded(groups: Iterable[Group], links: Links, permalink: str) -> Iterator[str]:
    """Write branches; the anchor of one that unfolds is in it, so that a browser opens it."""
    yield '<div class="qapi-branches">\n'
    for group in groups:
        ids, head = "", _head(group.head, links)
        if group.anchor:
            anchor = escape(group.anchor)
            ids = f' id="{anchor}"'
            if permalink:
                title = escape(_("Link to this definition"))
                head += f'<a class="headerlink" href="#{anchor}" title="{title}">{permalink}</a>'
        if not group.rows and not group.rest.bits:
            yield f'<p class="qapi-branch"{ids}>{head}</p>\n'
            continue
        yield f'<details class="qapi-branch"><summary>{head}</summary>\n<div{ids}>\n'
        yield from _rows(group.rows, links)
        yield from _rest(group, links)
        yield "</div>\n</details>\n"
    yield "</div>\n"


def _rows(rows: Iterable[Row], links: Links) -> Iterator[str]:
    written = [f"<dt>{_head(row.head, links)}</dt>\n{_gist(row.gist)}" for row in rows]
    if written:
        yield '<dl class="qapi-members qapi-copies">\n'
        yield from written
        yield "</dl>\n"


def _gist(gist: str) -> str:
    return f"<dd>{escape(gist, quote=False)}</dd>\n" if gist else "<dd></dd>\n"


def _rest(group: Group, links: Links) -> Iterator[str]:
    if group.rest.bits:
        yield f'<p class="qapi-rest">{_head(group.rest, links)}</p>\n'


HTML: Mapping[type[nodes.Element], tuple[Callable[..., None], Callable[..., None]]] = {
    qapi_signature: (visit_signature, depart_nothing),
    qapi_list: (visit_list, depart_list),
    qapi_item: (visit_item, depart_item),
    qapi_copies: (visit_copies, depart_nothing),
}
"""What writes the nodes."""
