"""What can be wrong with a schema whose text could be read."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import Fix, Related
from qapidoc.source import Span
from qapidoc.syntax.problems import SyntaxKind


class SchemaKind(StrEnum):
    """The kinds; each is the name of the rule that shows it."""

    INCLUDE = "language-include"
    INCLUDE_LOOP = "language-include-loop"
    INCLUDE_OUTSIDE = "language-include-outside"
    PRAGMA = "language-pragma"
    EXPRESSION = "language-expression"
    DUPLICATE_KEY = "language-duplicate-key"
    NAME = "language-name"
    CONDITION = "language-condition"
    FEATURE = "language-feature"
    FLAG = "language-flag"
    REDEFINITION = "language-redefinition"
    UNKNOWN_TYPE = "language-unknown-type"
    TYPE_KIND = "language-type-kind"
    CLASH = "language-clash"
    ALTERNATE = "language-alternate"
    OLD_NOTATION = "language-old-notation"
    BRANCH_MISSING_TYPE = "union-branch-missing-type"
    BRANCH_TYPE_KIND = "union-branch-type-kind"
    BRANCH_UNKNOWN_VALUE = "union-branch-unknown-value"
    DISCRIMINATOR_MISSING = "union-discriminator-missing"
    DISCRIMINATOR_OPTIONAL = "union-discriminator-optional"
    DISCRIMINATOR_CONDITIONAL = "union-discriminator-conditional"
    DISCRIMINATOR_TYPE = "union-discriminator-type"
    UNION_CLASH = "union-member-clash"
    UNION_EMPTY = "union-empty"


UNREAD: frozenset[str] = frozenset(
    {
        SyntaxKind.SYNTAX,
        SyntaxKind.NESTING,
        SchemaKind.INCLUDE,
        SchemaKind.INCLUDE_LOOP,
        SchemaKind.INCLUDE_OUTSIDE,
        SchemaKind.EXPRESSION,
    }
)
"""Kinds of problems behind which a part of a schema is missing."""


class Problem(msgspec.Struct, frozen=True, array_like=True):
    """Something that QEMU's front end would not accept.

    ``kind`` is the name of the rule that shows it. It is none for releases with ``usage``,
    nor where the pragma list ``excuse[0]`` names ``excuse[1]``. ``definition`` and ``member``
    tell what it is about, where that is known.
    """

    kind: str
    path: str
    span: Span
    message: str
    definition: str | None = None
    member: str | None = None
    related: tuple[Related, ...] = ()
    usage: Usage | None = None
    excuse: tuple[str, str] | None = None
    fix: Fix | None = None
