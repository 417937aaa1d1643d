"""Names of one kind must differ in more than case and dashes.

``read-only`` beside ``readonly``, or ``Raw`` beside ``raw``, are two names on the wire and one in
the head of whoever types them. What QEMU's front end refuses, since both would have the same name
in C, is for `language-clash`.

Bad::

    ##
    # @FanMode:
    #
    # How a fan turns.
    #
    # @half-speed: slowly
    #
    # @halfspeed: slowly, too
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'half-speed', 'halfspeed' ] }

Good::

    ##
    # @FanMode:
    #
    # How a fan turns.
    #
    # @half-speed: slowly
    #
    # @full-speed: fast
    #
    # Since: 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'half-speed', 'full-speed' ] }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Related, Severity
from qapidoc.rules.nouns import member_noun
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.model import EnumValue, Member

_IGNORED = re.compile(r"[-_.]")


def check(context: Context) -> Iterator[Finding]:
    """Compare the names within each definition."""
    for definition in context.definitions:
        first: dict[str, Member | EnumValue] = {}
        parts: tuple[Member | EnumValue, ...] = (*definition.own_members, *definition.branches)
        for part in (*definition.values, *parts):
            key = _IGNORED.sub("", part.name).casefold()
            earlier = first.setdefault(key, part)
            if _IGNORED.sub("-", earlier.name) == _IGNORED.sub("-", part.name):
                continue
            noun = member_noun(definition.kind)
            yield Finding(
                definition.path,
                part.name_span,
                f"{noun} '{part.name}' looks like '{earlier.name}'; give it another name",
                definition.name,
                part.name,
                (Related(definition.path, earlier.name_span, f"'{earlier.name}' is here"),),
            )


RULE = Rule(
    name="naming-look-alike",
    code="NA003",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
