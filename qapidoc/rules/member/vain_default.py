"""A default must be said of what may be left out.

A member that has to be given cannot have a default: either it was meant to be optional, and the
``*`` is missing, or the text is that of another member.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed.  Defaults to 50.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed.  Defaults to 50.
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { '*percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.flow import flow_of
from qapidoc.schema.model import Kind

_HINT = "efault"
_DEFAULT = re.compile(
    r"""(?:^|[.,;(]\s+|\()(?P<start>)(?:the\s+)?default(?:s\s+to|\s+is|\s+value\s+is|\s?:)\s+\S
        | (?P<begin>)\bthe\s+default\s+value\s+is\s+(?=[\d'"`@])
        | \((?P<inner>)default\s+[^\s)]+\)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A remark, or a sentence without a subject, that says what the default is."""


def check(context: Context) -> Iterator[Finding]:
    """Look at the descriptions of members that have to be given."""
    for definition, comment in context.documented:
        if definition.kind is Kind.EVENT:
            continue
        sections = comment.members
        for member in definition.own_members:
            section = sections.get(member.name)
            if member.optional or section is None:
                continue
            if comment.source.text.find(_HINT, section.start, section.end) < 0:
                continue
            flow = flow_of(comment.source, section)
            found = _DEFAULT.search(flow.text)
            if found is not None:
                start = max(map(found.start, ("start", "begin", "inner")))
                yield Finding(
                    comment.path,
                    flow.span(start, found.end()),
                    f"'{member.name}' has no default, as it has to be given; make it optional"
                    " with a '*', or remove the default",
                    definition.name,
                    member.name,
                    (Related(definition.path, member.name_span, "it has to be given here"),),
                )


RULE = Rule(
    name="member-vain-default",
    code="ME010",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
