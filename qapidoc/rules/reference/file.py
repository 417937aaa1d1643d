"""A file that a text names must be there.

Documents move, and sources are renamed; the path in a doc comment then leads nowhere.  A path is
looked up in the tree that the schema is in: the top level of git, or the folder of ``VERSION``.
Paths whose first folder the tree does not have are about something else, and are not looked at.

Bad::

    ##
    # @stop-fan:
    #
    # Stop the fan.  The file docs/fans.rst tells about its speeds.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # @stop-fan:
    #
    # Stop the fan.  The comment of the other commands tells about its
    # speeds.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Finding, Severity
from qapidoc.prose.records import InlineKind
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule

_PATH = re.compile(
    r"(?<![\w/.:@~$*<+-])(?:[\w+-]+/)+(?:[\w+-][\w.+-]*)"
    r"\.(?:c|cc|cpp|h|hx|in|json|md|py|rs|rst|sh|texi|txt)(?![\w/*-])"
)
_RUNNING = frozenset({InlineKind.TEXT, InlineKind.LITERAL})


def check(context: Context) -> Iterator[Finding]:
    """Look for paths of files that are not in the tree."""
    for passage in context.passages:
        if "/" not in passage.text:
            continue
        for match in passage.matches(_PATH, _RUNNING):
            if context.around.lacks(match[0]):
                message = f"there is no file '{match[0]}' in the tree; name the one that is there"
                yield found(passage, *match.span(), message)


RULE = Rule(
    name="reference-file",
    code="RE007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
