"""``Returns:`` should say more than the type.

The manual shows what type a command returns, with a link, and needs no section for that (since
10.1). One that says nothing else takes room, and becomes wrong when the type changes.

Bad::

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': {} }

    ##
    # @query-speeds:
    #
    # Ask how fast the fans turn.
    #
    # Returns: a list of `FanSpeed`
    #
    # Since: 9.1
    ##
    { 'command': 'query-speeds', 'returns': [ 'FanSpeed' ] }

Good::

    ##
    # @FanSpeed:
    #
    # How fast a fan turns.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanSpeed', 'data': {} }

    ##
    # @query-speeds:
    #
    # Ask how fast the fans turn.
    #
    # Since: 9.1
    ##
    { 'command': 'query-speeds', 'returns': [ 'FanSpeed' ] }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import SECTIONING, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.told_type import told_type
from qapidoc.schema.comments import Comment, followed, head_span
from qapidoc.schema.flow import flow_of
from qapidoc.schema.reading import RETURNS
from qapidoc.source import Span
from qapidoc.syntax.nodes import Section, SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for a type, and nothing else."""
    if not allowed(Usage.NAME_REFERENCE, context.target):
        return
    for definition, comment in context.documented:
        if definition.returns is None:
            continue
        for section, following in followed(comment.read):
            if section.kind is not SectionKind.TAG or section.name is None:
                continue
            if section.name.value != RETURNS or not section.lines:
                continue
            told = told_type(flow_of(comment.source, section))
            if told is None or (told.listed and not definition.returns.array):
                continue
            if told.alone and told.name == definition.returns.name:
                yield Finding(
                    comment.path,
                    head_span(section),
                    "the manual shows the type anyway; say what is returned, or remove the section",
                    definition.name,
                    fix=_removal(comment, section, following),
                )


def _removal(comment: Comment, section: Section, following: Section | None) -> Fix | None:
    """Take out the lines down to the next section."""
    if following is None:
        return None
    starts = comment.source.line_starts
    first, last = (
        starts[comment.source.position(place).line - 1]
        for place in (section.start, following.start)
    )
    return Fix("remove it", "safe", (Edit(comment.path, Span(first, last), ""),), SECTIONING)


RULE = Rule(
    name="section-returns-repeats",
    code="SE014",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
)
