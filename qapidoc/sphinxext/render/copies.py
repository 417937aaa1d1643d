"""The members that a definition has from others: of its base, of its data, of branches.

They are shown where they are used, one level deep, with the gist of their texts; each links to the
place where it is described in full.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from qapidoc.schema.model import Definition, Member
from qapidoc.schema.navigate import Owned, bases, members, type_definition
from qapidoc.sphinxext import names
from qapidoc.sphinxext.doctree.heads import Bit, Group, Head, Row
from qapidoc.sphinxext.doctree.nodes import qapi_copies
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.gist import gist
from qapidoc.sphinxext.render.parts import (
    member_bits,
    name,
    part_badges,
    type_bits,
    type_link,
)
from qapidoc.syntax.nodes import SectionKind


class Copies:
    """What one definition has from others."""

    def __init__(self, ctx: Context, definition: Definition) -> None:
        self.ctx = ctx
        self.definition = definition
        self.data = type_definition(ctx.schema, definition.data)

    def inherited(self, described: Container[str]) -> Iterator[qapi_copies]:
        """Give the members of the base, or of the type that holds the arguments, and its bases.

        Those in `described` are left out, since the definition describes them itself.
        """
        source = self.definition.data or self.definition.base
        if source is None:
            return
        groups = [
            Group(_from(origin.name), self._rows(Owned(m, origin) for m in left))
            for origin in self._origins()
            if (left := [m for m in origin.own_members if m.name not in described])
        ]
        yield self._copies(groups or [Group(_from(source.name), ())])

    def branches(self) -> Iterator[qapi_copies]:
        """Give the branches by the value of the discriminator, with their members."""
        union = self.data or self.definition
        if union.discriminator is None or not union.branches:
            return
        result = self._copies(())
        result["folded"] = True
        result["label"] = _("When %s is") % union.discriminator
        result["groups"] = tuple(self._branch(result, union, branch) for branch in union.branches)
        yield result

    def _origins(self) -> Iterator[Definition]:
        if self.data is not None:
            yield self.data
        yield from bases(self.ctx.schema, self.data or self.definition)

    def _branch(self, node: qapi_copies, union: Definition, branch: Member) -> Group:
        assert union.discriminator is not None
        part = names.branch_name(union.name, union.discriminator, branch.name)
        anchor = None
        if union is self.definition:
            anchor = self.ctx.register("parts", part, "branch", union.path, node)
        bits = (name(branch.name), Bit("text", ": "), *type_bits(branch.type))
        since = self.ctx.sinces.of_branch(union, branch.name)
        head = Head(bits, part_badges(branch, since))
        struct = type_definition(self.ctx.schema, branch.type)
        if struct is None:
            return Group(head, (), anchor or "")
        owned = members(self.ctx.schema, struct)
        own_first = sorted(owned, key=lambda each: each.owner is not struct)
        return Group(head, self._rows(own_first), anchor or "", _rest(struct))

    def _rows(self, owned: Iterable[Owned]) -> tuple[Row, ...]:
        return tuple(map(self._row, owned))

    def _row(self, owned: Owned) -> Row:
        key = (owned.owner.name, owned.member.name)
        row = self.ctx.rows.get(key)
        if row is None:
            row = self.ctx.rows[key] = _row(self.ctx, owned)
        return row

    def _copies(self, groups: Iterable[Group]) -> qapi_copies:
        return self.ctx.node(
            qapi_copies(),
            self.definition,
            classes=["qapi-members"],
            groups=tuple(groups),
            folded=False,
        )


def _row(ctx: Context, owned: Owned) -> Row:
    owner, member = owned.owner, owned.member
    target = names.member_name(owner.name, member.name)
    bits = member_bits(member, Bit("name", member.name, target, "member"))
    section = ctx.described(owner, SectionKind.MEMBER).get(member.name)
    text = ""
    if section is not None:
        text = gist(ctx.passage(owner, ctx.sinces.shown(owner, section)))
    return Row(Head(bits, part_badges(member, ctx.sinces.of_part(owner, member.name))), text)


def _from(origin: str) -> Head:
    return Head((Bit("word", _("from") + " "), type_link(origin)))


def _rest(union: Definition) -> Head:
    """Say where there are more members."""
    if union.discriminator is None or not union.branches:
        return Head(())
    return Head((Bit("text", _("More depend on") + " "), name(union.discriminator)))
