"""What can be wrong with a text, whatever it means."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from qapidoc.edition import Usage
from qapidoc.findings import Related
from qapidoc.source import Span


class SyntaxKind(StrEnum):
    """The kinds, each of which a rule of that name shows."""

    SYNTAX = "language-syntax"
    STRING = "language-string"
    ENCODING = "language-encoding"
    NESTING = "language-nesting"
    COMMA = "language-comma"
    DOC_COMMENT = "language-doc-comment"
    DOC_SYMBOL = "language-doc-symbol"
    IGNORE = "ignore-malformed"


class SyntaxProblem(msgspec.Struct, frozen=True):
    """A place that the grammar does not allow for; none for releases with ``usage``.

    ``mend`` is a stretch and the text that mends the problem in its place.
    """

    kind: SyntaxKind
    span: Span
    message: str
    usage: Usage | None = None
    related: tuple[Related, ...] = ()
    mend: tuple[Span, str] | None = None
