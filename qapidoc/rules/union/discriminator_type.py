"""A discriminator must be of an enum type.

The values of the enum are what branches are named after. A string could have any value, so that
neither QEMU nor a client could know the branches.

Bad::

    { 'struct': 'Square', 'data': { 'side': 'int' } }

    { 'union': 'Shape',
      'base': { 'kind': 'str' },
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
    name="union-discriminator-type",
    code="UN007",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SchemaKind.DISCRIMINATOR_TYPE),
    groups=("language",),
)
