"""A description that begins with a type must name that of its member.

Where a member has got another type, or has become a list, its description often goes on telling
the old one, and whoever writes a client by it is misled.

Bad::

    ##
    # @FanInfo:
    #
    # Information about a fan.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': {} }

    ##
    # @VentInfo:
    #
    # Information about a vent.
    #
    # @fans: a list of `VentInfo`, one for each of its fans
    #
    # Since: 9.1
    ##
    { 'struct': 'VentInfo', 'data': { 'fans': ['FanInfo'] } }

Good::

    ##
    # @FanInfo:
    #
    # Information about a fan.
    #
    # Since: 9.1
    ##
    { 'struct': 'FanInfo', 'data': {} }

    ##
    # @VentInfo:
    #
    # Information about a vent.
    #
    # @fans: a list of `FanInfo`, one for each of its fans
    #
    # Since: 9.1
    ##
    { 'struct': 'VentInfo', 'data': { 'fans': ['FanInfo'] } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.told_type import contradiction, may_tell_type, told_type
from qapidoc.schema.flow import flow_of


def check(context: Context) -> Iterator[Finding]:
    """Look at how descriptions begin."""
    for definition, comment in context.documented:
        if not definition.own_members:
            continue
        sections = comment.members
        for member in definition.own_members:
            section = sections.get(member.name)
            if section is None or member.type is None:
                continue
            if not may_tell_type(comment.source, section):
                continue
            told = told_type(flow_of(comment.source, section))
            wrong = contradiction(context, comment, told, member.type) if told else None
            if told is None or wrong is None:
                continue
            yield Finding(
                comment.path,
                told.span,
                f"'{member.name}' is of type {wrong[0]}; describe what it is",
                definition.name,
                member.name,
                (Related(definition.path, member.name_span, "the type is given here"),),
                wrong[1],
            )


RULE = Rule(
    name="member-wrong-type",
    code="ME012",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
