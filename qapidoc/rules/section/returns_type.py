"""``Returns:`` must tell the type that the command returns.

A ``Returns:`` that begins with another type, with a list where there is none, or with "nothing"
where there is something, is older than the command that it describes, or was copied from another
one.

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
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Returns: a list of `FanSpeed`, one for each fan
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }

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
    # @query-speed:
    #
    # Ask how fast the fan turns.
    #
    # Returns: the speed of the first fan
    #
    # Since: 9.1
    ##
    { 'command': 'query-speed', 'returns': 'FanSpeed' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.rules.told_type import contradiction, told_type
from qapidoc.schema.comments import tagged
from qapidoc.schema.flow import flow_of
from qapidoc.schema.reading import RETURNS

_NOTHING = re.compile(r"(?:nothing|none)\b(?=\s*(?:[.,;]|$)|\s+on\s+success)", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    """Look at how what is returned is described."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for definition, comment in context.documented:
        section = tagged(comment.read, RETURNS)
        ref = definition.returns
        if section is None or ref is None or not section.lines:
            continue
        flow = flow_of(comment.source, section)
        told, nothing = told_type(flow), _NOTHING.match(flow.text)
        if nothing is not None:
            span, wrong, fix = flow.span(*nothing.span()), f"'{ref}', not nothing", None
        elif told is not None and (found := contradiction(context, comment, told, ref)):
            span, (wrong, fix) = told.span, found
        else:
            continue
        yield Finding(
            comment.path,
            span,
            f"command '{definition.name}' returns {wrong}; describe what it is",
            definition.name,
            related=(Related(definition.path, ref.span, "the type is given here"),),
            fix=fix,
        )


RULE = Rule(
    name="section-returns-type",
    code="SE013",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
