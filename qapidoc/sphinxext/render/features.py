"""The features of a definition and of its members."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from qapidoc.schema.model import Definition, EnumValue, Member
from qapidoc.sphinxext import names
from qapidoc.sphinxext.doctree.heads import Bit, Head
from qapidoc.sphinxext.doctree.nodes import qapi_item
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.parts import (
    comma_list,
    common_badges,
    labelled,
    name,
    since_badges,
)
from qapidoc.syntax.nodes import Section, SectionKind


def features(
    ctx: Context, definition: Definition, documented: Mapping[str, Section]
) -> list[nodes.Node]:
    """List the features, those of members too, with their texts."""
    owners = feature_owners(definition)
    own = {feature.name: feature for feature in definition.features}
    listed = [*documented, *(n for n in (*own, *owners) if n not in documented)]
    if not listed:
        return []
    scope = ctx.scope(definition)
    items = []
    for feature in dict.fromkeys(listed):
        section = documented.get(feature)
        item = qapi_item()
        ctx.place(item, definition, section.start if section is not None else None)
        part = names.feature_name(definition.name, feature)
        bits = [name(feature, ctx.register("parts", part, "feature", definition.path, item))]
        if feature in owners:
            bits.append(Bit("text", f" {_('of')} "))
            bits += comma_list(name(owner) for owner in owners[feature])
        condition = own[feature].condition if feature in own else None
        since = ctx.sinces.of_part(definition, feature, SectionKind.FEATURE)
        badges = (*since_badges(since), *common_badges((), condition))
        item["head"] = Head(tuple(bits), badges)
        if section is not None:
            section = ctx.sinces.shown(definition, section)
            item += ctx.prose.blocks(ctx.passage(definition, section), scope)
        items.append(item)
    return labelled(_("Features"), [ctx.list(definition, items, "qapi-features")])


def feature_owners(definition: Definition) -> dict[str, list[str]]:
    """Map features to the members, values and branches that have them."""
    owners: dict[str, list[str]] = {}
    parts: tuple[Member | EnumValue, ...] = (
        *definition.own_members,
        *definition.values,
        *definition.branches,
    )
    for part in parts:
        for feature in part.features:
            owners.setdefault(feature.name, []).append(part.name)
    return owners
