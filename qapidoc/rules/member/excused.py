"""What a pragma excuses from being described should be described.

A definition that ``documentation-exceptions`` names may leave out descriptions, and nothing tells
how many it leaves out. This rule shows them one by one, so that they can be counted, and kept
from growing with a baseline; :doc:`/adopting` tells how.

Bad::

    { 'pragma': { 'documentation-exceptions': [ 'FanMode' ] } }

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @quiet: as slowly as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'quiet', 'boost' ] }

Good::

    ##
    # @FanMode:
    #
    # How the fan runs.
    #
    # @quiet: as slowly as it can
    #
    # @boost: as fast as it can
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'quiet', 'boost' ] }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import name_spans, undescribed


def check(context: Context) -> Iterator[Finding]:
    """Look at the definitions that the pragma names."""
    excused = context.schema.pragma.documentation_exceptions
    for definition, comment in context.documented:
        if definition.name not in excused:
            continue
        spans = name_spans(definition)
        for name in undescribed(definition, comment):
            noun = f"{member_noun(definition.kind)} '{name}' of {definition.kind}"
            message = (
                f"{noun} '{definition.name}' is not described, and excused by"
                " 'documentation-exceptions'; describe it"
            )
            yield Finding(definition.path, spans[name], message, definition.name, name)


RULE = Rule(
    name="member-excused",
    code="ME008",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    default=False,
)
