"""What has to be given has no default, and is not optional.

If its description says so, either it was meant to be optional, and the ``*`` is missing, or the
text is that of another member.

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
from qapidoc.schema.flow import Flow, flow_of
from qapidoc.schema.model import Kind
from qapidoc.source import Span

_NO_DEFAULT = (
    "has no default, as it has to be given; make it optional with a '*', or remove the default"
)
_NOT_OPTIONAL = "has to be given; make it optional with a '*', or do not call it so"

_HINT = re.compile("efault|ptional|mitted|absent|not (?:given|spec)")
_OPTIONAL = re.compile(
    r"""\A\#optional\b | \Aoptional(?=[,:;.]) | \A\(optional\b[^)]*\) | \(optional\)\s*\.?\s*\Z
        | (?:^|[.;]\s+|\()if\s+(?:omitted|absent|not\s+(?:given|specified))(?=,)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What says that nobody has to give it."""
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
            if not _HINT.search(comment.source.text, section.start, section.end):
                continue
            flow = flow_of(comment.source, section)
            for span, message in _said(flow):
                yield Finding(
                    comment.path,
                    span,
                    f"'{member.name}' {message}",
                    definition.name,
                    member.name,
                    (Related(definition.path, member.name_span, "it has to be given here"),),
                )


def _said(flow: Flow) -> Iterator[tuple[Span, str]]:
    """Give what is said of a default, or of being optional, and what is wrong with it."""
    default, optional = _DEFAULT.search(flow.text), _OPTIONAL.search(flow.text)
    if default is not None:
        start = max(map(default.start, ("start", "begin", "inner")))
        yield flow.span(start, default.end()), _NO_DEFAULT
    if optional is not None:
        yield flow.span(*optional.span()), _NOT_OPTIONAL


RULE = Rule(
    name="member-vain-default",
    code="ME010",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    page=__doc__,
    check=check,
)
