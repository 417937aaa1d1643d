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

import re
from collections.abc import Iterator

from qapidoc.findings import WORDING, Edit, Finding, Fix, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import Comment, described
from qapidoc.schema.flow import flow_of
from qapidoc.schema.model import Definition, Member
from qapidoc.syntax.nodes import Section, SectionKind

_BEGINNING = re.compile(
    r"(?:an?\s+|the\s+)?(?:optional\s+)?(?P<list>(?:list|array)s?\s+of\s+)?[@`]?"
    r"(?P<type>[A-Z]\w*[a-z]\w*)`?(?=\s*(?:[,;(]|[.](?:\s|$)|$)|\s+(?:object|struct|describ|that|which|one)\w*)",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    """Look at how descriptions begin."""
    for definition, comment in context.documented:
        members = {member.name: member for member in definition.own_members}
        if not members:
            continue
        for name, section in described(comment.read, SectionKind.MEMBER).items():
            member = members.get(name)
            if member is not None and member.type is not None and section.lines:
                yield from _compare(context, definition, comment, section, member)


def _compare(
    context: Context, definition: Definition, comment: Comment, section: Section, member: Member
) -> Iterator[Finding]:
    flow = flow_of(comment.source, section)
    found = _BEGINNING.match(flow.text)
    ref = member.type
    if found is None or ref is None or not ref.name:
        return
    other = context.shapes.definitions.get(found["type"])
    if other is None or not other.kind.is_type:
        return
    fix = None
    span = flow.span(*found.span("type"))
    if other.name != ref.name:
        told = f"is of type '{ref}', not '{other.name}'"
        fix = Fix(f"write '{ref.name}'", "unsafe", (Edit(comment.path, span, ref.name),), WORDING)
    elif found["list"] and not ref.array:
        told = f"is a single '{ref.name}', no list"
    else:
        return
    yield Finding(
        comment.path,
        span,
        f"'{member.name}' {told}; describe what it is",
        definition.name,
        member.name,
        (Related(definition.path, member.name_span, "the type is given here"),),
        fix,
    )


RULE = Rule(
    name="member-wrong-type",
    code="ME012",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
