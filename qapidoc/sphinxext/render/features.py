"""The features of a definition and of its members."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from qapidoc.schema.model import Definition, EnumValue, Member
from qapidoc.sphinxext import names
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.parts import badge_row, comma_list, condition_badge, label, name
from qapidoc.syntax.nodes import Section


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
    result = nodes.definition_list(classes=["qapi-members", "qapi-features"])
    for feature in dict.fromkeys(listed):
        term = nodes.term()
        section = documented.get(feature)
        ctx.place(term, definition, section.start if section is not None else None)
        part = names.feature_name(definition.name, feature)
        anchor = ctx.register("parts", part, "feature", definition.path, term)
        term += name(feature, anchor)
        if feature in owners:
            term += nodes.Text(f" {_('of')} ")
            term += comma_list(name(owner) for owner in owners[feature])
        if feature in own:
            term += badge_row(condition_badge(own[feature].condition))
        body = (
            ctx.prose.blocks(ctx.passage(definition, section), scope) if section is not None else []
        )
        result += nodes.definition_list_item("", term, nodes.definition("", *body))
    return [label(_("Features")), result]


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
