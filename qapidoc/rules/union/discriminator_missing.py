"""A union must have a discriminator, and its base a member of that name.

The discriminator tells which branch an object has. Up to QEMU 6.1 a union could do without: such
a simple union had an implicit member ``type``, and wrapped each branch in a member ``data``.
Since then all unions name their base and their discriminator.

Bad::

    { 'enum': 'ShapeKind', 'data': [ 'circle', 'square' ] }

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'ShapeKind' },
      'discriminator': 'type',
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
    name="union-discriminator-missing",
    code="UN004",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.DISCRIMINATOR_MISSING),
    groups=("language",),
)
