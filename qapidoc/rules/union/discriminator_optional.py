"""A discriminator must not be optional.

Without it, nothing would say which branch the other members belong to. Make the member
mandatory, or give the case in which it is left out an enum value of its own.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { '*kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }

Good::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'kind',
      'data': { 'square': 'Square' } }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.schema.problems import SchemaKind

RULE = Rule(
    name="union-discriminator-optional",
    code="UN005",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.DISCRIMINATOR_OPTIONAL),
    groups=("language",),
)
