"""Whether the text of a schema's doc comments is rST, or what they had before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from qapidoc.edition import Usage, allowed
from qapidoc.releases import Release
from qapidoc.schema.model import Condition, Definition, Schema
from qapidoc.syntax.nodes import DocComment, LineKind

_RST = re.compile(r"``[^`]+``|:[a-z]+:`[^`]+`|::\s*$")


class Markup(Enum):
    """What the text of doc comments is written in."""

    PLAIN = auto()
    """Texinfo-like: lists, and literal lines that start with a pipe."""
    RST = auto()


def markup_of(schema: Schema, release: Release | None) -> Markup:
    """Tell it by the release, else by what is in the files.

    Simple unions and conditions in C ended soon after the text became rST, in 6.1.
    """
    if release is not None:
        return Markup.RST if allowed(Usage.RST, release) else Markup.PLAIN
    if any(map(_is_old, schema.definitions.values())) and not _has_rst(schema):
        return Markup.PLAIN
    return Markup.RST


def _is_old(definition: Definition) -> bool:
    return definition.simple or _is_text(definition.condition)


def _is_text(condition: Condition | None) -> bool:
    return condition is not None and (
        condition.operator == "text" or any(map(_is_text, condition.operands))
    )


def _has_rst(schema: Schema) -> bool:
    for path, module in schema.modules.items():
        for doc in _docs(schema, path):
            for section in doc.sections:
                for line in section.lines:
                    if line.kind is LineKind.DIRECTIVE:
                        return True
                    text = module.source.text[line.start : line.end]
                    if line.kind is LineKind.PROSE and _RST.search(text):
                        return True
    return False


def _docs(schema: Schema, path: str) -> Iterator[DocComment]:
    for item in schema.modules[path].contents:
        doc = item if isinstance(item, DocComment) else schema.definitions[item].doc
        if doc is not None:
            yield doc
