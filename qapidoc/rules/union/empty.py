"""A union must have at least one branch.

A value of the discriminator for which no branch is written has an empty one. Only where the
discriminator's enum is empty, too, nothing is left that such a union could be.

Bad::

    { 'enum': 'ShapeKind', 'data': [ ] }

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
