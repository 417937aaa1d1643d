"""There must be something below a heading.

Readers find headings in the table of contents, and expect something there.  Nothing stands below
one whose definitions were moved or removed, or above the one that was to replace it.

Bad::

    ##
    # Fans
    # ====
    ##

    ##
    # Coolers
    # =======
    ##

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # Fans
    # ====
    ##

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qapidoc.findings import Finding, Severity
from qapidoc.rules.rule import Context, Rule, Scope
from qapidoc.schema.outline import Heading, ModuleStart, levels, pieces


def check(context: Context) -> Iterator[Finding]:
    """Look for headings that one of the same level follows, or of a higher one."""
    ranks = levels(context.schema)
    contents = (piece for piece in pieces(context.schema) if not isinstance(piece, ModuleStart))
    for piece, following in pairwise(contents):
        if not (isinstance(piece, Heading) and isinstance(following, Heading)):
            continue
        if ranks[following.style] <= ranks[piece.style]:
            message = "there is nothing below this heading; remove it, or put it where it belongs"
            yield Finding(piece.path, piece.title.span, message)


RULE = Rule(
    name="markup-empty-heading",
    code="MA014",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    scope=Scope.SCHEMA,
    whole_schema=True,
)
