"""The members of a definition: its own, those it inherits, and its branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docutils import nodes

from qapidoc.schema.model import Definition, EnumValue, Kind, Member, TypeRef
from qapidoc.schema.navigate import member_named
from qapidoc.sphinxext import names
from qapidoc.sphinxext.doctree.heads import Bit, Head
from qapidoc.sphinxext.doctree.nodes import qapi_item, qapi_list
from qapidoc.sphinxext.doctree.ordinary import bit_nodes
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.copies import Copies
from qapidoc.sphinxext.render.parts import (
    labelled,
    member_bits,
    name,
    part_badges,
    since_badges,
    type_bits,
)
from qapidoc.sphinxext.render.since import Known
from qapidoc.syntax.nodes import Section

LABELS: Mapping[Kind, str] = {
    Kind.COMMAND: _("Arguments"),
    Kind.EVENT: _("Data"),
    Kind.STRUCT: _("Members"),
    Kind.UNION: _("Members"),
    Kind.ENUM: _("Values"),
    Kind.ALTERNATE: _("Alternatives"),
}
"""What the members of each kind are called."""


def member_parts(
    ctx: Context, definition: Definition, documented: Mapping[str, Section]
) -> list[nodes.Node]:
    """Give all that there is about what a definition consists of.

    `documented` are the sections about members, by name.
    """
    return list(_Members(ctx, definition, documented).parts())


class _Members:
    def __init__(
        self, ctx: Context, definition: Definition, documented: Mapping[str, Section]
    ) -> None:
        self.ctx = ctx
        self.definition = definition
        self.documented = documented
        self.scope = ctx.scope(definition)
        self.shown: set[str] = set()

    def parts(self) -> Iterator[nodes.Node]:
        definition = self.definition
        copies = Copies(self.ctx, definition)
        lists = [
            *self.values(),
            *self.listed_branches(),
            *self.own(),
            *self.described(),
            *copies.inherited(self.documented),
        ]
        if lists:
            text = _("Branches") if definition.simple else LABELS[definition.kind]
            yield from labelled(text, lists)
        yield from copies.branches()

    # --- what the definition writes itself ---------------------------------------------

    def own(self) -> Iterator[nodes.Node]:
        if self.definition.own_members:
            yield self.member_list(self.definition.own_members, "member")

    def listed_branches(self) -> Iterator[nodes.Node]:
        """List branches that have no discriminator to hang on, like members."""
        definition = self.definition
        if definition.branches and (definition.kind is Kind.ALTERNATE or definition.simple):
            if definition.simple:
                text = _("On the wire, “type” names the branch, and “data” is what it holds.")
                paragraph = nodes.paragraph(text, text)
                self.ctx.place(paragraph, definition)
                yield paragraph
            yield self.member_list(definition.branches, "branch")

    def member_list(self, own: Sequence[Member], kind: str) -> qapi_list:
        return self.ctx.list(self.definition, [self.member(part, kind) for part in own])

    def member(self, member: Member, kind: str) -> qapi_item:
        item = self.item(member, kind)
        words = [_("discriminator")] if member.name == self.definition.discriminator else []
        bits = member_bits(member, name(member.name, *item["ids"]), *words)
        item["head"] = Head(bits, part_badges(member, self.since(member.name)))
        if member.type is not None and member.type.members:
            item += self.anonymous(member.type)
        return item

    def values(self) -> Iterator[nodes.Node]:
        """List the values of an enum; in columns, if none has a text."""
        values = self.definition.values
        if values:
            plain = not any(s.lines for s in map(self.section, self.documented) if s is not None)
            looks = "qapi-columns" if plain else "qapi-values"
            yield self.ctx.list(self.definition, [self.value(value) for value in values], looks)

    def value(self, value: EnumValue) -> qapi_item:
        item = self.item(value, "value")
        badges = part_badges(value, self.since(value.name))
        item["head"] = Head((name(value.name, *item["ids"]),), badges)
        return item

    def item(self, part: Member | EnumValue, kind: str) -> qapi_item:
        definition = self.definition
        self.shown.add(part.name)
        item = qapi_item("", *self.text(part.name))
        self.ctx.place(item, definition, part.name_span.start)
        part_name = names.member_name(definition.name, part.name)
        self.ctx.register("parts", part_name, kind, definition.path, item)
        return item

    def section(self, member: str) -> Section | None:
        section = self.documented.get(member)
        return self.ctx.sinces.shown(self.definition, section) if section is not None else None

    def since(self, member: str) -> Known | None:
        return self.ctx.sinces.of_part(self.definition, member)

    def text(self, member: str) -> list[nodes.Node]:
        section = self.section(member)
        if section is None:
            return []
        passage = self.ctx.passage(self.definition, section)
        return self.ctx.prose.blocks(passage, replace(self.scope, member=member))

    def described(self) -> Iterator[nodes.Node]:
        """List what the doc comment describes, but the definition does not write itself."""
        others = [member for member in self.documented if member not in self.shown]
        if others:
            yield self.ctx.list(self.definition, [self.other(member) for member in others])

    def other(self, member: str) -> qapi_item:
        item = qapi_item("", *self.text(member))
        self.ctx.place(item, self.definition, self.documented[member].start)
        owned = member_named(self.ctx.schema, self.definition, member)
        bits: tuple[Bit, ...] = (name(member),)
        if owned is not None:
            bits = (*bits, Bit("text", " "), *type_bits(owned.member.type))
        item["head"] = Head(bits, since_badges(self.since(member)))
        return item

    def anonymous(self, ref: TypeRef) -> nodes.bullet_list:
        """List the members of an anonymous struct (until 2.3)."""
        result = nodes.bullet_list(bullet="*")
        for member in ref.members:
            bits = (name(member.name), Bit("text", ": "), *type_bits(member.type))
            line = nodes.paragraph("", "", *bit_nodes(bits, self.ctx.namespace))
            if member.optional:
                line += nodes.Text(", " + _("optional"))
            item = nodes.list_item("", line)
            if member.type is not None and member.type.members:
                item += self.anonymous(member.type)
            result += item
        self.ctx.place(result, self.definition)
        return result
