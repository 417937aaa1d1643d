"""A description must say more than the definition itself.

Since when something is there, and of which type it is, the manual shows anyway, and its name,
too. A description that says nothing else, or "TBD", looks as if there were one, so that nobody
notices that it is missing. Of enum values those are told whose neighbours are described:
``- @tcp: since 1.3`` throughout is a list of names that explain themselves.

Bad::

    ##
    # @SpeedInfo:
    #
    # Information about a fan.
    #
    # @speed: the share of its full speed, in percent
    #
    # @ramp: (since 9.1)
    #
    # Since: 9.0
    ##
    { 'struct': 'SpeedInfo', 'data': { 'speed': 'int', '*ramp': 'int' } }

Good::

    ##
    # @SpeedInfo:
    #
    # Information about a fan.
    #
    # @speed: the share of its full speed, in percent
    #
    # @ramp: seconds that a change of the speed takes (since 9.1)
    #
    # Since: 9.0
    ##
    { 'struct': 'SpeedInfo', 'data': { 'speed': 'int', '*ramp': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described_name
from qapidoc.schema.indentation import DESCRIPTIONS
from qapidoc.schema.model import Definition, Kind, TypeRef
from qapidoc.schema.saying import said
from qapidoc.schema.since import hinted
from qapidoc.syntax.nodes import Section, SectionKind

DATE = 30
"""Characters that a since has at most."""

FEW = 40
"""Those that a type or a name has at most."""

WORD = 24
"""Those that a placeholder has at most."""

PLACEHOLDERS = frozenset(
    {
        "fixme",
        "n/a",
        "not documented",
        "tba",
        "tbd",
        "to be determined",
        "to be documented",
        "to be done",
        "todo",
        "undocumented",
        "xxx",
    }
)
"""Texts that stand for one, in lower case."""


def check(context: Context) -> Iterator[Finding]:
    """Look at short descriptions."""
    typed = allowed(Usage.RST, context.target)
    for definition, comment in context.documented:
        parts = (*definition.own_members, *definition.branches) if typed else ()
        short = [
            section
            for section in comment.read.sections
            if section.kind in DESCRIPTIONS and section.lines
            if _may_be_hollow(comment, section, typed=bool(parts))
        ]
        if not short:
            continue
        types = {part.name: part.type for part in parts}
        reasons = [(section, _hollow(comment, section, types)) for section in short]
        hollow = [(section, reason) for section, reason in reasons if reason is not None]
        if definition.kind is not Kind.ENUM or _are_few(comment, len(hollow)):
            for section, reason in hollow:
                yield _finding(definition, comment, section, reason)


def _may_be_hollow(comment: Comment, section: Section, *, typed: bool) -> bool:
    """Tell whether a description has room for a placeholder, a since, or a type, and no more."""
    length = section.end - section.lines[0].start
    if length < (FEW if typed else WORD):
        return True
    return length < DATE + typed * FEW and hinted(comment.source, section)


def _hollow(comment: Comment, section: Section, types: Mapping[str, TypeRef | None]) -> str | None:
    """Say what is all that a description says, if that is not enough."""
    text = said(comment.source, section).casefold()
    if not text:
        return "since when it is there" if hinted(comment.source, section) else "a few dots"
    if text in PLACEHOLDERS:
        return "that it is to be written"
    name = described_name(section) or ""
    ref = types.get(name) if section.kind is SectionKind.MEMBER else None
    if ref is None:
        return None
    if text.strip("@`[]") == ref.name.casefold():
        return "of which type it is"
    return "its name" if text == name.casefold() else None


def _are_few(comment: Comment, hollow: int) -> bool:
    """Tell whether most of the values that are described have more than a release."""
    return 2 * hollow < len(comment.members)


def _finding(definition: Definition, comment: Comment, section: Section, reason: str) -> Finding:
    name = described_name(section)
    message = f"the description of '{name}' says nothing but {reason}; say what it is"
    span = section.name.span if section.name is not None else section.span
    return Finding(comment.path, span, message, definition.name, name)


RULE = Rule(
    name="member-says-nothing",
    code="ME009",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
