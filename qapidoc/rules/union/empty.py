"""A union must have at least one branch.

Without branches it is a struct in disguise; write a struct.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Shape', 'data': { 'kind': 'ShapeKind' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-empty",
    code="UN010",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.UNION_EMPTY),
    groups=("language",),
)
