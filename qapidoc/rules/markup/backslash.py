r"""A backslash in running text must stand before markup.

rST takes a backslash away together with what it means: ``\*`` is an asterisk, and of ``C:\fans``
the manual shows "C:fans".  What has backslashes is a literal.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, as in C:\fans.ini.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan, as in ``C:\fans.ini``.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule

_LOST = re.compile(r"\\(?:[A-Za-z0-9\"'/.,;:\[\]{}]|\\(?=\w))")

_MESSAGE = "the manual does not show this backslash; make a literal of what it is in"


def check(context: Context) -> Iterator[Finding]:
    """Look for backslashes that are not shown."""
    for passage in context.marked:
        if "\\" not in passage.text:
            continue
        for match in passage.matches(_LOST):
            yield found(passage, match.start(), match.start() + 1, _MESSAGE)


RULE = Rule(
    name="markup-backslash",
    code="MA011",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
