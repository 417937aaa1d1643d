"""What the first lines of entries and of their parts say, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

SELF = "self"
"""The role of a link to an anchor of the same document."""
ADDRESS = "address"
"""The role of a link to a page elsewhere."""


class Look(NamedTuple):
    """How a bit is shown: its element and classes in HTML, and its node elsewhere."""

    tag: str
    classes: str
    node: type[nodes.TextElement]


LOOKS: Mapping[str, Look] = {
    "kind": Look("em", "property", addnodes.desc_annotation),
    "definition": Look("span", "sig-name descname", addnodes.desc_name),
    "name": Look("strong", "qapi-name", addnodes.literal_strong),
    "type": Look("em", "qapi-type", addnodes.literal_emphasis),
    "word": Look("span", "qapi-optional", nodes.inline),
    "source": Look("span", "viewcode-link", nodes.inline),
    "text": Look("span", "", nodes.inline),
}
"""The styles of bits."""


class Bit(NamedTuple):
    """Some text in one style; with a ``role``, a link to ``target``.

    The role is that of the domain by which the target is looked up, `SELF` or `ADDRESS`.
    """

    style: str
    text: str
    target: str = ""
    role: str = ""


class Badge(NamedTuple):
    """A remark in a few words, the last of which may be ``code``."""

    kind: str
    text: str
    code: str = ""


class Head(NamedTuple):
    """A first line: bits, remarks behind them, and what comes last."""

    bits: tuple[Bit, ...]
    badges: tuple[Badge, ...] = ()
    end: tuple[Bit, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        badges = (f"{badge.text} {badge.code}".strip() for badge in self.badges)
        shown = ", ".join(("".join(bit.text for bit in self.bits), *badges))
        return shown + "".join(bit.text for bit in self.end)


class Row(NamedTuple):
    """A member that is described elsewhere, and the gist of that in plain text."""

    head: Head
    gist: str


class Group(NamedTuple):
    """Members that are described elsewhere, and what they have in common.

    ``anchor`` is that of the group, if it has one; ``rest`` says where there are more.
    """

    head: Head
    rows: tuple[Row, ...]
    anchor: str = ""
    rest: Head = Head(())


def looked_up(heads: Iterable[Head]) -> Iterator[Bit]:
    """Give the bits whose targets the domain has to find."""
    for head in heads:
        for bit in head.bits:
            if bit.role and bit.role not in {SELF, ADDRESS}:
                yield bit
