"""A heading must be one level below the one above it at most.

A heading of the third level right below one of the first leaves readers, and the table of contents,
without what is between.  What a heading is underlined with makes its level: that of the first one
in the manual is the first level, and so on.

Bad::

    ##
    # ****
    # Fans
    # ****
    #
    # About fans.
    ##

    ##
    # Speed
    # =====
    #
    # About speed.
    ##

    ##
    # Limits
    # ------
    #
    # About limits.
    ##

    ##
    # *****
    # Lamps
    # *****
    #
    # About lamps.
    ##

    ##
    # Colours
    # -------
    #
    # About colours.
    ##

Good::

    ##
    # ****
    # Fans
    # ****
    #
    # About fans.
    ##

    ##
    # Speed
    # =====
    #
    # About speed.
    ##

    ##
    # Limits
    # ------
    #
    # About limits.
    ##

    ##
    # *****
    # Lamps
    # *****
    #
    # About lamps.
    ##

    ##
    # Colours
    # =======
    #
    # About colours.
    ##
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.outline import Heading, levels, pieces


def check(context: Context) -> Iterator[Finding]:
    """Look at the headings of the whole schema, in the order of the manual."""
    ranks = levels(context.schema)
    current = 0
    for piece in pieces(context.schema):
        if not isinstance(piece, Heading):
            continue
        level = ranks[piece.style]
        if level > current + 1:
            message = f"this heading is of level {level}, and the one above it of level {current};"
            message += f" write it as those of level {current + 1} are"
            yield Finding(piece.path, piece.title.span, message)
        current = level


RULE = Rule(
    name="markup-heading-level",
    code="MA017",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
)
