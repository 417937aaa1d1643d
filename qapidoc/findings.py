"""What users are told: findings, their places and their fixes."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

from qapidoc.source import Span


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure a rule is of a finding."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """Put `text` in place of `span` (offsets) of the file at `path`."""

    path: str
    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """Edits that mend a finding; a safe fix changes nothing that a schema means."""

    description: str
    applicability: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


def replacement(path: str, span: Span, text: str) -> Fix:
    """Give the safe fix that puts `text` in place of `span`."""
    description = f"write {text}" if text.strip() else "add a blank" if text else "remove it"
    return Fix(description, "safe", (Edit(path, span, text),))


class Related(msgspec.Struct, frozen=True, array_like=True):
    """Another place that a finding is about."""

    path: str
    span: Span
    message: str


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """What a rule found.

    ``exact`` is where in an expression or doc comment it is, if ``span``, which is where QEMU's
    front end reports it, is on another line. Rules leave ``rule``, ``code``, ``severity`` and
    ``confidence`` alone; the engine fills them in from the rule.
    """

    path: str
    span: Span
    message: str
    definition: str | None = None
    member: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    exact: Span | None = None
    rule: str = ""
    code: str = ""
    severity: Severity = Severity.WARNING
    confidence: Confidence = Confidence.CERTAIN
