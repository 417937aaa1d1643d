"""A line that is meant as a description must be one.

``@name:`` at the beginning of a line begins a description; ``@name`` without the colon,
``name:``, or ``@name :`` begin a sentence. The text is then shown among the rest, and the member
as one that nobody has documented. Where QEMU's front end asks for the description, it is
missing, which `member-undocumented` tells; this rule is about releases and definitions for which
nothing asks.

Bad::

    # target: 8.2

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent share of its full speed
    #
    # Since: 6.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    # target: 8.2

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 6.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.nearly import begun_as_description, refused_lines
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import undescribed
from qapidoc.schema.near_miss import near_misses
from qapidoc.source import Span
from qapidoc.syntax.nodes import SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look at what nothing asks to be described."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    lenient = allowed(Usage.UNDOCUMENTED_MEMBER, context.target)
    excused = context.schema.pragma.documentation_exceptions
    refused = refused_lines(context)
    for definition, comment in context.documented:
        if not (lenient or definition.name in excused or definition.simple):
            continue
        missing = undescribed(definition, comment)
        noun = member_noun(definition.kind)
        for miss in near_misses(comment.source, comment.read, missing, SectionKind.MEMBER):
            if (comment.path, miss.line.start) in refused:
                continue
            yield Finding(
                comment.path,
                Span(miss.line.start, miss.line.end),
                f"this line is no description of {noun} '{miss.name}'; begin it with"
                f" '@{miss.name}:'",
                definition.name,
                miss.name,
                fix=begun_as_description(comment, miss),
            )


RULE = Rule(
    name="member-near-miss",
    code="ME006",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
