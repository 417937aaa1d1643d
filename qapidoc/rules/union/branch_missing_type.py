"""A branch of a union must have the name of a type.

A branch says which members an object has, besides those of the base, when the discriminator has
that value. A branch without members is written with an empty struct, or left out.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'circle': { 'if': 'CONFIG_ROUND' }, 'square': 'Square' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'struct': 'Circle', 'data': { 'radius': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'circle': { 'type': 'Circle', 'if': 'CONFIG_ROUND' },
                'square': 'Square' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-branch-missing-type",
    code="UN001",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.BRANCH_MISSING_TYPE),
    groups=("language",),
)
