"""What the parts of definitions are called."""

from __future__ import annotations

from collections.abc import Mapping

from qapidoc.schema.model import Kind

_NOUNS: Mapping[Kind, str] = {
    Kind.ENUM: "value",
    Kind.STRUCT: "member",
    Kind.UNION: "member",
    Kind.ALTERNATE: "branch",
    Kind.COMMAND: "argument",
    Kind.EVENT: "member",
}


def member_noun(kind: Kind) -> str:
    """Give the word for what a definition of `kind` consists of."""
    return _NOUNS[kind]
