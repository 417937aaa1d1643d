"""Brackets must not be nested deeper than 64.

Nothing that QAPI can say needs more than a handful of levels. Deeper nesting is a slip (often an
editor macro gone wrong) or an attack on whoever reads the file; qapidoc drops the expression
and goes on with the next.

Bad::

    { 'struct': 'Deep', 'data':
      [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }

Good::

    { 'struct': 'Flat', 'data': { 'depths': [ 'int' ] } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-nesting",
    code="LA004",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.NESTING),
)
