"""A discriminator must not have a condition.

In a build where the condition does not hold, the union would have branches and nothing to choose
them by. Conditions belong on branches, on enum values, or on the whole union.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': { 'type': 'ShapeKind', 'if': 'CONFIG_SHAPES' } },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'square': { 'type': 'Square', 'if': 'CONFIG_SHAPES' } } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-discriminator-conditional",
    code="UN006",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.DISCRIMINATOR_CONDITIONAL),
    groups=("language",),
)
