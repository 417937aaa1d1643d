"""Definitions in a list, with links to where they are described."""

from __future__ import annotations

from collections.abc import Sequence

from qapidoc.schema.model import Definition
from qapidoc.sphinxext.doctree.heads import Bit, Group, Head, Row
from qapidoc.sphinxext.doctree.nodes import qapi_copies
from qapidoc.sphinxext.render.context import Context
from qapidoc.sphinxext.render.definition import definition_badges, summary


def overview_list(ctx: Context, definitions: Sequence[Definition]) -> qapi_copies:
    """List definitions with the gist of what is said of them."""
    rows = tuple(_row(ctx, definition) for definition in definitions)
    return ctx.node(
        qapi_copies(),
        definitions[0],
        classes=["qapi-members"],
        groups=(Group(Head(()), rows),),
        folded=False,
    )


def _row(ctx: Context, definition: Definition) -> Row:
    kind = str(definition.kind)
    bits = (Bit("word", f"{kind} "), Bit("name", definition.name, definition.name, kind))
    return Row(Head(bits, tuple(definition_badges(ctx, definition))), summary(ctx, definition))
