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


class Aspect(StrEnum):
    """A part of what a file says. The names complete the sentence "the fix changes …"."""

    DEFINITIONS = "definitions"
    """What is defined and in which order, conditions aside."""
    CONDITIONS = "conditions"
    INCLUDES = "includes"
    PRAGMAS = "pragmas"
    SUBJECTS = "what doc comments are about"
    SECTIONS = "the sections of doc comments"
    WORDS = "the words of doc comments"
    LAYOUT = "the layout of doc comments"
    """Blanks, indentation and empty lines."""
    READING = "what the text of doc comments is read as"
    """Paragraphs, lists, literals and so on, as docutils sees them."""


BLANKS = frozenset({Aspect.LAYOUT})
LAYOUT = BLANKS | {Aspect.READING}
WORDING = LAYOUT | {Aspect.WORDS}
SECTIONING = WORDING | {Aspect.SECTIONS}


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """Put `text` in place of `span` (offsets) of the file at `path`.

    Lines in `text` end with LF; whoever applies the edit writes the line ends of the file.
    """

    path: str
    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """Edits that mend a finding, all or none; a safe fix changes nothing that a schema means.

    ``changes`` declares what the file says otherwise once it is applied; by default nothing, so
    that only the notation is another one. A fix that does more is not applied.
    """

    description: str
    applicability: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]
    changes: frozenset[Aspect] = frozenset()


def replacement(path: str, span: Span, text: str, changes: frozenset[Aspect] = frozenset()) -> Fix:
    """Give the safe fix that puts `text` in place of `span`."""
    description = f"write {text}" if text.strip() else "add a blank" if text else "remove it"
    return Fix(description, "safe", (Edit(path, span, text),), changes)


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


def counted(number: int, noun: str) -> str:
    """Give a number with its noun."""
    return f"{number} {noun}{'s' if number != 1 and noun != 'info' else ''}"
