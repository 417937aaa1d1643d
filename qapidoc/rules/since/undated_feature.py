"""The description of a feature should say since which release it is there.

A feature tells programs that something has changed: that a command takes more than before, or
that a fault is mended. So it is mostly younger than what it belongs to, and without a date of its
own it looks as old as that. Of the six features that QEMU's schemas have had besides the special
ones ``deprecated`` and ``unstable``, all came later, and three do not say when.

The rule is off by default all the same: six are few, and a feature that came together with its
definition needs no date. Features of definitions that are themselves new in the target release,
or have no date, are left alone, and so are those whose description speaks of a release in any
way.

For members and enum values there is no such rule. They mostly are as old as their definition, and
the more of the others have a younger date, the surer that is: in the schemas of 2.9 to 10.2.2,
33 lack one beside two or more that have one, with one other at most, and all 33 were there from
the beginning.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Features:
    #
    # @smooth: The fan gets to its new speed without a jerk.
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' },
      'features': [ 'smooth' ] }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Features:
    #
    # @smooth: The fan gets to its new speed without a jerk.  (since 9.1)
    #
    # Since: 8.2
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' },
      'features': [ 'smooth' ] }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import described, features
from qapidoc.schema.misspelt import misspelt_sinces
from qapidoc.schema.model import SPECIAL_FEATURES
from qapidoc.schema.since import definition_since, sinces
from qapidoc.syntax.nodes import SectionKind


def check(context: Context) -> Iterator[Finding]:
    """Look for features whose description names no release."""
    for definition, comment in context.documented:
        names = {feature.name for feature in features(definition)} - SPECIAL_FEATURES
        if not names:
            continue
        date = definition_since(comment.source, comment.doc)
        if date is None or date.release.base >= context.target.base:
            continue
        tried = {found.member for found in misspelt_sinces(comment.source, comment.doc)}
        for name, section in described(comment.doc, SectionKind.FEATURE).items():
            if name not in names or name in tried or any(sinces(comment.source, section)):
                continue
            assert section.name is not None
            yield Finding(
                comment.path,
                section.name.span,
                f"say since which release {definition.kind} '{definition.name}' has the feature"
                f" '{name}': add '(since …)' to its description",
                definition.name,
                name,
            )


RULE = Rule(
    name="since-undated-feature",
    code="SI008",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    confidence=Confidence.LIKELY,
    default=False,
)
