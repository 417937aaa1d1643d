"""An expression must be an object of the form that its kind has.

It has one of the keys ``enum``, ``struct``, ``union``, ``alternate``, ``command``, ``event``,
``include`` and ``pragma``; besides it, those that belong to that kind, each with a value of the
right shape. A key that no kind has is most often a typing error, and what it was meant to say
would be lost.

Bad::

    { 'command': 'set-speed',
      'data': { 'percent': 'int' },
      'return': 'Speed' }

    { 'struct': 'Speed', 'data': { 'percent': 'int' } }

Good::

    { 'command': 'set-speed',
      'data': { 'percent': 'int' },
      'returns': 'Speed' }

    { 'struct': 'Speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="language-expression",
    code="LA013",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.EXPRESSION),
)
