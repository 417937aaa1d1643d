"""The members of a definition: its own, those it inherits, and its branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docutils import nodes

from qapidoc.schema.model import Definition, EnumValue, Kind, Member, TypeRef
from qapidoc.schema.navigate import member_named, members, type_definition
from qapidoc.sphinxext import names
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.mentions import reference
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.parts import (
    badge_row,
    comma_list,
    condition_badge,
    label,
    marks,
    name,
    type_link,
    type_nodes,
)
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
        lists = [
            *self.values(),
            *self.listed_branches(),
            *self.own(),
            *self.described(),
            *self.inherited(),
        ]
        if lists:
            yield label(_("Branches") if definition.simple else LABELS[definition.kind])
        yield from lists
        if definition.discriminator is not None and definition.branches:
            yield from self.branches(definition.discriminator)

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

    def member_list(self, own: Sequence[Member], kind: str) -> nodes.definition_list:
        result = nodes.definition_list(classes=["qapi-members"])
        for member in own:
            facts = type_nodes(member.type, self.scope)
            words = [_("optional")] if member.optional else []
            if member.name == self.definition.discriminator:
                words.append(_("discriminator"))
            if words:
                text = "".join(f", {word}" for word in words)
                facts.append(nodes.inline(text, text, classes=["qapi-optional"]))
            result += self.item(member, kind, facts)
        return result

    def values(self) -> Iterator[nodes.Node]:
        """List the values of an enum; in columns, if none has a text."""
        if not self.definition.values:
            return
        plain = not any(section.lines for section in self.documented.values())
        classes = ["qapi-members", "qapi-columns" if plain else "qapi-values"]
        result = nodes.definition_list(classes=classes)
        for value in self.definition.values:
            result += self.item(value, "value", [])
        yield result

    def item(
        self, part: Member | EnumValue, kind: str, facts: Sequence[nodes.Node]
    ) -> nodes.definition_list_item:
        definition = self.definition
        self.shown.add(part.name)
        term = nodes.term()
        self.ctx.place(term, definition, part.name_span.start)
        part_name = names.member_name(definition.name, part.name)
        anchor = self.ctx.register("parts", part_name, kind, definition.path, term)
        term += name(part.name, anchor)
        if facts:
            term += [nodes.Text(" "), *facts]
        term += badge_row([*marks(part.features), *condition_badge(part.condition)])
        body = nodes.definition("", *self.text(part.name))
        if isinstance(part, Member) and part.type is not None and part.type.members:
            body += self.anonymous(part.type)
        return nodes.definition_list_item("", term, body)

    def text(self, member: str) -> list[nodes.Node]:
        section = self.documented.get(member)
        if section is None:
            return []
        passage = self.ctx.passage(self.definition, section)
        return self.ctx.prose.blocks(passage, replace(self.scope, member=member))

    def described(self) -> Iterator[nodes.Node]:
        """List what the doc comment describes, but the definition does not write itself."""
        others = [member for member in self.documented if member not in self.shown]
        if not others:
            return
        result = nodes.definition_list(classes=["qapi-members"])
        for member in others:
            term = nodes.term("", "", name(member))
            self.ctx.place(term, self.definition, self.documented[member].start)
            owned = member_named(self.ctx.schema, self.definition, member)
            if owned is not None:
                term += [nodes.Text(" "), *type_nodes(owned.member.type, self.scope)]
            body = nodes.definition("", *self.text(member))
            result += nodes.definition_list_item("", term, body)
        yield result

    def anonymous(self, ref: TypeRef) -> nodes.bullet_list:
        """List the members of an anonymous struct (until 2.3)."""
        result = nodes.bullet_list(bullet="*")
        for member in ref.members:
            line = nodes.paragraph("", "", name(member.name), nodes.Text(": "))
            line += type_nodes(member.type, self.scope)
            if member.optional:
                line += nodes.Text(", " + _("optional"))
            item = nodes.list_item("", line)
            if member.type is not None and member.type.members:
                item += self.anonymous(member.type)
            result += item
        self.ctx.place(result, self.definition)
        return result

    # --- what it takes from others -----------------------------------------------------

    def inherited(self) -> Iterator[nodes.Node]:
        """Name the members that come from a base, or from the type that holds the arguments."""
        definition = self.definition
        origin = definition.data or definition.base
        if origin is None:
            return
        paragraph = nodes.paragraph(classes=["qapi-inherited"])
        self.ctx.place(paragraph, definition)
        words = _("The members of") if definition.data else _("Inherited from")
        paragraph += [nodes.Text(f"{words} "), type_link(origin.name, self.scope)]
        source = type_definition(self.ctx.schema, origin)
        if source is not None:
            links = comma_list(self.links(source))
            if links:
                paragraph += [nodes.Text(": "), *links]
            if source.discriminator is not None and source.branches:
                paragraph += nodes.Text(f"; {_('more depend on')} ")
                paragraph += name(source.discriminator)
        yield paragraph

    def links(self, source: Definition) -> Iterator[nodes.Node]:
        for owned in members(self.ctx.schema, source):
            target = names.member_name(owned.owner.name, owned.member.name)
            yield reference(target, self.scope, "member", name(owned.member.name))

    def branches(self, discriminator: str) -> Iterator[nodes.Node]:
        """List the branches of a union by the value of its discriminator."""
        definition = self.definition
        yield label(_("When %s is") % discriminator)
        result = nodes.bullet_list(bullet="*", classes=["qapi-branches"])
        for branch in definition.branches:
            paragraph = nodes.paragraph()
            item = nodes.list_item("", paragraph)
            self.ctx.place(paragraph, definition, branch.name_span.start)
            part = names.branch_name(definition.name, discriminator, branch.name)
            anchor = self.ctx.register("parts", part, "branch", definition.path, item)
            paragraph += [name(branch.name, anchor), nodes.Text(": ")]
            paragraph += type_nodes(branch.type, self.scope)
            paragraph += badge_row([*marks(branch.features), *condition_badge(branch.condition)])
            result += item
        yield result
