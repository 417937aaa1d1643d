"""A schema file must follow the grammar of QAPI.

Brackets that are not closed, words outside of strings, a key without a value: QEMU's build
stops at the first of these. qapidoc goes on reading at the next line that begins with ``{``
or ``##``, so that one slip does not hide the next.

Bad::

    ##
    # @Point:
    #
    # @x: distance from the left
    #
    # Since: 9.0
    ##
    { 'struct': 'Point', 'data': { 'x' 'int' } }

Good::

    ##
    # @Point:
    #
    # @x: distance from the left
    #
    # Since: 9.0
    ##
    { 'struct': 'Point', 'data': { 'x': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-syntax",
    code="LA001",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.SYNTAX),
)
