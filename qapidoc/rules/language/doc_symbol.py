"""The first line of a definition's doc comment must be ``@Name:`` and nothing else.

The line says what the comment is about. Without the colon, or with text behind it, QEMU's build
stops; without a name it documents nothing.

Bad::

    ##
    # @ping
    #
    # Do nothing, to see whether the monitor answers.
    #
    # Since: 9.0
    ##
    { 'command': 'ping' }

Good::

    ##
    # @ping:
    #
    # Do nothing, to see whether the monitor answers.
    #
    # Since: 9.0
    ##
    { 'command': 'ping' }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-doc-symbol",
    code="LA008",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.DOC_SYMBOL),
)
