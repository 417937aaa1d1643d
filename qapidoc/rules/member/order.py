"""Descriptions should stand in the order in which members are declared.

Readers who look from the definition to its description find what they look for at the same
place, and what is missing shows. Off by default: some group what belongs together.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @ramp: seconds that the change may take
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds that the change may take
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.navigate import wire_names


def check(context: Context) -> Iterator[Finding]:
    """Compare the order of descriptions with that of the definition, as far as the first one."""
    for definition, comment in context.documented:
        rank = {name: index for index, name in enumerate(wire_names(definition))}
        sections = comment.members
        known = [(name, section) for name, section in sections.items() if name in rank]
        for (before, _), (name, section) in pairwise(known):
            if rank[name] > rank[before] or section.name is None:
                continue
            first = next(other for other, _ in known if rank[other] > rank[name])
            message = f"'{name}' is declared before '{first}'; describe it there"
            place = sections[first].name
            related = (Related(comment.path, place.span, f"'{first}' is here"),) if place else ()
            span = section.name.span
            yield Finding(comment.path, span, message, definition.name, name, related)
            break


RULE = Rule(
    name="member-order",
    code="ME013",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    default=False,
)
